package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Var;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Transpose;
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
    if (y.shape().dim(batch + 1).is(1)) {
      column(to, equation);
      return;
    }
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
                            factor(x, b.times(i, b.times(m, k))),
                            factor(y, b.times(i, b.times(k, n))),
                            m,
                            n,
                            k))),
        () -> rows(to, equation));
  }

  /** Whether the last two axes change places, and nothing else does. */
  static boolean isTransposed(Equation equation) {
    if (!(equation.op() instanceof Transpose transpose)) {
      return false;
    }
    List<Integer> swapped = new ArrayList<>();
    for (int axis = 0; axis < transpose.axes().size(); axis++) {
      swapped.add(axis);
    }
    if (swapped.size() < 2) {
      return false;
    }
    Collections.swap(swapped, swapped.size() - 2, swapped.size() - 1);
    return transpose.axes().equals(swapped);
  }

  /** The matrix from an element on; one that is not kept is another transposed. */
  private Statement.Factor factor(Value x, Atom offset) {
    Buffer memory = block.memory(x);
    boolean isTransposed = memory == null;
    Buffer of = isTransposed ? block.memory(block.definition(x).operands().get(0)) : memory;
    return new Statement.Factor(b.view(of, offset), isTransposed);
  }

  /**
   * A matrix times one column: a sum for each row, in parallel; or, where the columns are next to
   * each other in memory, one multiple of them after the other.
   */
  private void column(Buffer to, Equation equation) {
    Value x = equation.operands().get(0);
    Value y = equation.operands().get(1);
    if (block.memory(x) == null) {
      columns(to, equation);
      return;
    }
    int batch = x.rank() - 2;
    DType type = x.type().dtype();
    b.sharedKernel(
        block.sizes.product(x.shape().dims()),
        () ->
            block.loops.nest(
                x.shape().slice(0, batch + 1).dims(),
                row -> {
                  Cell sum = b.cell(Literal.of(type, 0));
                  b.loop(
                      block.sizes.of(x.shape().dim(batch + 1)),
                      k -> {
                        Atom factor =
                            block.elements.at(
                                y, with(with(row.subList(0, batch), k), Literal.of(0)));
                        Atom product = b.times(block.elements.at(x, with(row, k)), factor);
                        b.add(new Statement.Combine(sum, Code.ADD, product));
                      });
                  Position at = new Position.Axes(with(row, Literal.of(0)));
                  b.store(to, block.elements.flat(equation.result().shape(), at), b.read(sum));
                }));
  }

  private void columns(Buffer to, Equation equation) {
    Value x = equation.operands().get(0);
    Value y = equation.operands().get(1);
    Shape shape = equation.result().shape();
    int batch = x.rank() - 2;
    block.loops.fill(to, shape, Loops.zero(x.type().dtype()));
    b.kernel(() ->
        block.loops.nest(
            with(x.shape().slice(0, batch).dims(), x.shape().dim(batch + 1)),
            outer -> {
              List<Atom> batches = outer.subList(0, batch);
              Atom k = outer.get(batch);
              Atom factor = block.elements.at(y, with(outer, Literal.of(0)));
              b.loop(
                  block.sizes.of(x.shape().dim(batch)),
                  row -> {
                    List<Atom> place = with(batches, row);
                    Position position = new Position.Axes(with(place, Literal.of(0)));
                    Atom at = block.elements.flat(shape, position);
                    Atom product = b.times(block.elements.at(x, with(place, k)), factor);
                    b.store(to, at, b.plus(b.loadNow(to, at), product));
                  });
            }));
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

  private static <T> List<T> with(List<T> indices, T last) {
    List<T> all = new ArrayList<>(indices);
    all.add(last);
    return all;
  }
}
