package org.tgraph.backend.nativecode.lower;

import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.type.DType;

/**
 * The right factors of products in the order in which tiles read them: some columns next to each
 * other, of one row after the other. Where there are no columns any more there are zeros.
 */
final class Panels {
  /** Of how many rows a panel is read before another is. */
  static final long DEPTH = 256;

  private static final Literal ONE = Literal.of(1);

  private final Block block;
  private final LoopBuilder b;
  private final DType type;
  private final Buffer from;
  private final boolean isTransposed;
  private final Atom batches;
  private final Atom length;
  private final Atom columns;
  private final Atom width;
  private final Atom across;
  private final Buffer memory;

  Panels(Block block, Equation product, Atom batches) {
    this.block = block;
    this.b = block.b;
    this.batches = batches;
    this.type = product.result().type().dtype();
    Value y = product.operands().get(1);
    this.isTransposed = block.memory(y) == null;
    this.from = block.memory(isTransposed ? block.definition(y).operands().get(0) : y);
    this.length = block.sizes.of(y.shape().dim(y.rank() - 2));
    this.columns = block.sizes.of(y.shape().dim(y.rank() - 1));
    long granule = Statement.Tile.granule(type);
    Literal most = Literal.of(Statement.Tile.WIDEST * granule);
    Atom fewest = b.let(Code.MAXIMUM, Blas.parts(b, columns, most), ONE);
    Atom granules = Blas.parts(b, Blas.parts(b, columns, fewest), Literal.of(granule));
    this.width = b.times(b.let(Code.MAXIMUM, granules, ONE), Literal.of(granule));
    this.across = Blas.parts(b, columns, width);
    this.memory = block.scratch(type, List.of(batches, across, length, width), product);
  }

  Buffer memory() {
    return memory;
  }

  /** How many rows there are. */
  Atom length() {
    return length;
  }

  void fill() {
    Atom all = b.times(batches, across);
    b.sharedKernel(
        b.times(batches, b.times(length, columns)),
        () ->
            b.loop(
                all,
                number -> {
                  Atom batch = b.let(Code.UNSIGNED_QUOTIENT, number, across);
                  Atom start = b.times(b.minus(number, b.times(batch, across)), width);
                  Atom some = b.let(Code.MINIMUM, width, b.minus(columns, start));
                  Atom matrix = b.times(batch, b.times(length, columns));
                  Atom panel = b.times(number, b.times(length, width));
                  if (isTransposed) {
                    turned(b.plus(matrix, b.times(start, length)), panel, some);
                  } else {
                    straight(b.plus(matrix, start), panel, some);
                  }
                  b.loop(
                      length,
                      row ->
                          b.loop(
                              some,
                              width,
                              i ->
                                  b.store(
                                      memory,
                                      b.plus(b.plus(panel, b.times(row, width)), i),
                                      Loops.zero(type))));
                }));
  }

  private void straight(Atom first, Atom panel, Atom some) {
    b.loop(
        length,
        row -> {
          Atom source = b.plus(first, b.times(row, columns));
          Atom target = b.plus(panel, b.times(row, width));
          b.loop(
              some, i -> b.store(memory, b.plus(target, i), b.loadNow(from, b.plus(source, i))));
        });
  }

  private void turned(Atom first, Atom panel, Atom some) {
    b.loop(
        some,
        i -> {
          Atom source = b.plus(first, b.times(i, length));
          Atom target = b.plus(panel, i);
          b.loop(
              length,
              row ->
                  b.store(
                      memory,
                      b.plus(target, b.times(row, width)),
                      b.loadNow(from, b.plus(source, row))));
        });
  }

  /** Of a panel: its first column, where it begins in the memory, and how wide it is. */
  interface Each {
    void accept(Atom start, Atom place, Atom width);
  }

  void each(Atom batch, Each body) {
    b.loop(
        across,
        number -> {
          Atom panel = b.plus(b.times(batch, across), number);
          body.accept(b.times(number, width), b.times(panel, b.times(length, width)), width);
        });
  }
}
