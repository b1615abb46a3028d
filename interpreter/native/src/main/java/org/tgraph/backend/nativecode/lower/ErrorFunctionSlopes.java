package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.op.special.LogNdtrSlope;

/**
 * The derivatives of {@code exp(x²) erfc(x)} and of the logarithm of normal probabilities, as
 * routines, by the ratio of one derivative of the former to the next, as in their definitions:
 * below 3/4 forwards (NIST Digital Library of Mathematical Functions, 7.18.7), from there on by the
 * continued fraction that the recurrence is backwards.
 */
final class ErrorFunctionSlopes {
  /** Up to there derivatives are written. */
  static final int MOST = 12;

  /** How far above the order the continued fraction begins, for x of 1; by the square of x less. */
  private static final double DEPTH = 240;

  /** Below, going forwards is accurate. */
  private static final double FORWARD = 0.75;

  private static final double SLOPE = 2 / Math.sqrt(Math.PI);
  private static final double ROOT_OF_HALF = Math.sqrt(0.5);
  private static final double DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

  private final LoopBuilder b;
  private final Doubles d;
  private final int order;

  private ErrorFunctionSlopes(LoopBuilder b, int order) {
    this.b = b;
    this.d = new Doubles(b);
    this.order = order;
  }

  /** The derivative of an order from 1 of {@code exp(x²) erfc(x)}. */
  static Atom erfcx(LoopBuilder b, int order, Atom x) {
    return Routines.call(
        b,
        "erfcx_" + order,
        List.of(x),
        (inside, p) -> new ErrorFunctionSlopes(inside, order).erfcx(p.get(0)));
  }

  /** The operation {@link LogNdtrSlope} of an order from 2. */
  static Atom logNdtr(LoopBuilder b, int order, Atom x) {
    return Routines.call(
        b,
        "log_ndtr_slope_" + order,
        List.of(x),
        (inside, p) -> new ErrorFunctionSlopes(inside, order).logNdtr(p.get(0)));
  }

  private Atom erfcx(Atom x) {
    Atom result = ErrorFunction.erfcx(b, x);
    for (Atom ratio : ratios(x)) {
      result = d.times(result, ratio);
    }
    return result;
  }

  /** Each derivative divided by the one before, up to the order. */
  private List<Atom> ratios(Atom x) {
    Atom isForward = d.less(x, FORWARD);
    Atom twice = d.plus(x, x);
    List<Atom> forwards = new ArrayList<>();
    forwards.add(d.minus(twice, d.over(SLOPE, ErrorFunction.erfcx(b, x))));
    for (int n = 1; n < order; n++) {
      forwards.add(d.plus(twice, d.over(2.0 * n, forwards.getLast())));
    }
    Atom at = d.select(isForward, 1, x);
    Atom more = b.let(Code.FLOOR, d.over(DEPTH, d.square(at)));
    Cell count = b.cell(d.select(isForward, Doubles.number(order), d.plus(more, order + 10)));
    Cell tail = b.cell(Doubles.number(0));
    b.loopWhile(
        () -> d.less(order, b.read(count)),
        () -> {
          Atom n = b.read(count);
          b.write(tail, d.over(d.plus(n, n), d.plus(d.plus(at, at), b.read(tail))));
          b.write(count, d.minus(n, 1));
        });
    Atom ratio = b.read(tail);
    List<Atom> ratios = new ArrayList<>();
    for (int n = order; n > 0; n--) {
      ratio = d.over(2.0 * n, d.plus(d.plus(at, at), ratio));
      ratios.addFirst(d.select(isForward, forwards.get(n - 1), d.negative(ratio)));
    }
    return ratios;
  }

  private Atom logNdtr(Atom x) {
    Atom isBelow = d.less(x, 0);
    double factorial = 1;
    for (int k = 2; k <= order; k++) {
      factorial *= k;
    }
    Atom below = below(d.times(-ROOT_OF_HALF, d.select(isBelow, x, 0)));
    Atom scaled = d.times(factorial * Math.pow(-ROOT_OF_HALF, order), below);
    Atom left = order == 2 ? d.minus(scaled, 1) : scaled;
    Atom above = d.times(factorial, above(d.select(isBelow, 0, x)));
    Atom value = d.select(isBelow, left, above);
    Atom atEnd = d.select(isBelow, order == 2 ? -1.0 : 0.0, 0.0);
    Atom known = d.select(d.equal(d.size(x), Double.POSITIVE_INFINITY), atEnd, value);
    return d.select(d.isNan(x), x, known);
  }

  /** The last of Taylor's coefficients of {@code log(erfcx(t))}. */
  private Atom below(Atom t) {
    List<Atom> ratios = ratios(t);
    List<Atom> relative = new ArrayList<>(List.of(Doubles.number(1)));
    List<Atom> logarithm = new ArrayList<>(List.of(Doubles.number(0)));
    for (int k = 1; k <= order; k++) {
      relative.add(d.times(1.0 / k, d.times(relative.get(k - 1), ratios.get(k - 1))));
      Atom sum = d.times(k, relative.get(k));
      for (int j = 1; j < k; j++) {
        sum = d.minus(sum, d.times(j, d.times(logarithm.get(j), relative.get(k - j))));
      }
      logarithm.add(d.times(1.0 / k, sum));
    }
    return logarithm.get(order);
  }

  /** That of {@code log(ndtr(x))}, by the differential equation of its derivative. */
  private Atom above(Atom x) {
    Atom density = d.times(DENSITY_AT_0, Exponentials.exp(b, d.times(d.times(-0.5, x), x)));
    List<Atom> slope = new ArrayList<>(List.of(d.over(density, ErrorFunction.ndtr(b, x))));
    for (int k = 0; k + 1 < order; k++) {
      Atom sum = Doubles.number(0);
      for (int i = 0; i <= k; i++) {
        Atom other = slope.get(k - i);
        other = k == i ? d.plus(other, x) : k == i + 1 ? d.plus(other, 1) : other;
        sum = d.minus(sum, d.times(slope.get(i), other));
      }
      slope.add(d.times(1.0 / (k + 1), sum));
    }
    return d.times(1.0 / order, slope.get(order - 1));
  }
}
