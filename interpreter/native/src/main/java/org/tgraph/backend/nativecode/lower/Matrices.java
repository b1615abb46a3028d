package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.Op;
import org.tgraph.op.linalg.Cholesky;
import org.tgraph.op.linalg.Det;
import org.tgraph.op.linalg.Expm;
import org.tgraph.op.linalg.ExpmDerivative;
import org.tgraph.op.linalg.Lu;
import org.tgraph.op.linalg.Qr;
import org.tgraph.op.linalg.SolveTriangular;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * What the operations on whole matrices have in common: the axes before the last two are batches,
 * single precision is widened before and rounded after, and a matrix that has no result is found
 * when all are done.
 */
final class Matrices {
  private static final Literal ZERO = Literal.of(0);

  final Block block;
  final LoopBuilder b;
  final Equation equation;
  private final List<Buffer> scratch = new ArrayList<>();
  private final List<Buffer> results = new ArrayList<>();

  private Matrices(Block block, Equation equation) {
    this.block = block;
    this.b = block.b;
    this.equation = equation;
  }

  static boolean has(Op op) {
    return op instanceof Cholesky
        || op instanceof SolveTriangular
        || op instanceof Lu
        || op instanceof Det
        || op instanceof Qr
        || op instanceof Expm
        || op instanceof ExpmDerivative;
  }

  static void lower(Block block, Equation equation) {
    Matrices matrices = new Matrices(block, equation);
    equation.results().forEach(v -> matrices.results.add(block.allocate(v, equation)));
    matrices.released(matrices::lower);
    // What was loaded from an operand that a result is written over was another value.
    matrices.results.forEach(block.b::forget);
  }

  private void lower() {
    switch (equation.op()) {
      case Cholesky c -> Triangular.cholesky(this);
      case SolveTriangular s -> Triangular.solve(this, s);
      case Lu l -> Elimination.lu(this);
      case Det d -> Elimination.det(this);
      case Qr q -> Reflections.qr(this, q);
      case Expm e -> MatrixExponential.of(this);
      case ExpmDerivative e -> MatrixExponential.derivative(this);
      default -> throw new IllegalStateException(equation.op().name());
    }
  }

  /** The number of elements of the first matrix times that of columns from which on a call pays. */
  private static final long LARGE = 1 << 14;

  /**
   * By a function of OpenBLAS, where it is there and the matrices are large; otherwise by our own
   * loops.
   *
   * @param n rows and columns of the matrix
   * @param columns how many of these are worked on with it
   */
  void byLibrary(String function, Atom n, Atom columns, Consumer<Blas> large, Runnable small) {
    if (type().isComplex()) {
      small.run();
      return;
    }
    Atom isLarge = b.less(Literal.of(LARGE), b.times(b.times(n, n), columns));
    if (isLarge.equals(Literal.FALSE)) {
      small.run();
      return;
    }
    Blas blas = new Blas(block, function);
    b.branch(
        b.and(blas.takes(n, columns), isLarge),
        () -> released(() -> large.accept(blas)),
        () -> released(small));
  }

  /** The same for what a library does where the elements are, which it takes to be doubles. */
  void inPlaceByLibrary(
      String function, Atom n, Atom columns, Consumer<Blas> large, Runnable small) {
    if (equation.result().type().dtype() == DType.F64) {
      byLibrary(function, n, columns, large, small);
    } else {
      small.run();
    }
  }

  /** Does something, and releases the memory that was got for it. */
  private void released(Runnable body) {
    int before = scratch.size();
    body.run();
    List<Buffer> own = scratch.subList(before, scratch.size());
    own.forEach(m -> b.add(new Statement.Release(m)));
    own.clear();
  }

  private Shape shape(int operand) {
    return equation.operands().get(operand).shape();
  }

  Dim rows(int operand) {
    return shape(operand).dim(shape(operand).rank() - 2);
  }

  Dim columns(int operand) {
    return shape(operand).dim(shape(operand).rank() - 1);
  }

  Atom size(Dim dim) {
    return block.sizes.of(dim);
  }

  /** The memory of an operand. */
  Buffer memory(int operand) {
    return block.memory(equation.operands().get(operand));
  }

  /** The memory of a result. */
  Buffer result(int result) {
    return results.get(result);
  }

  /** That of one matrix of a result, as whose elements it is written. */
  Buffer result(int result, List<Atom> batch) {
    return b.view(results.get(result), at(result, with(batch, ZERO, ZERO)));
  }

  /** An element of a result as it is now. */
  Atom resultNow(int result, List<Atom> batch, Atom row, Atom column) {
    return b.loadNow(results.get(result), at(result, with(batch, row, column)));
  }

  private Atom at(int result, List<Atom> indices) {
    Shape shape = equation.results().get(result).shape();
    return block.elements.flat(shape, new Position.Axes(indices));
  }

  /** How many matrices there are. */
  Atom count() {
    return block.sizes.product(batches());
  }

  /** Begins a result with the elements of an operand of the same type. */
  void fill(int result, int operand) {
    if (results.get(result) != memory(operand)) {
      block.copy(results.get(result), equation.operands().get(operand));
    }
  }

  /** Of what numbers the matrices are while they are worked on. */
  DType type() {
    boolean isComplex = equation.operands().get(0).type().dtype().isComplex();
    return isComplex ? DType.C128 : DType.F64;
  }

  /** A number of that type. */
  Atom number(double value) {
    return b.convert(type(), Literal.of(DType.F64, value));
  }

