package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Var;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** Products of matrices. */
final class Products {
  /** The number of multiplications from which on a call of BLAS pays. */
  private static final long LARGE = 1 << 14;

  private static final long MOST = Integer.MAX_VALUE;

  private final Block block;
  private final LoopBuilder b;

  Products(Block block) {
    this.block = block;
    this.b = block.b;
  }

  /** Large ones by BLAS, where it is there. */
  void matmul(Buffer to, Equation equation) {
    DType type = equation.result().type().dtype();
    if (!type.isFloat()) {
      rows(to, equation);
      return;
    }
    Value x = equation.operands().get(0);
    Value y = equation.operands().get(1);
    int batch = x.rank() - 2;
    Atom m = block.sizes.of(x.shape().dim(batch));
    Atom k = block.sizes.of(x.shape().dim(batch + 1));
    Atom n = block.sizes.of(y.shape().dim(batch + 1));
    if (m instanceof Literal
        && k instanceof Literal
        && n instanceof Literal
        && !isLarge(m, k, n).equals(Literal.TRUE)) {
      rows(to, equation);
      return;
    }
    int slot = block.program.product(type);
    Var function = b.variable(DType.I64);
    b.add(new Statement.Given(function, slot));
    Atom isThere = b.not(b.equal(function, Literal.of(0)));
    b.branch(
        b.and(isThere, isLarge(m, k, n)),
        () ->
            b.guardedLoop(
                block.sizes.product(x.shape().slice(0, batch).dims()),
                i ->
                    b.add(
                        new Statement.Product(
                            slot,
                            b.view(to, b.times(i, b.times(m, n))),
                            b.view(block.memory(x), b.times(i, b.times(m, k))),
                            b.view(block.memory(y), b.times(i, b.times(k, n))),
                            m,
                            n,
                            k))),
        () -> rows(to, equation));
  }

  /** Whether a call pays, and its arguments fit the 32 bits that BLAS has for them. */
  private Atom isLarge(Atom m, Atom k, Atom n) {
    Atom all = b.and(isAtMost(m, MOST), b.and(isAtMost(k, MOST), isAtMost(n, MOST)));
    return b.and(all, b.less(Literal.of(LARGE), b.times(b.times(m, k), n)));
  }

  private Atom isAtMost(Atom size, long most) {
    return b.not(b.less(Literal.of(most), size));
  }

  /**
   * Row by row, a multiple of a row of the second operand at a time, so that memory is read and
   * written in order.
   */
  private void rows(Buffer to, Equation equation) {
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
