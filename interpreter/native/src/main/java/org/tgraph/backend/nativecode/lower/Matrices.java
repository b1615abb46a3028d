package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.linalg.Cholesky;
import org.tgraph.op.linalg.Det;
import org.tgraph.op.linalg.Eig;
import org.tgraph.op.linalg.Eigh;
import org.tgraph.op.linalg.Expm;
import org.tgraph.op.linalg.ExpmDerivative;
import org.tgraph.op.linalg.Lu;
import org.tgraph.op.linalg.LuDerivative;
import org.tgraph.op.linalg.Qr;
import org.tgraph.op.linalg.SolveTriangular;
import org.tgraph.op.linalg.Svd;
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
  private static final Literal ONE = Literal.of(1);

  final Block block;
  final LoopBuilder b;
  final Equation equation;
  final Batch batch;
  private final List<Buffer> scratch = new ArrayList<>();
  private final List<Optional<Buffer>> results = new ArrayList<>();

  private Matrices(Block block, Equation equation) {
    this.block = block;
    this.b = block.b;
    this.equation = equation;
    this.batch = new Batch(block, shape(0));
  }

  static boolean has(Op op) {
    return op instanceof Cholesky
        || op instanceof SolveTriangular
        || op instanceof Lu
        || op instanceof Det
        || op instanceof LuDerivative
        || op instanceof Qr
        || op instanceof Eigh
        || op instanceof Eig
        || op instanceof Svd
        || op instanceof Expm
        || op instanceof ExpmDerivative;
  }

  static void lower(Block block, Equation equation) {
    Matrices matrices = new Matrices(block, equation);
    boolean isAnyRead = equation.results().stream().anyMatch(block::isRead);
    for (Value result : equation.results()) {
      boolean isUseless = isAnyRead && !block.isRead(result);
      matrices.results.add(
          isUseless ? Optional.empty() : Optional.of(block.allocate(result, equation)));
    }
    matrices.released(matrices::lower);
    // What was loaded from an operand that a result is written over was another value.
    matrices.results.forEach(r -> r.ifPresent(block.b::forget));
  }

  private void lower() {
    switch (equation.op()) {
      case Cholesky c -> Triangular.cholesky(this);
      case SolveTriangular s -> Triangular.solve(this, s);
      case Lu l -> Elimination.lu(this);
      case Det d -> Elimination.det(this);
      case LuDerivative d -> EliminationDerivative.of(this, d);
      case Qr q -> Reflections.qr(this, q);
      case Svd s -> SingularValues.of(this, s);
      case Eig e -> GeneralEigen.of(this);
      case Eigh e -> HermitianEigen.of(this);
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
    byLibrary(function, isLarge, List.of(n, columns), large, small);
  }

  /**
   * The same for matrices of any type.
   *
   * @param isLarge whether the call pays
   * @param sizes that the function has to be able to take
   */
  void byLibrary(String function, Atom isLarge, List<Atom> sizes, Large large, Runnable small) {
    Consumer<Blas> checked =
        blas -> {
          Verdict failed = new Verdict(this);
          released(() -> large.by(blas, failed));
          b.when(failed.isAny(), () -> released(small));
        };
    byLibrary(function, isLarge, sizes, checked, small);
  }

  interface Large {
    /**
     * @param failed what tells of a matrix for which the function found nothing: all are then done
     *     by our own loops
     */
    void by(Blas blas, Verdict failed);
  }

  private void byLibrary(
      String function, Atom isLarge, List<Atom> sizes, Consumer<Blas> large, Runnable small) {
    if (isLarge.equals(Literal.FALSE)) {
      small.run();
      return;
    }
    Blas blas = new Blas(block, function);
    b.branch(
        b.and(blas.takes(sizes.toArray(Atom[]::new)), isLarge),
        () -> released(() -> large.accept(blas)),
        () -> released(small));
  }

  /** By a function of OpenBLAS; where it is not there, by the definition of the operation. */
  void byLibraryAlone(String function, List<Atom> sizes, Consumer<Blas> body) {
    Blas blas = new Blas(block, function);
    b.branch(
        blas.takes(sizes.toArray(Atom[]::new)),
        () -> released(() -> body.accept(blas)),
        () -> released(this::host));
  }

  private void host() {
    List<Buffer> all = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Value value = equation.results().get(i);
      all.add(results.get(i).orElseGet(() -> unread(value)));
    }
    block.host(equation, all);
  }

  private Buffer unread(Value result) {
    Buffer memory = block.scratch(result.type().dtype(), result.shape(), equation);
    scratch.add(memory);
    return memory;
  }

  /** Does something, and releases the memory that was got for it. */
  void released(Runnable body) {
    int before = scratch.size();
    int ownBefore = batch.mark();
    body.run();
    List<Buffer> got = scratch.subList(before, scratch.size());
    got.forEach(m -> b.add(new Statement.Release(m)));
    got.clear();
    batch.forget(ownBefore);
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
    return results.get(result).orElseThrow();
  }

  /** Whether a result has memory: only that which nothing reads beside others has none. */
  boolean isRead(int result) {
    return results.get(result).isPresent();
  }

  /** Whether results are of the type of {@link #type}. */
  boolean isDouble() {
    return equation.operands().get(0).type().dtype() == type();
  }

  /** That of one matrix of a result, as whose elements it is written. */
  Buffer result(int result, List<Atom> batch) {
    return b.view(result(result), at(result, with(batch, ZERO, ZERO)));
  }

  /** The number of an element of a result. */
  Atom at(int result, List<Atom> batch, Atom row, Atom column) {
    return at(result, with(batch, row, column));
  }

  private Atom at(int result, List<Atom> indices) {
    Shape shape = equation.results().get(result).shape();
    return block.elements.flat(shape, new Position.Axes(indices));
  }

  /** Begins a result with the elements of an operand of the same type. */
  void fill(int result, int operand) {
    if (result(result) != memory(operand)) {
      block.copy(result(result), equation.operands().get(operand));
    }
  }

  /** The elements of an operand as doubles: where they are, or a copy. */
  Buffer doubles(int operand) {
    Buffer from = memory(operand);
    if (from.element() == DType.F64) {
      return from;
    }
    Atom count = block.sizes.product(shape(operand).dims());
    Buffer copy = numbers(count);
    convert(copy, from, count);
    return copy;
  }

  /** Memory for the elements of a result as doubles: that of the result, or other. */
  Buffer resultInDoubles(int result) {
    Shape shape = equation.results().get(result).shape();
    return result(result).element() == DType.F64
        ? result(result)
        : numbers(block.sizes.product(shape.dims()));
  }

  /** Takes over the elements of a result that are there as doubles. */
  void give(int result, Buffer doubles) {
    if (doubles != result(result)) {
      Shape shape = equation.results().get(result).shape();
      convert(result(result), doubles, block.sizes.product(shape.dims()));
    }
  }

  private void convert(Buffer to, Buffer from, Atom count) {
    b.sharedKernel(
        count,
        () -> b.loop(count, i -> b.store(to, i, b.convert(to.element(), b.loadNow(from, i)))));
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

  /** {@code nan}, in both parts of a complex number. */
  Atom nan() {
    Atom nan = Literal.of(DType.F64, Double.NaN);
    return type().isComplex() ? new Pair(nan, nan) : nan;
  }

  /** A number times a real one. */
  Atom scaled(Atom x, Atom factor) {
    return x instanceof Pair pair
        ? new Pair(b.times(pair.re(), factor), b.times(pair.im(), factor))
        : b.times(x, factor);
  }

  /** The larger of the sizes of both parts. */
  Atom largestPart(Atom x) {
    Atom re = b.let(Code.ABS, ComplexNumbers.re(x));
    return x instanceof Pair pair ? b.let(Code.MAXIMUM, re, b.let(Code.ABS, pair.im())) : re;
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

  /** Whether a number, or both parts of a complex one, are finite. */
  Atom isFinite(Atom x) {
    Atom most = Literal.of(DType.F64, Double.MAX_VALUE);
    Atom re = b.let(Code.LESS_EQUAL, DType.BOOL, b.let(Code.ABS, ComplexNumbers.re(x)), most);
    return x instanceof Pair pair
        ? b.and(re, b.let(Code.LESS_EQUAL, DType.BOOL, b.let(Code.ABS, pair.im()), most))
        : re;
  }

  /** The absolute value. */
  Atom size(Atom x) {
    return x instanceof Pair pair ? ComplexNumbers.absolute(b, pair) : b.let(Code.ABS, x);
  }

  /** Memory for a matrix, where one of the batch is done after the other. */
  Work work(Dim rows, Dim columns) {
    return work(type(), ONE, size(rows), size(columns));
  }

  /** Memory for numbers, where one of the batch is done after the other. */
  Buffer numbers(DType type, Dim count) {
    return work(type, ONE, ONE, size(count)).elements();
  }

  /** The same for so many doubles. */
  Buffer numbers(Atom count) {
    return work(DType.F64, ONE, ONE, count).elements();
  }

  /** Memory for a matrix, for each part of a batch. */
  Work own(Dim rows, Dim columns) {
    return own(type(), size(rows), size(columns));
  }

  /** The same for a row of numbers of any type. */
  Work own(DType type, Atom count) {
    return own(type, ONE, count);
  }

  private Work own(DType type, Atom rows, Atom columns) {
    Work work = work(type, batch.parts(), rows, columns);
    batch.add(work);
    return work;
  }

  private Work work(DType type, Atom count, Atom rows, Atom columns) {
    Buffer memory = block.scratch(type, List.of(count, rows, columns), equation);
    scratch.add(memory);
    return new Work(b, memory, rows, columns);
  }

  /** Does one matrix after the other, in more than one kernel for each. */
  void eachInOrder(Consumer<List<Atom>> body) {
    int place = block.program.place(equation.origin());
    b.guardedLoop(
        batch.count(),
        number -> {
          b.add(new Statement.Poll(place));
          body.accept(batch.indices(number));
        });
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
    Put put =
        (row, column, element) -> {
          to.set(row, column, element);
          turned.set(column, row, element);
        };
    ifFinite(batch, put, finite, otherwise);
  }

  /** The same with something done with each element first. */
  void ifFinite(List<Atom> batch, Put put, Runnable finite, Runnable otherwise) {
    Cell all = b.cell(Literal.TRUE);
    b.loop(
        size(rows(0)),
        row ->
            b.loop(
                size(columns(0)),
                column -> {
                  Atom element = operand(0, batch, row, column);
                  put.put(row, column, element);
                  b.add(new Statement.Combine(all, Code.AND, isFinite(element)));
                }));
    b.branch(b.read(all), finite, otherwise);
  }

  /** Something that is done with each element. */
  interface Put {
    void put(Atom row, Atom column, Atom element);
  }

  interface Each {
    void of(Atom row, Atom column);
  }

  /** Sets all elements of the results for one matrix. */
  void fill(List<Atom> batch, Atom value) {
    for (int i = 0; i < results.size(); i++) {
      int result = i;
      Shape shape = equation.results().get(i).shape();
      List<Dim> own = shape.slice(batch.size(), shape.rank()).dims();
      boolean isReal = !equation.results().get(i).type().dtype().isComplex();
      Atom element = isReal ? ComplexNumbers.re(value) : value;
      block.loops.nest(own, at -> store(result, with(batch, at.toArray(Atom[]::new)), element));
    }
  }

  /** An element of a matrix. */
  interface Entry {
    Atom at(Atom row, Atom column);
  }

  /** Sets all elements of a matrix of a result. */
  void store(int result, List<Atom> batch, Work from) {
    b.loop(
        from.rows(),
        row ->
            b.loop(
                from.columns(),
                column -> store(result, batch, row, column, from.get(row, column))));
  }

  /** Sets an element of a result, if anything reads that. */
  void store(int result, List<Atom> batch, Atom row, Atom column, Atom value) {
    store(result, with(batch, row, column), value);
  }

  void store(int result, List<Atom> indices, Atom value) {
    if (isRead(result)) {
      DType type = equation.results().get(result).type().dtype();
      b.store(result(result), at(result, indices), b.convert(type, value));
    }
  }

  static List<Atom> with(List<Atom> batch, Atom... rest) {
    List<Atom> all = new ArrayList<>(batch);
    all.addAll(Arrays.asList(rest));
    return all;
  }
}