  /** The quotient; by a real number, as exact as that of real numbers is. */
  Atom divide(Atom x, Atom y) {
    return y instanceof Pair divisor
        ? b.select(
            b.equal(divisor.im(), Literal.of(DType.F64, 0)),
            new Pair(
                b.let(Code.DIVIDE, ComplexNumbers.re(x), divisor.re()),
                b.let(Code.DIVIDE, ComplexNumbers.im(x), divisor.re())),
            b.let(Code.DIVIDE, x, y))
        : b.let(Code.DIVIDE, x, y);
  }

  /** The absolute value. */
  Atom size(Atom x) {
    return x instanceof Pair pair ? ComplexNumbers.absolute(b, pair) : b.let(Code.ABS, x);
  }

  /** Memory for a matrix. */
  Work work(Dim rows, Dim columns) {
    Buffer memory = block.scratch(type(), Shape.of(rows, columns), equation);
    scratch.add(memory);
    return new Work(b, memory, size(columns));
  }

  /** Memory for whole numbers. */
  Buffer numbers(Dim count) {
    return numbers(DType.I64, count);
  }

  /** The same of another type. */
  Buffer numbers(DType type, Dim count) {
    Buffer memory = block.scratch(type, Shape.of(count), equation);
    scratch.add(memory);
    return memory;
  }

  /** A kernel that does one matrix of the batch after the other. */
  void each(Consumer<List<Atom>> body) {
    b.kernel(() -> block.loops.nest(batches(), body));
  }

  /** The same where what is done is not one kernel. */
  void eachInOrder(Consumer<List<Atom>> body) {
    int place = block.program.place(equation.origin());
    Shape batches = new Shape(batches());
    b.guardedLoop(
        count(),
        number -> {
          b.add(new Statement.Poll(place));
          body.accept(block.elements.axes(batches, new Position.Flat(number)));
        });
  }

  /** The memory of numbers that are known now. */
  Buffer constant(Array numbers) {
    Buffer memory = b.buffer(numbers.dtype());
    b.add(new Statement.Argument(memory, block.program.constant(numbers)));
    return memory;
  }

  private List<Dim> batches() {
    return shape(0).slice(0, shape(0).rank() - 2).dims();
  }

  /** An element of an operand. */
  Atom operand(int operand, List<Atom> batch, Atom row, Atom column) {
    Value value = equation.operands().get(operand);
    return b.convert(type(), block.elements.at(value, with(batch, row, column)));
  }

  void copy(int operand, List<Atom> batch, Work to) {
    b.loop(
        size(rows(operand)),
        row ->
            b.loop(
                size(columns(operand)),
                column -> to.set(row, column, operand(operand, batch, row, column))));
  }

  /**
   * Inside of a kernel: does one or the other with a copy of an operand, since a function of a
   * library need not end with what is not finite.
   *
   * @param turned has the operand too, column by column
   */
  void ifFinite(List<Atom> batch, Work to, Work turned, Runnable finite, Runnable otherwise) {
    Cell all = b.cell(Literal.TRUE);
    b.loop(
        size(rows(0)),
        row ->
            b.loop(
                size(columns(0)),
                column -> {
                  Atom element = operand(0, batch, row, column);
                  to.set(row, column, element);
                  turned.set(column, row, element);
                  Atom most = Literal.of(DType.F64, Double.MAX_VALUE);
                  Atom isFinite =
                      b.let(Code.LESS_EQUAL, DType.BOOL, b.let(Code.ABS, element), most);
                  b.add(new Statement.Combine(all, Code.AND, isFinite));
                }));
    b.branch(b.read(all), finite, otherwise);
  }

  /** Sets an element of a result. */
  void store(int result, List<Atom> batch, Atom row, Atom column, Atom value) {
    store(result, with(batch, row, column), value);
  }

  void store(int result, List<Atom> indices, Atom value) {
    DType type = equation.results().get(result).type().dtype();
    b.store(results.get(result), at(result, indices), b.convert(type, value));
  }

  private static List<Atom> with(List<Atom> batch, Atom... rest) {
    List<Atom> all = new ArrayList<>(batch);
    all.addAll(Arrays.asList(rest));
    return all;
  }

  /** Where a kernel writes down the first matrix that has no result, and why, as a number. */
  final class Verdict {
    private final Buffer memory = numbers(Dim.of(2));

    Verdict() {
      b.store(memory, ZERO, Literal.of(-1));
    }

    /** In the kernel: the matrix has no result if {@code wrong} holds. */
    void of(List<Atom> batch, Atom wrong, Atom reason) {
      Atom isFirst = b.less(b.loadNow(memory, ZERO), ZERO);
      b.branch(
          b.and(wrong, isFirst),
          () -> {
            Shape batches = new Shape(batches());
            Atom number = block.elements.flat(batches, new Position.Axes(batch));
            b.store(memory, ZERO, number);
            b.store(memory, Literal.of(1), reason);
          },
          () -> {});
    }

    /**
     * After the kernel.
     *
     * @param problem from the sizes of the batches, the number of the matrix, and the reason
     */
    void check(Problem problem) {
      Atom number = b.loadNow(memory, ZERO);
      List<Atom> details = new ArrayList<>(List.of(number, b.loadNow(memory, Literal.of(1))));
      details.addAll(block.sizes.of(batches()));
      int count = batches().size();
      Function<long[], EvaluationProblem> told =
          d -> problem.of(Arrays.copyOfRange(d, 2, 2 + count), d[0], d[1]);
      b.add(
          new Statement.Check(
              b.not(b.less(number, ZERO)), block.checks.failure(equation, told), details));
    }
  }

  interface Problem {
    EvaluationProblem of(long[] batches, long matrix, long reason);
  }
}
