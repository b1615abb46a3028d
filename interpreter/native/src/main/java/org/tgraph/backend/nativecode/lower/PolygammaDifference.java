package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.op.special.Polygamma;

/**
 * {@code ψ(z + a) - ψ(z)} of a polygamma function, of positive doubles, of which no digit is lost
 * where a is small: term by term of what {@link GammaDerivatives} adds up, by {@code u = 1/z} and
 * {@code v = 1/(z + a)}, whose difference is {@code a u v}.
 */
final class PolygammaDifference {
  private final LoopBuilder b;
  private final Doubles d;
  private final int order;
  private final double factorial;

  private PolygammaDifference(LoopBuilder b, int order) {
    this.b = b;
    this.d = new Doubles(b);
    this.order = order;
    double product = 1;
    for (int i = 2; i <= order; i++) {
      product *= i;
    }
    this.factorial = product;
  }

  static Atom of(LoopBuilder b, int order, Atom z, Atom a) {
    Atom value = new PolygammaDifference(b, order).of(z, a);
    return order % 2 == 0 ? value : new Doubles(b).negative(value);
  }

  /** What is above of {@code uⁿ - vⁿ = (u - v) Σ uʲ vⁿ⁻¹⁻ʲ}. */
  private Atom divided(Atom u, Atom v, int power) {
    Atom sum = Doubles.number(1);
    Atom first = Doubles.number(1);
    for (int j = 1; j < power; j++) {
      first = d.times(first, u);
      sum = d.fma(sum, v, first);
    }
    return sum;
  }

  private Atom of(Atom z, Atom a) {
    int far = 15 + order;
    Atom sum = Doubles.number(0);
    Atom at = z;
    for (int step = 0; step < far; step++) {
      Atom isNear = d.less(at, far);
      Atom u = d.over(1, at);
      Atom v = d.over(1, d.plus(at, a));
      Atom term = d.times(d.times(u, v), divided(u, v, order + 1));
      sum = d.plus(sum, d.select(isNear, term, 0));
      at = d.select(isNear, d.plus(at, 1), at);
    }
    Atom u = d.over(1, at);
    Atom v = d.over(1, d.plus(at, a));
    Atom halves = d.times(0.5, divided(u, v, order + 1));
    Atom near = d.times(factorial, d.plus(sum, d.times(d.times(u, v), halves)));
    Atom all = d.fma(d.times(u, v), tail(u, v), near);
    return order == 0 ? d.fma(a, all, Exponentials.log1p(b, d.times(a, u))) : d.times(a, all);
  }

  /**
   * Of the asymptotic series {@code Σ cₖ u^(2k + order)}, and but for the logarithm {@code (order -
   * 1)! u^order}.
   */
  private Atom tail(Atom u, Atom v) {
    double[] coefficients = Polygamma.bernoulli();
    double share = 1;
    for (int i = 2; i < order; i++) {
      share *= i;
    }
    double first = share;
    Atom square = d.square(u);
    Atom other = d.square(v);
    Atom value = Doubles.number(0);
    Atom slope = Doubles.number(0);
    double[] c = new double[coefficients.length];
    for (int k = 1; k <= coefficients.length; k++) {
      double rising = 1;
      for (int i = 1; i < order; i++) {
        rising *= 2 * k + i;
      }
      // (2k + order - 1)!/(2k)!
      c[k - 1] = order == 0 ? coefficients[k - 1] / (2 * k) : coefficients[k - 1] * rising;
    }
    for (int k = c.length - 1; k >= 0; k--) {
      slope = d.fma(slope, other, value);
      value = d.fma(value, square, c[k]);
    }
    // Σ cₖ u^2k is u² times the value; with u^order by the rule of products.
    Atom ofSquares = d.fma(other, slope, value);
    Atom ofEven = d.times(d.plus(u, v), ofSquares);
    if (order == 0) {
      return ofEven;
    }
    Atom power = Doubles.number(1);
    for (int i = 0; i < order; i++) {
      power = d.times(power, v);
    }
    Atom series = d.fma(d.times(square, value), Doubles.number(1), first);
    return d.fma(series, divided(u, v, order), d.times(power, ofEven));
  }
}
