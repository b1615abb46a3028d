package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** Products of matrices. */
final class Products {
  private final Block block;
  private final LoopBuilder b;

  Products(Block block) {
    this.block = block;
    this.b = block.b;
  }

  /**
   * Row by row, a multiple of a row of the second operand at a time, so that memory is read and
   * written in order.
   */
  void matmul(Buffer to, Equation equation) {
    Value x = equation.operands().get(0);
    Value y = equation.operands().get(1);
    Shape shape = equation.result().shape();
    DType type = x.type().dtype();
    int batch = shape.rank() - 2;
    block.loops.fill(to, shape, Loops.zero(type));
    List<Dim> rows = shape.slice(0, batch + 1).dims();
    Dim inner = x.shape().dim(batch + 1);
    b.kernel(() ->
        block.loops.nest(
            rows,
            row ->
                b.loop(
                    block.sizes.of(inner),
                    k -> {
                      Atom factor = block.elements.at(x, with(row, k));
                      b.loop(
                          block.sizes.of(shape.dim(batch + 1)),
                          column -> {
                            List<Atom> from = new ArrayList<>(row.subList(0, batch));
                            from.add(k);
                            from.add(column);
                            Atom at =
                                block.elements.flat(shape, new Position.Axes(with(row, column)));
                            Atom product = b.times(factor, block.elements.at(y, from));
                            b.store(to, at, b.plus(b.loadNow(to, at), product));
                          });
                    })));
  }

  private static List<Atom> with(List<Atom> indices, Atom last) {
    List<Atom> all = new ArrayList<>(indices);
    all.add(last);
    return all;
  }
}
