package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.fourier.Dft;
import org.tgraph.type.DType;
import org.tgraph.type.Shape;

/**
 * The discrete Fourier transform of rows of any length, in double precision, some rows at a time so
 * that they stay in the cache. The result does not depend on how many threads there are, nor on
 * what other rows there are. Of a row with a number that is not finite all are {@code nan}, as they
 * are by the definition.
 */
final class Fourier {
  private static final DType F = DType.F64;
  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);
  private static final Literal TWO = Literal.of(2);

  /** About so many elements are transformed at a time. */
  private static final long CHUNK = 1 << 15;

  private final Block block;
  private final LoopBuilder b;
  private final Equation equation;
  private final Value x;
  private final boolean isInverse;
  private final Atom n;
  private final Atom rows;
  private final FourierPlan plan;
  private final List<Buffer> scratch = new ArrayList<>();

  /** {@code exp(-πi k² / n)}, of a convolution, and the transform of what is convolved with. */
  private final Buffer chirp;

  private final Buffer filter;

  /** For each row a zero, or {@code nan} if there is a number in it that is not finite. */
  private final Buffer finite;

  private final Buffer roots;
  private final Atom chunk;
  private final Buffer one;
  private final Buffer other;

  Fourier(Block block, Equation equation, Dft dft) {
    this.block = block;
    this.b = block.b;
    this.equation = equation;
    this.x = equation.operands().get(0);
    this.isInverse = dft.inverse();
    Shape shape = x.shape();
    this.n = block.sizes.of(shape.dim(shape.rank() - 1));
    this.rows = block.sizes.product(shape.slice(0, shape.rank() - 1).dims());
    this.plan = FourierPlan.of(block, equation, shape.dim(shape.rank() - 1));
    if (plan.isOwn()) {
      scratch.add(plan.factors());
    }
    Atom size = plan.size();
    Atom fitting = b.let(Code.UNSIGNED_QUOTIENT, Literal.of(CHUNK), size);
    this.chunk = b.let(Code.MAXIMUM, b.let(Code.MINIMUM, rows, fitting), ONE);
    this.roots = memory(size, TWO);
    this.chirp = memory(b.select(plan.isConvolution(), n, ZERO), TWO);
    this.filter = memory(b.select(plan.isConvolution(), size, ZERO), TWO);
    this.finite = memory(chunk);
    this.one = b.hold(memory(chunk, size, TWO));
    this.other = b.hold(memory(chunk, size, TWO));
  }

  private Buffer memory(Atom... counts) {
    Buffer memory = block.scratch(F, List.of(counts), equation);
    scratch.add(memory);
    return memory;
  }

  void lower(Buffer to) {
    Atom size = plan.size();
    FourierRoots.fill(b, roots, size);
    ifConvolution(this::fillFilter, () -> {});
    int place = block.program.place(equation.origin());
    b.guardedLoop(
        Portions.count(b, rows, chunk),
        number -> {
          b.add(new Statement.Poll(place));
          Portions.of(b, number, rows, chunk, (first, some) -> chunk(to, first, some));
        });
    scratch.forEach(memory -> b.add(new Statement.Release(memory)));
  }

  /** Does one or the other, as soon as that is known. */
  private void ifConvolution(Runnable then, Runnable otherwise) {
    if (plan.isConvolution() instanceof Literal known) {
      (known.bits() != 0 ? then : otherwise).run();
    } else {
      b.branch(plan.isConvolution(), then, otherwise);
    }
  }

  private Pair load(Buffer from, Atom half, Atom at) {
    return new Pair(b.load(from, at), b.load(from, b.plus(at, half)));
  }

  private void store(Buffer to, Atom half, Atom at, Pair value) {
    b.store(to, at, value.re());
    b.store(to, b.plus(at, half), value.im());
  }

  private static Pair exchanged(Pair x) {
    return new Pair(x.im(), x.re());
  }

  /** What the rows are convolved with is transformed as a row of its own. */
  private void fillFilter() {
    Atom size = plan.size();
    Atom circle = b.times(n, TWO);
    b.kernel(() ->
        b.loop(
            n,
            k -> {
              Atom square = b.let(Code.UNSIGNED_REST, b.times(k, k), circle);
              store(chirp, n, k, FourierRoots.root(b, square, circle));
            }));
    Buffer from = b.held(one);
    b.kernel(() -> b.loop(b.times(size, TWO), k -> b.store(from, k, Literal.of(F, 0))));
    b.kernel(() ->
        b.loop(
            n,
            k -> {
              Pair turn = load(chirp, n, k);
              Atom share = b.convert(F, size);
              Pair value =
                  new Pair(
                      b.let(Code.DIVIDE, turn.re(), share),
                      b.let(Code.DIVIDE, b.let(Code.NEGATE, turn.im()), share));
              store(from, size, k, value);
              Atom mirrored = b.select(b.equal(k, ZERO), ZERO, b.minus(size, k));
              store(from, size, mirrored, value);
            }));
    new FourierSteps(b, plan, roots, ONE).all(one, other);
    b.add(new Statement.Copy(filter, b.held(one), b.times(size, TWO)));
  }

  private void chunk(Buffer to, Atom first, Atom some) {
    FourierSteps steps = new FourierSteps(b, plan, roots, some);
    ifConvolution(() -> read(first, some, true), () -> read(first, some, false));
    b.guardedLoop(
        b.select(plan.isConvolution(), TWO, ONE),
        pass -> {
          ifConvolution(() -> b.branch(b.equal(pass, ONE), () -> filter(some), () -> {}), () -> {});
          steps.all(one, other);
        });
    ifConvolution(() -> write(to, first, some, true), () -> write(to, first, some, false));
  }

  private Atom start(Atom row) {
    return b.times(row, b.times(plan.size(), TWO));
  }

  private Atom work(Atom some) {
    return b.times(b.times(some, plan.size()), Literal.of(4));
  }

  private void read(Atom first, Atom some, boolean isConvolution) {
    Buffer to = b.held(one);
    b.sharedKernel(
        work(some),
        () ->
            b.loop(
                some,
                row -> {
                  Cell rest = b.cell(Literal.of(F, 0));
                  Atom start = start(row);
                  b.loop(
                      n,
                      j -> {
                        Pair element = element(b.plus(first, row), j);
                        Atom none = Literal.of(F, 0);
                        Atom zero =
                            b.plus(b.times(element.re(), none), b.times(element.im(), none));
                        b.add(new Statement.Combine(rest, Code.ADD, zero));
                        Pair turned = isInverse ? exchanged(element) : element;
                        store(
                            to,
                            plan.size(),
                            b.plus(start, j),
                            isConvolution ? (Pair) b.times(turned, load(chirp, n, j)) : turned);
                      });
                  if (isConvolution) {
                    Pair nothing = new Pair(Literal.of(F, 0), Literal.of(F, 0));
                    b.loop(n, plan.size(), j -> store(to, plan.size(), b.plus(start, j), nothing));
                  }
                  b.store(finite, row, b.read(rest));
                }));
  }

  /** An element of the operand, which need not be kept. */
  private Pair element(Atom row, Atom j) {
    Position position;
    if (block.elements.isFlat(x)) {
      position = new Position.Flat(b.plus(b.times(row, n), j));
    } else {
      Shape batches = x.shape().slice(0, x.rank() - 1);
      List<Atom> indices = new ArrayList<>(block.elements.axes(batches, new Position.Flat(row)));
      indices.add(j);
      position = new Position.Axes(indices);
    }
    return (Pair) b.convert(DType.C128, block.elements.at(x, position));
  }

  /** Multiplies the transforms; with the parts exchanged, the same transform is the inverse. */
  private void filter(Atom some) {
    Buffer in = b.held(one);
    b.sharedKernel(
        work(some),
        () ->
            b.loop(
                some,
                row ->
                    b.loop(
                        plan.size(),
                        k -> {
                          Atom at = b.plus(start(row), k);
                          Pair value = now(in, at);
                          Pair product = (Pair) b.times(value, load(filter, plan.size(), k));
                          store(in, plan.size(), at, exchanged(product));
                        })));
  }

  private Pair now(Buffer from, Atom at) {
    return new Pair(b.loadNow(from, at), b.loadNow(from, b.plus(at, plan.size())));
  }

  private void write(Buffer to, Atom first, Atom some, boolean isConvolution) {
    Buffer from = b.held(one);
    DType type = equation.result().type().dtype();
    b.sharedKernel(
        work(some),
        () ->
            b.loop(
                some,
                row -> {
                  Atom isNot = Pointwise.isNan(b, b.loadNow(finite, row));
                  // Of one element the transform is that element.
                  Atom isOut = b.and(isNot, b.less(ONE, n));
                  Atom nan = Literal.of(F, Double.NaN);
                  b.loop(
                      n,
                      k -> {
                        Pair value = now(from, b.plus(start(row), k));
                        Pair turned =
                            isConvolution
                                ? (Pair) b.times(exchanged(value), load(chirp, n, k))
                                : value;
                        Pair found = isInverse ? exchanged(turned) : turned;
                        Atom at = b.plus(b.times(b.plus(first, row), n), k);
                        b.store(
                            to, at, b.convert(type, b.select(isOut, new Pair(nan, nan), found)));
                      });
                }));
  }
}
