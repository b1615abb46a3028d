package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/**
 * Jacobi's rotation {@code J = [[c, s], [-conj(s), c]]} that makes {@code Jᴴ G J} diagonal, where G
 * is Hermitian and 2 by 2; of the two angles the smaller (Golub and Van Loan, Matrix Computations,
 * 8.5.2).
 *
 * @param c real
 * @param s of the type of the matrix
 * @param change what G[0, 0] loses and G[1, 1] gains
 */
record Rotation(Atom c, Atom s, Atom change) {
  /** So many sweeps are enough for any matrix. */
  private static final Literal SWEEPS = Literal.of(60);

  /** What makes the numbers at one pair of places 0, and says so if they were not. */
  interface Turn {
    /**
     * @param isTurned gets true
     */
    void at(Atom p, Atom q, Cell isTurned);
  }

  /** Goes through all pairs of some rows, again until none was turned. */
  static void sweeps(LoopBuilder b, Atom rows, Turn turn) {
    Literal zero = Literal.of(0);
    Literal one = Literal.of(1);
    Cell isTurned = b.cell(Literal.TRUE);
    Cell sweeps = b.cell(zero);
    b.repeat(
        () -> b.and(b.read(isTurned), b.less(b.read(sweeps), SWEEPS)),
        () -> {
          b.write(isTurned, Literal.FALSE);
          b.write(sweeps, b.plus(b.read(sweeps), one));
          b.loop(rows, p -> Work.from(b, b.plus(p, one), rows, q -> turn.at(p, q, isTurned)));
        });
  }

  /**
   * @param first G[0, 0]
   * @param second G[1, 1]
   * @param off G[0, 1]
   * @param size of that, which is not 0
   */
  static Rotation of(Matrices m, Atom first, Atom second, Atom off, Atom size) {
    LoopBuilder b = m.b;
    Atom one = Literal.of(DType.F64, 1);
    Atom theta = b.let(Code.DIVIDE, b.minus(second, first), b.plus(size, size));
    // Where the square is infinite, the angle is next to nothing.
    Atom root = b.let(Code.SQRT, b.plus(b.times(theta, theta), one));
    Atom tangent = b.let(Code.DIVIDE, one, b.plus(b.let(Code.ABS, theta), root));
    Atom c = b.let(Code.DIVIDE, one, b.let(Code.SQRT, b.plus(b.times(tangent, tangent), one)));
    Atom signed = b.let(Code.COPY_SIGN, tangent, theta);
    Atom scale = b.let(Code.DIVIDE, b.times(signed, c), size);
    return new Rotation(c, m.scaled(off, scale), b.times(signed, size));
  }

  /** Makes two rows {@code c * p - s * q} and {@code conj(s) * p + c * q} of them. */
  void apply(Matrices m, Work to, Atom p, Atom q) {
    m.b.loop(
        to.columns(),
        k -> {
          Atom x = to.get(p, k);
          Atom y = to.get(q, k);
          to.set(p, k, first(m, x, y));
          to.set(q, k, second(m, x, y));
        });
  }

  Atom first(Matrices m, Atom x, Atom y) {
    return m.b.minus(m.scaled(x, c), m.b.times(s, y));
  }

  Atom second(Matrices m, Atom x, Atom y) {
    return m.b.plus(m.b.times(ComplexNumbers.conjugate(m.b, s), x), m.scaled(y, c));
  }

  /** The same with the conjugate of s. */
  Rotation conjugate(LoopBuilder b) {
    return new Rotation(c, ComplexNumbers.conjugate(b, s), change);
  }
}
