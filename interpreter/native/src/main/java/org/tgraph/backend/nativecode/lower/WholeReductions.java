package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * All elements become one number, or several by several reductions: first those of each block,
 * which several threads may do, then what the blocks have given. Their lengths depend on the sizes
 * alone, and so the results.
 */
final class WholeReductions {
  private final Block block;
  private final LoopBuilder b;
  private final SizeCode sizes;
  private final Elements elements;
  private final Loops loops;
  private final List<Folded> all;
  private final boolean isFlat;
  private final Shape shape;

  /** For the number of an element, or for its indices. */
  private final List<Atom> counts;

  private final Optional<Interior> interior;

  /**
   * @param all of tensors of one shape
   * @param isFlat whether their elements are found by their numbers
   */
  WholeReductions(Block block, List<Folded> all, boolean isFlat) {
    this.block = block;
    this.b = block.b;
    this.sizes = block.sizes;
    this.elements = block.elements;
    this.loops = block.loops;
    this.all = all;
    this.isFlat = isFlat;
    this.shape = all.get(0).operand().shape();
    this.counts = isFlat ? List.of(sizes.product(shape.dims())) : sizes.of(shape.dims());
    this.interior =
        loops.interior(
            all.stream().anyMatch(f -> elements.hasEnds(f.operand())),
            counts,
            at -> all.forEach(f -> elements.at(f.operand(), position(at))));
  }

  private Position position(List<Atom> indices) {
    return isFlat ? new Position.Flat(indices.get(0)) : new Position.Axes(indices);
  }

  void lower() {
    if (Reductions.isSmall(shape)) {
      b.kernel(() -> {
        List<Atom> results = block(Literal.of(0), counts.get(0));
        for (int i = 0; i < all.size(); i++) {
          store(all.get(i), results.get(i));
        }
      });
    } else {
      blocks();
    }
  }

  private void blocks() {
    List<Dim> inner = isFlat ? List.of() : shape.slice(1, shape.rank()).dims();
    Atom count = counts.get(0);
    Atom each = b.let(Code.MAXIMUM, sizes.product(inner), Literal.of(1));
    Atom least = b.let(Code.UNSIGNED_QUOTIENT, Literal.of(Reductions.BLOCK), each);
    Atom length = b.plus(least, Literal.of(1));
    Atom blocks = Portions.count(b, count, length);
    List<Buffer> parts = new ArrayList<>();
    all.forEach(f -> parts.add(block.scratch(f.wide(), List.of(blocks), f.equation())));
    b.sharedKernel(
        sizes.product(shape.dims()),
        () ->
            b.loop(
                blocks,
                number -> {
                  Atom start = b.times(number, length);
                  Atom end = b.plus(start, b.let(Code.MINIMUM, length, b.minus(count, start)));
                  List<Atom> results = block(start, end);
                  for (int i = 0; i < all.size(); i++) {
                    b.store(parts.get(i), number, results.get(i));
                  }
                }));
    b.kernel(() -> {
      List<Accumulator> sums = accumulators();
      b.loop(
          blocks,
          number -> {
            for (int i = 0; i < all.size(); i++) {
              all.get(i).add(b, sums.get(i), b.load(parts.get(i), number));
            }
          });
      for (int i = 0; i < all.size(); i++) {
        store(all.get(i), sums.get(i).read());
      }
    });
    parts.forEach(m -> b.add(new Statement.Release(m)));
  }

  private List<Accumulator> accumulators() {
    List<Accumulator> sums = new ArrayList<>();
    all.forEach(f -> sums.add(new Accumulator(b, f.first())));
    return sums;
  }

  private void store(Folded folded, Atom result) {
    b.store(folded.to(), Literal.of(0), b.convert(folded.type(), result));
  }

  /** What the elements from one index on the first axis up to another become. */
  private List<Atom> block(Atom start, Atom end) {
    List<Accumulator> sums = accumulators();
    forEach(
        start,
        end,
        at -> {
          for (int i = 0; i < all.size(); i++) {
            Folded folded = all.get(i);
            Atom element = b.convert(folded.wide(), elements.at(folded.operand(), at));
            sums.get(i).combine(folded.code(), element);
          }
        });
    List<Atom> results = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      all.get(i).findFirstZero(b, elements, sums.get(i), at -> forEach(start, end, at));
      results.add(sums.get(i).read());
    }
    return results;
  }

  private void forEach(Atom start, Atom end, Consumer<Position> body) {
    loops.nest(interior, start, end, counts, at -> body.accept(position(at)));
  }
}
