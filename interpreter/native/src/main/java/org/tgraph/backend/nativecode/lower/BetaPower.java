package org.tgraph.backend.nativecode.lower;

import org.tgraph.backend.nativecode.loop.Atom;

/**
 * {@code x^a (1 - x)^b / B(a, b)} of positive doubles and a double between 0 and 1, as an
 * exponential of a sum of two doubles and a factor: what the incomplete beta function, its density
 * and its derivatives have in common, and where digits would be lost. Of parameters from {@value
 * FAR} on the gamma functions are Stirling's, of which the powers go with those of x, so that about
 * the mean the exponent is small.
 */
record BetaPower(Doubles.Sum exponent, Atom factor) {
  private static final double FAR = 8;

  /** Exponentials of less are 0. */
  private static final double LEAST = -2000;

  private record Writer(LoopBuilder b, Doubles d) {
    private Doubles.Sum sum(Atom x) {
      return new Doubles.Sum(x, Doubles.number(0));
    }

    private Atom isFar(Atom x) {
      return b.not(d.less(x, FAR));
    }

    private Atom orOne(Atom condition, Atom x) {
      return d.select(condition, x, 1);
    }

    /** {@code Γ(z + 1)} without the powers in Stirling's formula, where z is far. */
    private Atom gamma(Atom z, Atom isFar, double most) {
      Atom large = d.select(isFar, z, FAR);
      Atom root = d.root(d.times(2 * Math.PI, large));
      Atom stirling = Exponentials.exp(b, LogGamma.correction(b, large));
      Atom small = d.over(1, LogGamma.reciprocalAbove(b, d.select(isFar, 1, z), most));
      return d.select(isFar, d.times(root, stirling), small);
    }

    /** {@code exponent log(share scale / base)}. */
    private Doubles.Sum power(Atom exponent, Doubles.Sum share, Doubles.Sum scale, Atom base) {
      Doubles.Sum ratio = d.over(d.times(share, scale), sum(base));
      Doubles.Sum log = Power.logarithm(b, ratio.high());
      Atom low = d.plus(log.low(), d.over(ratio.low(), ratio.high()));
      return d.times(new Doubles.Sum(log.high(), low), sum(exponent));
    }

    private Doubles.Sum plus(Doubles.Sum x, Doubles.Sum y) {
      Doubles.Sum all = d.anySum(x.high(), y.high());
      return d.sum(all.high(), d.plus(all.low(), d.plus(x.low(), y.low())));
    }

    private BetaPower of(Atom a, Atom c, Atom x) {
      Atom isFirst = isFar(a);
      Atom isSecond = isFar(c);
      Atom isAny = b.or(isFirst, isSecond);
      Doubles.Sum both = d.anySum(a, c);
      Doubles.Sum scale =
          new Doubles.Sum(orOne(isAny, both.high()), d.select(isAny, both.low(), 0));
      Doubles.Sum first = power(a, sum(x), scale, orOne(isFirst, a));
      Doubles.Sum rest = d.anySum(Doubles.number(1), d.negative(x));
      Doubles.Sum second = power(c, rest, scale, orOne(isSecond, c));
      Atom small = d.plus(d.select(isFirst, 0, a), d.select(isSecond, 0, c));
      Atom offset = d.select(isAny, d.negative(small), 0);
      Doubles.Sum exponent = plus(plus(first, second), sum(offset));
      // Of a nan, which comes of numbers that overflow, too.
      Atom isThere = d.less(LEAST, exponent.high());
      Doubles.Sum bounded =
          new Doubles.Sum(
              d.select(isThere, exponent.high(), LEAST), d.select(isThere, exponent.low(), 0));
      Atom share = d.times(a, d.over(c, both.high()));
      Atom over = gamma(both.high(), isAny, 2 * FAR);
      Atom under = d.times(gamma(a, isFirst, FAR), gamma(c, isSecond, FAR));
      return new BetaPower(bounded, d.times(share, d.over(over, under)));
    }
  }

  static BetaPower of(LoopBuilder b, Atom first, Atom second, Atom x) {
    return new Writer(b, new Doubles(b)).of(first, second, x);
  }

  /** Divided by x, also where that is so small that its power would vanish. */
  Atom over(LoopBuilder b, Atom x) {
    return GammaPower.over(b, exponent, factor, x);
  }

  Atom value(LoopBuilder b) {
    return b.times(new Exponentials(b).exp(exponent), factor);
  }
}
