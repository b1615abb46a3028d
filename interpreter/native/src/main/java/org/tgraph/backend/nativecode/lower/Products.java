package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
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

  /** The lengths of tiles are multiples of it. */
  private static final long VECTOR = 16;

  private final Block block;
  private final LoopBuilder b;

  Products(Block block) {
    this.block = block;
    this.b = block.b;
  }

  /** Large ones by BLAS, where it is there. */
  void matmul(Buffer to, Equation equation) {
    DType type = equation.result().type().dtype();
    Value x = equation.operands().get(0);
    Value y = equation.operands().get(1);
    int batch = x.rank() - 2;
    boolean isColumn = y.shape().dim(batch + 1).is(1);
    if (type.isFloat() && isColumn) {
      column(to, equation);
      return;
    }
    if (isColumn || !type.isFloat() && !type.isComplex()) {
      rows(to, equation);
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
    Atom batches = block.sizes.product(x.shape().slice(0, batch).dims());
    Factor left = Factor.of(block, x, m, k);
    Factor right = Factor.of(block, y, k, n);
    Runnable others =
        () -> {
          Blas blas = new Blas(block, function(type));
          b.branch(
              b.and(blas.takes(m, k, n), isLarge(m, k, n)),
              () -> tiles(blas, to, left, right, batches, m, k, n),
              () -> rows(to, equation));
        };
    if (type.isFloat() && block.program.registers().areForTiles()) {
      TiledProduct tiled = new TiledProduct(block, equation, left, right, batches);
      b.branch(tiled.pays(), () -> tiled.lower(to), others);
    } else {
      others.run();
    }
  }

  /** That of two square matrices in memory. */
  void square(Buffer to, Buffer x, Buffer y, Atom n) {
    Runnable small = () -> b.kernel(() -> b.loop(n, row -> row(to, x, y, n, row)));
    Atom isLarge = isLarge(n, n, n);
    if (isLarge.equals(Literal.FALSE)) {
      small.run();
      return;
    }
    Blas blas = new Blas(block, function(to.element()));
    Factor a = new Factor(b, x, false, n, n);
    Factor c = new Factor(b, y, false, n, n);
    b.branch(
        b.and(blas.takes(n), isLarge), () -> tiles(blas, to, a, c, Literal.of(1), n, n, n), small);
  }

  private void row(Buffer to, Buffer x, Buffer y, Atom n, Atom row) {
    Atom start = b.times(row, n);
    b.loop(n, column -> b.store(to, b.plus(start, column), Loops.zero(to.element())));
    b.loop(
        n,
        k -> {
          Atom factor = b.loadNow(x, b.plus(start, k));
          Atom other = b.times(k, n);
          b.loop(
              n,
              column -> {
                Atom at = b.plus(start, column);
                Atom product = b.times(factor, b.loadNow(y, b.plus(other, column)));
                b.store(to, at, b.plus(b.loadNow(to, at), product));
              });
        });
  }

  private static String function(DType type) {
    return switch (type) {
      case F32 -> "cblas_sgemm";
      case F64 -> "cblas_dgemm";
      case C64 -> "cblas_cgemm";
      case C128 -> "cblas_zgemm";
      default -> throw new IllegalArgumentException(type.toString());
    };
  }

  /** A factor of the product, or of what was there: a complex one is handed over in memory. */
  private Object scale(DType type, double value) {
    if (!type.isComplex()) {
      return Literal.of(type, value);
    }
    Array number = Array.zeros(type);
    number.set(0, value, 0);
    return block.constant(number);
  }

  /** Each tile of the result is a product of its own, whichever thread does it. */
  private void tiles(
      Blas blas, Buffer to, Factor a, Factor c, Atom batches, Atom m, Atom k, Atom n) {
    DType type = to.element();
    // For each tile BLAS copies its rows and columns, which takes the less the fewer there are.
    Atom height = even(m, b.select(b.less(m, Literal.of(512)), Literal.of(256), Literal.of(512)));
    Atom width = even(n, width(m));
    Object one = scale(type, 1);
    Object zero = scale(type, 0);
    new Grid(b, batches, m, height, n, width)
        .each(
            b.times(batches, b.times(m, n)),
            k,
            (batch, top, rows, left, columns) -> {
              Atom first = b.plus(b.times(batch, b.times(m, n)), b.times(top, n));
              blas.call(
                  Blas.ROWS,
                  a.order(),
                  c.order(),
                  rows,
                  columns,
                  k,
                  one,
                  a.from(batch, top, Literal.of(0)),
                  a.stride(),
                  c.from(batch, Literal.of(0), left),
                  c.stride(),
                  zero,
                  b.view(to, b.plus(first, left)),
                  n);
            });
  }

  private Atom width(Atom rows) {
    return b.select(b.less(rows, Literal.of(512)), Literal.of(256), Literal.of(1024));
  }

  /** About the length of as many parts of equal length as there are with {@code most} in each. */
  private Atom even(Atom count, Atom most) {
    Atom parts = b.let(Code.MAXIMUM, Portions.count(b, count, most), Literal.of(1));
    Atom vectors = Portions.count(b, Portions.count(b, count, parts), Literal.of(VECTOR));
    return b.let(Code.MAXIMUM, b.times(vectors, Literal.of(VECTOR)), Literal.of(VECTOR));
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

  /** Whether a call pays. */
  private Atom isLarge(Atom m, Atom k, Atom n) {
    // Sizes beyond 32 bits, whose product might not fit, are not for BLAS anyway.
    return b.less(Literal.of(LARGE), b.times(b.times(m, k), n));
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
