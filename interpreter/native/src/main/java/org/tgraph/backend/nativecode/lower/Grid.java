package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;

/**
 * The results of products of matrices, divided into blocks that are done at the same time; into
 * which depends on the sizes alone.
 *
 * @param height how many rows a block has, and
 * @param width how many columns, neither of them 0
 */
record Grid(LoopBuilder b, Atom batches, Atom rows, Atom height, Atom columns, Atom width) {
  /** From where on the rows and columns of a block are, and how many. */
  interface Each {
    void accept(Atom batch, Atom top, Atom rows, Atom left, Atom columns);
  }

  /**
   * @param elements of all results
   * @param length how many products each of them is the sum of
   */
  void each(Atom elements, Atom length, Each body) {
    Atom across = Portions.count(b, columns, width);
    Atom each = b.times(Portions.count(b, rows, height), across);
    Atom work = b.times(elements, b.let(Code.MINIMUM, length, Literal.of(1024)));
    b.sharedKernel(
        b.let(Code.UNSIGNED_QUOTIENT, work, Literal.of(16)),
        () ->
            b.loop(
                b.times(batches, each),
                number ->
                    Portions.within(
                        b,
                        number,
                        each,
                        (batch, block) ->
                            Portions.within(
                                b,
                                block,
                                across,
                                (row, column) -> block(batch, row, column, body)))));
  }

  private void block(Atom batch, Atom row, Atom column, Each body) {
    Portions.of(
        b,
        row,
        rows,
        height,
        (top, high) ->
            Portions.of(
                b,
                column,
                columns,
                width,
                (left, wide) -> body.accept(batch, top, high, left, wide)));
  }
}
