package org.tgraph.backend.nativecode.lower;

import java.util.function.BiConsumer;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.backend.nativecode.loop.Statement;

/**
 * The steps of the transforms of some rows, in Stockham's order, which needs no permutation (C. Van
 * Loan, Computational Frameworks for the Fast Fourier Transform, 1992, 1.7 and 2.1). Each makes
 * transforms of {@code length / factor} of those of {@code length}, of which {@code stride} lie
 * interleaved: output {@code j} of each small transform of {@code factor} elements goes to the
 * {@code j}-th of them, turned by {@code exp(-2πi pj / length)}. The real parts of a row are before
 * its imaginary parts.
 */
final class FourierSteps {
  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);

  /** About so many small transforms are done by one thread at a time. */
  private static final long PART = 1 << 10;

  /** From so many transforms that lie interleaved on, several are done at once. */
  private static final long WIDE = 8;

  private final LoopBuilder b;
  private final FourierPlan plan;
  private final Atom size;

  /** {@code exp(-2πi k / size)}. */
  private final Buffer roots;

  private final Atom rows;

  FourierSteps(LoopBuilder b, FourierPlan plan, Buffer roots, Atom rows) {
    this.b = b;
    this.plan = plan;
    this.size = plan.size();
    this.roots = roots;
    this.rows = rows;
  }

  /** All steps, from one place to the other and back; the last result is in {@code one}. */
  void all(Buffer one, Buffer other) {
    Cell strides = b.cell(ONE);
    b.guardedLoop(
        plan.steps(),
        number -> {
          Atom factor = b.loadNow(plan.factors(), number);
          Atom stride = b.read(strides);
          Buffer from = b.held(one);
          Buffer to = b.held(other);
          Step step =
              new Step(
                  factor,
                  stride,
                  b.let(Code.UNSIGNED_QUOTIENT, size, b.times(factor, stride)),
                  from,
                  to);
          either(
              FourierPlan.Occurring.FOUR,
              b.equal(factor, Literal.of(4)),
              () -> b.branch(b.equal(stride, ONE), () -> four(step.with(ONE)), () -> four(step)),
              () ->
                  either(
                      FourierPlan.Occurring.TWO,
                      b.equal(factor, Literal.of(2)),
                      () -> two(step),
                      () -> {
                        if (plan.occurring().contains(FourierPlan.Occurring.OTHER)) {
                          b.branch(
                              b.less(stride, Literal.of(WIDE)),
                              () -> narrow(step),
                              () -> wide(step));
                        }
                      }));
          b.add(new Statement.Swap(one, other));
          b.add(new Statement.Write(strides, b.times(stride, factor)));
        });
  }

  /** Writes only what can occur. */
  private void either(
      FourierPlan.Occurring kind, Atom condition, Runnable then, Runnable otherwise) {
    if (!plan.occurring().contains(kind)) {
      otherwise.run();
    } else if (plan.occurring().size() == 1) {
      then.run();
    } else {
      b.branch(condition, then, otherwise);
    }
  }

  /**
   * @param length that of the transforms that are made
   */
  private record Step(Atom factor, Atom stride, Atom length, Buffer from, Buffer to) {
    Step with(Atom known) {
      return new Step(factor, known, length, from, to);
    }
  }

  /** For each row, from where on it is, and each small transform that begins at {@code p}. */
  private void each(Step step, BiConsumer<Atom, Atom> body) {
    Atom most =
        b.let(Code.MAXIMUM, b.let(Code.UNSIGNED_QUOTIENT, Literal.of(PART), step.stride), ONE);
    Atom parts = Portions.count(b, step.length, most);
    b.sharedKernel(
        b.times(b.times(rows, size), b.times(step.factor, Literal.of(4))),
        () ->
            b.loop(
                b.times(rows, parts),
                number ->
                    Portions.of(
                        b,
                        number,
                        parts,
                        step.length,
                        most,
                        (row, first, count) -> {
                          Atom start = b.times(row, b.times(size, Literal.of(2)));
                          b.loop(count, i -> body.accept(start, b.plus(first, i)));
                        })));
  }

  private Pair load(Buffer from, Atom at) {
    return new Pair(b.loadNow(from, at), b.loadNow(from, b.plus(at, size)));
  }

  private void store(Buffer to, Atom at, Atom value) {
    b.store(to, at, ComplexNumbers.re(value));
    b.store(to, b.plus(at, size), ComplexNumbers.im(value));
  }

  private Pair root(Atom k) {
    return new Pair(b.load(roots, k), b.load(roots, b.plus(k, size)));
  }

  /** Where element {@code k} of a small transform is. */
  private Atom source(Step step, Atom start, Atom p, Atom k, Atom q) {
    Atom at = b.times(step.stride, b.plus(p, b.times(k, step.length)));
    return b.plus(start, b.plus(at, q));
  }

  private Atom target(Step step, Atom start, Atom p, Atom j, Atom q) {
    Atom at = b.times(step.stride, b.plus(b.times(step.factor, p), j));
    return b.plus(start, b.plus(at, q));
  }

  private void two(Step step) {
    each(
        step,
        (start, p) -> {
          Pair turn = root(b.times(p, step.stride));
          b.loop(
              step.stride,
              q -> {
                Atom x = load(step.from, source(step, start, p, ZERO, q));
                Atom y = load(step.from, source(step, start, p, ONE, q));
                store(step.to, target(step, start, p, ZERO, q), b.plus(x, y));
                store(step.to, target(step, start, p, ONE, q), b.times(b.minus(x, y), turn));
              });
        });
  }

  private void four(Step step) {
    each(
        step,
        (start, p) -> {
          Atom turned = b.times(p, step.stride);
          Pair one = root(turned);
          Pair two = root(b.times(turned, Literal.of(2)));
          Pair three = root(b.times(turned, Literal.of(3)));
          b.loop(
              step.stride,
              q -> {
                Atom[] x = new Atom[4];
                for (int k = 0; k < x.length; k++) {
                  x[k] = load(step.from, source(step, start, p, Literal.of(k), q));
                }
                Atom even = b.plus(x[0], x[2]);
                Atom evenRest = b.minus(x[0], x[2]);
                Atom odd = b.plus(x[1], x[3]);
                Atom rest = b.minus(x[1], x[3]);
                // A quarter turn.
                Pair oddRest =
                    new Pair(ComplexNumbers.im(rest), b.let(Code.NEGATE, ComplexNumbers.re(rest)));
                store(step.to, target(step, start, p, ZERO, q), b.plus(even, odd));
                store(
                    step.to,
                    target(step, start, p, ONE, q),
                    b.times(b.plus(evenRest, oddRest), one));
                store(
                    step.to,
                    target(step, start, p, Literal.of(2), q),
                    b.times(b.minus(even, odd), two));
                store(
                    step.to,
                    target(step, start, p, Literal.of(3), q),
                    b.times(b.minus(evenRest, oddRest), three));
              });
        });
  }

  /** {@code exp(-2πi jk / factor)}. */
  private Pair inner(Step step, Atom j, Atom k) {
    Atom turns = b.let(Code.UNSIGNED_REST, b.times(j, k), step.factor);
    return root(b.times(turns, b.times(step.length, step.stride)));
  }

  private Pair turn(Step step, Atom p, Atom j) {
    return root(b.times(b.times(p, j), step.stride));
  }

  /** By any factor, one number after the other. */
  private void narrow(Step step) {
    each(
        step,
        (start, p) ->
            b.loop(
                step.factor,
                j ->
                    b.loop(
                        step.stride,
                        q -> {
                          Accumulator sum =
                              new Accumulator(b, load(step.from, source(step, start, p, ZERO, q)));
                          b.loop(
                              ONE,
                              step.factor,
                              k -> {
                                Atom x = load(step.from, source(step, start, p, k, q));
                                sum.write(b.plus(sum.read(), b.times(x, inner(step, j, k))));
                              });
                          store(
                              step.to,
                              target(step, start, p, j, q),
                              b.times(sum.read(), turn(step, p, j)));
                        })));
  }

  /** By any factor, the interleaved ones at once. */
  private void wide(Step step) {
    each(
        step,
        (start, p) ->
            b.loop(
                step.factor,
                j -> {
                  b.loop(
                      step.stride,
                      q ->
                          store(
                              step.to,
                              target(step, start, p, j, q),
                              load(step.from, source(step, start, p, ZERO, q))));
                  b.loop(
                      ONE,
                      step.factor,
                      k -> {
                        Pair turn = inner(step, j, k);
                        b.loop(
                            step.stride,
                            q -> {
                              Atom at = target(step, start, p, j, q);
                              Atom x = load(step.from, source(step, start, p, k, q));
                              store(step.to, at, b.plus(load(step.to, at), b.times(x, turn)));
                            });
                      });
                  Pair turn = turn(step, p, j);
                  b.loop(
                      step.stride,
                      q -> {
                        Atom at = target(step, start, p, j, q);
                        store(step.to, at, b.times(load(step.to, at), turn));
                      });
                }));
  }
}
