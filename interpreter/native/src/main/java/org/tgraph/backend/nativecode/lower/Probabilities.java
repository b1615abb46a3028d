package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.type.DType;

/**
 * The inverse error function, and logarithms of probabilities; of doubles, single floats are
 * widened before. Where to take which formula is as in the definitions of the operations.
 */
final class Probabilities {
  private static final DType F = DType.F64;

  /** {@code 2/√π}, the slope of {@code erf} at 0. */
  private static final double SLOPE = 2 / Math.sqrt(Math.PI);

  /**
   * The inverse error function divided by x, as polynomials in {@code w - 3.125}, {@code √w - 3.25}
   * and {@code √w - 5}, where {@code w = -log(1 - x²)} (M. Giles, "Approximating the erfinv
   * function", GPU Computing Gems, 2011, table 5), the highest power first.
   */
  private static final double[] CENTRE = {
    -3.6444120640178196996e-21, -1.685059138182016589e-19, 1.2858480715256400167e-18,
    1.115787767802518096e-17, -1.333171662854620906e-16, 2.0972767875968561637e-17,
    6.6376381343583238325e-15, -4.0545662729752068639e-14, -8.1519341976054721522e-14,
    2.6335093153082322977e-12, -1.2975133253453532498e-11, -5.4154120542946279317e-11,
    1.051212273321532285e-09, -4.1126339803469836976e-09, -2.9070369957882005086e-08,
    4.2347877827932403518e-07, -1.3654692000834678645e-06, -1.3882523362786468719e-05,
    0.0001867342080340571352, -0.00074070253416626697512, -0.0060336708714301490533,
    0.24015818242558961693, 1.6536545626831027356
  };

  private static final double[] MIDDLE = {
    2.2137376921775787049e-09, 9.0756561938885390979e-08, -2.7517406297064545428e-07,
    1.8239629214389227755e-08, 1.5027403968909827627e-06, -4.013867526981545969e-06,
    2.9234449089955446044e-06, 1.2475304481671778723e-05, -4.7318229009055733981e-05,
    6.8284851459573175448e-05, 2.4031110387097893999e-05, -0.0003550375203628474796,
    0.00095328937973738049703, -0.0016882755560235047313, 0.0024914420961078508066,
    -0.0037512085075692412107, 0.005370914553590063617, 1.0052589676941592334,
    3.0838856104922207635
  };

  private static final double[] TAIL = {
    -2.7109920616438573243e-11, -2.5556418169965252055e-10, 1.5076572693500548083e-09,
    -3.7894654401267369937e-09, 7.6157012080783393804e-09, -1.4960026627149240478e-08,
    2.9147953450901080826e-08, -6.7711997758452339498e-08, 2.2900482228026654717e-07,
    -9.9298272942317002539e-07, 4.5260625972231537039e-06, -1.9681778105531670567e-05,
    7.5995277030017761139e-05, -0.00021503011930044477347, -0.00013871931833623122026,
    1.0103004648645343977, 4.8499064014085844221
  };

  private final LoopBuilder b;

  private Probabilities(LoopBuilder b) {
    this.b = b;
  }

  static Atom inverseErf(LoopBuilder b, Atom x) {
    return b.convert(x.type(), new Probabilities(b).inverseErf(b.convert(F, x)));
  }

  static Atom logOfComplement(LoopBuilder b, Atom x) {
    return b.convert(x.type(), new Probabilities(b).logOfComplement(b.convert(F, x)));
  }

  static Atom logit(LoopBuilder b, Atom x) {
    return b.convert(x.type(), new Probabilities(b).logit(b.convert(F, x)));
  }

  private static Literal number(double value) {
    return Literal.of(F, value);
  }

  private Atom polynomial(double[] coefficients, Atom x) {
    Atom sum = number(coefficients[0]);
    for (int i = 1; i < coefficients.length; i++) {
      sum = b.let(Code.FUSED_MULTIPLY_ADD, sum, x, number(coefficients[i]));
    }
    return sum;
  }

  private Atom negative(Atom x) {
    return b.let(Code.NEGATE, x);
  }

  /** Giles's polynomials, and a step of Newton's method on the side where no digits are lost. */
  private Atom inverseErf(Atom x) {
    Atom one = number(1);
    Atom size = b.let(Code.ABS, x);
    Atom inside = b.less(size, one);
    Atom u = b.select(inside, size, number(0));
    Atom w = negative(Exponentials.log(b, b.times(b.minus(one, u), b.plus(one, u))));
    Atom root = b.let(Code.SQRT, w);
    Atom outer =
        b.select(
            b.less(w, number(16)),
            polynomial(MIDDLE, b.minus(root, number(3.25))),
            polynomial(TAIL, b.minus(root, number(5))));
    Atom slope =
        b.select(b.less(w, number(6.25)), polynomial(CENTRE, b.minus(w, number(3.125))), outer);
    Atom near = b.times(slope, u);
    Atom below = b.minus(ErrorFunction.erf(b, near), u);
    Atom above = b.minus(b.minus(one, u), ErrorFunction.erfc(b, near));
    Atom error = b.select(b.less(u, number(0.5)), below, above);
    Atom density = b.times(number(SLOPE), Exponentials.exp(b, negative(b.times(near, near))));
    Atom better = b.minus(near, b.let(Code.DIVIDE, error, density));
    Atom outside =
        b.select(b.equal(size, one), number(Double.POSITIVE_INFINITY), number(Double.NaN));
    return b.let(Code.COPY_SIGN, b.select(inside, better, outside), x);
  }

  /** {@code log(1 - exp(-x))}. */
  private Atom logOfComplement(Atom x) {
    Atom minus = negative(x);
    Atom near = Exponentials.log(b, negative(Exponentials.expm1(b, minus)));
    Atom far = Exponentials.log1p(b, negative(Exponentials.exp(b, minus)));
    return b.select(b.less(x, number(Math.log(2))), near, far);
  }

  private Atom logit(Atom p) {
    Atom shifted = b.minus(p, number(0.5));
    Atom s = b.plus(shifted, shifted);
    Atom middle = b.minus(Exponentials.log1p(b, s), Exponentials.log1p(b, negative(s)));
    Atom odds = b.let(Code.DIVIDE, p, b.minus(number(1), p));
    Atom isMiddle = b.and(b.less(number(0.3), p), b.less(p, number(0.65)));
    return b.select(isMiddle, middle, Exponentials.log(b, odds));
  }
}
