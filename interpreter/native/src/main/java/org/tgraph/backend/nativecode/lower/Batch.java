package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.Shape;

/**
 * Matrices that are done by themselves, one after the other or, if they are several, in parts at
 * the same time. How many parts there are depends on the sizes alone.
 */
final class Batch {
  private static final Literal ONE = Literal.of(1);

  /** The most parts. */
  private static final long PARTS = 32;

  /** The most numbers that there are in a matrix for each of the parts, together. */
  private static final long ROOM = 1 << 23;

  /** Beyond, what a multiplication of the sizes says of the work could be too large a number. */
  private static final long LONG = 1024;

  private final Block block;
  private final LoopBuilder b;

  /** The axes before the last two. */
  private final Shape batches;

  private final Atom rows;
  private final Atom columns;
  private final Atom parts;

  /** What each part has for itself. */
  private final List<Work> own = new ArrayList<>();

  Batch(Block block, Shape shape) {
    this.block = block;
    this.b = block.b;
    this.batches = shape.slice(0, shape.rank() - 2);
    this.rows = block.sizes.of(shape.dim(shape.rank() - 2));
    this.columns = block.sizes.of(shape.dim(shape.rank() - 1));
    this.parts = batches.rank() == 0 ? ONE : severalParts();
  }

  private Atom severalParts() {
    Atom elements = b.let(Code.MAXIMUM, b.times(rows, columns), ONE);
    Atom room = b.let(Code.UNSIGNED_QUOTIENT, Literal.of(ROOM), elements);
    Atom most = b.let(Code.MINIMUM, b.let(Code.MAXIMUM, room, ONE), Literal.of(PARTS));
    return b.let(Code.MAXIMUM, b.let(Code.MINIMUM, count(), most), ONE);
  }

  Atom parts() {
    return parts;
  }

  /** How many matrices there are. */
  Atom count() {
    return block.sizes.product(batches.dims());
  }

  List<Atom> sizes() {
    return block.sizes.of(batches.dims());
  }

  Atom number(List<Atom> indices) {
    return block.elements.flat(batches, new Position.Axes(indices));
  }

  List<Atom> indices(Atom number) {
    return block.elements.axes(batches, new Position.Flat(number));
  }

  /** From now on each part has this for itself. */
  void add(Work work) {
    own.add(work);
  }

  /** How much each part has for itself now. */
  int mark() {
    return own.size();
  }

  /** What was added since then is no more. */
  void forget(int mark) {
    own.subList(mark, own.size()).clear();
  }

  /**
   * A kernel that does each matrix.
   *
   * @param work how many operations there are for each product of an element and a column
   */
  void each(long work, Consumer<List<Atom>> body) {
    if (parts.equals(ONE)) {
      b.kernel(() -> block.loops.nest(batches.dims(), body));
      return;
    }
    Atom count = count();
    Atom length = Portions.count(b, count, parts);
    Atom elements = b.times(count, b.times(rows, columns));
    Atom few = b.let(Code.MINIMUM, columns, Literal.of(LONG));
    b.sharedKernel(
        b.times(b.times(elements, few), Literal.of(work)),
        () ->
            b.loop(
                parts,
                part -> {
                  own.forEach(w -> w.enter(part));
                  Portions.of(
                      b,
                      part,
                      count,
                      length,
                      (first, some) -> b.loop(some, i -> body.accept(indices(b.plus(first, i)))));
                }));
    own.forEach(Work::leave);
  }
}
