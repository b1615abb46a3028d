package org.tgraph.backend.nativecode.lower;

import java.util.function.Consumer;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/**
 * Hamiltonian dynamics as loop code, as {@code org.tgraph.inference.Dynamics} has them: vectors of
 * a state that moves.
 *
 * @param isDense whether the covariance, the inverse of the metric, is a matrix
 * @param squares one number: momentum times velocity, as the state arrived
 */
record Leapfrog(
    LoopBuilder b,
    Atom size,
    Atom isDense,
    Buffer position,
    Buffer gradient,
    Buffer momentum,
    Buffer velocity,
    Buffer covariance,
    Buffer squares) {
  private static final Literal ZERO = Literal.of(0);
  private static final Literal HALF = Literal.of(DType.F64, 0.5);
  private static final Literal INFINITE = Literal.of(DType.F64, Double.POSITIVE_INFINITY);

  /** The first half of a leap, as {@code Metric.depart} does it. */
  void depart(Atom step) {
    Atom half = b.times(HALF, step);
    b.branch(
        isDense,
        () -> {
          push(half);
          turn();
          each(
              i -> b.store(position, i, b.plus(now(position, i), b.times(step, now(velocity, i)))));
        },
        () ->
            each(i -> {
              Atom pushed = b.plus(now(momentum, i), b.times(half, now(gradient, i)));
              b.store(momentum, i, pushed);
              Atom moved = b.times(b.times(step, now(covariance, i)), pushed);
              b.store(position, i, b.plus(now(position, i), moved));
            }));
  }

  /** The second half, as {@code Metric.arrive} does it; leaves the sum of squares. */
  void arrive(Atom step) {
    Atom half = b.times(HALF, step);
    b.branch(
        isDense,
        () -> {
          push(half);
          turn();
          b.kernel(() -> b.store(squares, ZERO, Work.sum(b, DType.F64, ZERO, size, this::square)));
        },
        () ->
            b.kernel(() -> {
              Atom found =
                  Work.sum(
                      b,
                      DType.F64,
                      ZERO,
                      size,
                      i -> {
                        Atom pushed = b.plus(now(momentum, i), b.times(half, now(gradient, i)));
                        Atom turned = b.times(now(covariance, i), pushed);
                        b.store(momentum, i, pushed);
                        b.store(velocity, i, turned);
                        return b.times(turned, pushed);
                      });
              b.store(squares, ZERO, found);
            }));
  }

  private Atom square(Atom i) {
    return b.times(now(velocity, i), now(momentum, i));
  }

  private void push(Atom half) {
    each(i -> b.store(momentum, i, b.plus(now(momentum, i), b.times(half, now(gradient, i)))));
  }

  /** The velocity by a covariance that is a matrix. */
  private void turn() {
    each(i -> {
      Atom row = b.times(i, size);
      Atom turned =
          Work.sum(
              b,
              DType.F64,
              ZERO,
              size,
              j -> b.times(now(covariance, b.plus(row, j)), now(momentum, j)));
      b.store(velocity, i, turned);
    });
  }

  /** The total energy where the squares are those of the momentum; infinite where there is none. */
  Atom energy(Atom density) {
    Atom kinetic = b.times(HALF, b.loadNow(squares, ZERO));
    Atom energy = b.minus(kinetic, density);
    return b.select(Pointwise.isNan(b, energy), INFINITE, energy);
  }

  private void each(Consumer<Atom> body) {
    b.kernel(() -> b.loop(size, body));
  }

  private Atom now(Buffer vector, Atom i) {
    return b.loadNow(vector, i);
  }
}
