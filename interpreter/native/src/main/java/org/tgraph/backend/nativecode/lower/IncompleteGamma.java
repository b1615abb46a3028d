package org.tgraph.backend.nativecode.lower;

import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;

/**
 * The regularized incomplete gamma functions and the density of the gamma distribution, as
 * routines. Each number goes one way: by the power series below the mean (NIST Digital Library of
 * Mathematical Functions, 8.11.4), by the continued fraction above it (the even part of that of
 * 8.9.2), where both are small by the series of what is left of 1 (8.7.1), and about the mean of a
 * large parameter by Temme's uniform expansion (8.12.8).
 */
final class IncompleteGamma {
  /** From there on Temme's expansion with ten powers of 1/a is exact. */
  private static final double LARGE = 20;

  /** How many steps are enough for the others. */
  private static final double MOST = 500;

  private static final double EPSILON = 0x1p-54;

  /**
   * Of {@code 1/aᵏ}, the coefficients of powers of {@code η = ±√(2 (m - log(1 + m)))}, from -0.63
   * to 0.45; {@code polynomials.py} makes them.
   */
  private static final double[][] TEMME = {
    {
      -0.3333333333333333,
      0.08333333333333331,
      -0.014814814814814961,
      0.0011574074074095077,
      0.0003527336860763743,
      -0.0001787551441120941,
      3.919263154308138e-05,
      -2.185447237885925e-06,
      -1.85405901374264e-06,
      8.296611317388051e-07,
      -1.7668254511032851e-07,
      6.746440470190586e-09,
      1.0349403241385093e-08,
      -4.444992092152067e-09,
      7.651537851048651e-10
    },
    {
      -0.0018518518518518502,
      -0.003472222222222291,
      0.0026455026455019406,
      -0.0009902263374396844,
      0.00020576131692118642,
      -4.0187789101571656e-07,
      -1.8098551670336104e-05,
      7.649165662238799e-06,
      -1.6120719167278694e-06,
      4.615163520783387e-09,
      1.3773259788055417e-07,
      -5.7444817796139205e-08,
      1.242950797756276e-08,
      4.0992951434621415e-11,
      -1.7247820584657526e-09
    },
    {
      0.004133597883597383,
      -0.002681327160485282,
      0.0007716049384210898,
      2.0093870495826093e-06,
      -0.00010736653977861173,
      5.292346880454755e-05,
      -1.2760491505640763e-05,
      3.4059108489910253e-08,
      1.3709089815231031e-06,
      -6.294843397739568e-07,
      1.4830142906953528e-07,
      1.365594198070416e-09,
      -2.3392189825922143e-08
    },
    {
      0.0006494341563767578,
      0.00022947209353234524,
      -0.0004691894939647734,
      0.00026772063979495735,
      -7.561803045064174e-05,
      -2.398441334075353e-07,
      1.1082754098380018e-05,
      -5.6729223069813696e-06,
      1.4235770400364867e-06,
      -9.529705594857526e-09,
      -1.7680490158682626e-07,
      9.736678089085213e-08
    },
    {
      -0.0008618882909713327,
      0.0007840392220840043,
      -0.0002990724689037977,
      -1.4638743348499566e-06,
      6.641459306631563e-05,
      -3.9683098508376836e-05,
      1.1380571667854272e-05,
      -3.298978923889426e-09,
      -1.7217143857954452e-06,
      8.974989320712643e-07,
      -1.71168018454999e-07
    },
    {
      -0.0003367985536056428,
      -6.972818067855677e-05,
      0.0002772753766541793,
      -0.00019932319698637112,
      6.79768270807375e-05,
      1.0155363282755086e-07,
      -1.3597555147845273e-05,
      8.268852620590447e-06,
      -2.184508563042523e-06,
      -5.687131112960635e-07
    },
    {
      0.0005313079728834903,
      -0.0005921664048159557,
      0.0002708730038659176,
      7.877027711186654e-07,
      -8.142253413604546e-05,
      5.619119435697008e-05,
      -1.9195826740718398e-05,
      -7.170831157248653e-07,
      5.613481903200723e-06
    },
    {
      0.00034436754991028256,
      5.172152768532976e-05,
      -0.0003349234267989977,
      0.00028113791048241845,
      -0.00010998604246866956,
      1.0736376234693096e-06,
      2.9739854953549536e-05,
      -2.1408580141925506e-05
    },
    {
      -0.0006526085748478241,
      0.0008392310056739295,
      -0.0004393982909824394,
      4.405647698438801e-06,
      0.00017997895507389634,
      -0.00014685287390798853
    },
    {
      -0.0005969161614347615,
      -7.310130834076853e-05,
      0.0006868927770413734,
      -0.0006318028093968184,
      0.00021702523312445228
    }
  };

  private final LoopBuilder b;
  private final Doubles d;

  private IncompleteGamma(LoopBuilder b) {
    this.b = b;
    this.d = new Doubles(b);
  }

  static Atom regularized(LoopBuilder b, boolean upper, Atom a, Atom x) {
    return Routines.call(
        b,
        upper ? "gammaincc" : "gammainc",
        List.of(a, x),
        (inside, p) -> new IncompleteGamma(inside).regularized(p.get(0), p.get(1), upper));
  }

  static Atom density(LoopBuilder b, Atom a, Atom x) {
    return Routines.call(
        b,
        "gamma_density",
        List.of(a, x),
        (inside, p) -> new IncompleteGamma(inside).density(p.get(0), p.get(1)));
  }

  /** The density, which is that of the next parameter but for a factor. */
  private Atom density(Atom a, Atom x) {
    Atom isInside = isInside(a, x);
    Atom at = d.select(isInside, a, 1);
    Atom place = d.select(isInside, x, 1);
    Atom value = d.times(at, GammaPower.of(b, at, place).over(b, place));
    Atom atZero = d.select(d.less(a, 1), Double.POSITIVE_INFINITY, d.select(d.equal(a, 1), 1, 0));
    Atom isOff = b.not(b.and(d.less(0, a), b.not(d.less(x, 0))));
    double infinity = Double.POSITIVE_INFINITY;
    Atom isInfinite = b.and(d.equal(a, infinity), b.and(d.less(0, x), d.less(x, infinity)));
    Atom isNone = b.or(b.or(isOff, isInfinite), d.isNan(x));
    Atom edge = d.select(d.equal(x, 0), atZero, 0);
    return d.select(isInside, value, d.select(isNone, Double.NaN, edge));
  }

  private Atom isInside(Atom a, Atom x) {
    Atom isPositive = b.and(d.less(0, a), d.less(0, x));
    double most = Double.POSITIVE_INFINITY;
    return b.and(isPositive, b.and(d.less(a, most), d.less(x, most)));
  }

  /** The limits at 0 and infinity are those of the definition. */
  private Atom regularized(Atom a, Atom x, boolean upper) {
    Atom isInside = isInside(a, x);
    Sides sides = sides(d.select(isInside, a, 1), d.select(isInside, x, 1));
    Atom value = upper ? sides.upper() : sides.lower();
    double infinity = Double.POSITIVE_INFINITY;
    Atom isAll = b.or(d.equal(a, 0), d.equal(x, infinity));
    Atom isNothing = b.or(d.equal(x, 0), d.equal(a, infinity));
    Atom isOff = b.or(b.or(d.less(a, 0), d.less(x, 0)), b.or(d.isNan(a), d.isNan(x)));
    Atom edge = d.select(isAll, upper ? 0 : 1, upper ? 1 : 0);
    Atom known = d.select(b.or(isOff, b.and(isAll, isNothing)), Double.NaN, edge);
    return d.select(isInside, value, known);
  }

  /** Both functions. */
  record Sides(Atom lower, Atom upper) {}

  /** Inside of a routine, of positive numbers. */
  static Sides sides(LoopBuilder b, Atom a, Atom x) {
    return new IncompleteGamma(b).sides(a, x);
  }

  private Sides sides(Atom a, Atom x) {
    GammaPower power = GammaPower.of(b, a, x);
    Cell value = b.cell(Doubles.number(0));
    Atom offset = d.size(d.minus(x, a));
    Atom isCentral = b.and(b.not(d.less(a, LARGE)), b.less(offset, d.times(0.5, a)));
    Atom cutoff = d.select(d.less(x, 0.5), d.over(-0.4, Exponentials.log(b, x)), d.times(0.75, x));
    Atom isSmall = b.and(d.less(x, 1.1), b.less(a, cutoff));
    Atom isBelow = b.or(d.less(x, 1.1), b.less(d.minus(x, d.over(1.0 / 3, x)), a));
    Atom isOther = b.not(b.or(isCentral, isSmall));
    Atom isSeries = b.and(isOther, isBelow);
    Atom isFraction = b.and(isOther, b.not(isBelow));
    when(isCentral, value, a, x, (p, q) -> central(p, q, power));
    when(isSmall, value, a, x, (p, q) -> small(p, q));
    when(isSeries, value, a, x, (p, q) -> d.times(power.value(b), series(p, q)));
    when(isFraction, value, a, x, (p, q) -> d.over(d.times(power.value(b), p), fraction(p, q)));
    Atom isAbove = b.or(isSmall, b.or(isFraction, b.and(isCentral, b.not(b.less(x, a)))));
    Atom found = b.read(value);
    // Not less than 0, however the smaller side is rounded.
    Atom other = d.minus(1, b.let(Code.MINIMUM, found, Doubles.number(1)));
    return new Sides(d.select(isAbove, other, found), d.select(isAbove, found, other));
  }

  private interface Part {
    Atom of(Atom a, Atom x);
  }

  /** What is made of numbers that are read inside of a branch is computed there. */
  private void when(Atom condition, Cell value, Atom a, Atom x, Part part) {
    Cell first = b.cell(a);
    Cell second = b.cell(x);
    b.when(condition, () -> b.write(value, part.of(b.read(first), b.read(second))));
  }

  /** The smaller of both sides. */
  private Atom central(Atom a, Atom x, GammaPower power) {
    Atom height = d.negative(power.exponent().high());
    Atom root = d.root(height);
    Atom size = d.root(d.over(d.plus(height, height), a));
    Atom isBelow = b.less(x, a);
    Atom eta = d.select(isBelow, d.negative(size), size);
    Atom inverse = d.over(1, a);
    Atom sum = Doubles.number(0);
    for (int k = TEMME.length - 1; k >= 0; k--) {
      sum = d.fma(sum, inverse, d.polynomial(TEMME[k], eta));
    }
    Atom share = d.over(sum, d.root(d.times(2 * Math.PI, a)));
    Atom signed = d.select(isBelow, d.negative(share), share);
    Atom scaled = d.fma(ErrorFunction.scaledOfPositive(b, root), 0.5, signed);
    return d.times(power.exponential(b), scaled);
  }

  /** {@code 1 - x^a (1 + a Σ (-x)ᵏ/(k! (a + k)))/Γ(a + 1)}, of which what is left of 1 is first. */
  private Atom small(Atom a, Atom x) {
    Atom u = d.minus(d.times(a, Exponentials.log(b, x)), LogGamma.lgammaAbove(b, a));
    Atom left = Exponentials.expm1(b, u);
    Cell sum = b.cell(Doubles.number(0));
    Cell term = b.cell(Doubles.number(1));
    Cell count = b.cell(Doubles.number(1));
    b.loopWhile(
        () ->
            b.or(
                b.less(d.times(EPSILON, d.size(b.read(sum))), d.size(b.read(term))),
                d.less(b.read(count), 2)),
        () -> {
          Atom k = b.read(count);
          Atom power = d.negative(d.times(b.read(term), d.over(x, k)));
          b.write(term, power);
          b.write(sum, d.plus(b.read(sum), d.over(power, d.plus(a, k))));
          b.write(count, d.plus(k, 1));
        });
    Atom series = d.times(d.times(d.plus(left, 1), a), b.read(sum));
    // 0, not -0.
    return d.size(d.plus(left, series));
  }

  /** {@code Σ x^k / ((a + 1) ... (a + k))}. */
  private Atom series(Atom a, Atom x) {
    Cell sum = b.cell(Doubles.number(1));
    Cell term = b.cell(Doubles.number(1));
    Cell count = b.cell(Doubles.number(1));
    b.loopWhile(
        () ->
            b.and(b.less(d.times(EPSILON, b.read(sum)), b.read(term)), d.less(b.read(count), MOST)),
        () -> {
          Atom k = b.read(count);
          Atom next = d.times(b.read(term), d.over(x, d.plus(a, k)));
          b.write(term, next);
          b.write(sum, d.plus(b.read(sum), next));
          b.write(count, d.plus(k, 1));
        });
    return b.read(sum);
  }

  /** How many steps it takes by Lentz's method, then from the last to the first. */
  private Atom fraction(Atom a, Atom x) {
    Atom start = d.plus(d.minus(x, a), 1);
    Cell count =
        ContinuedFraction.depth(
            b,
            start,
            MOST,
            m -> new ContinuedFraction.Term(d.times(m, d.minus(a, m)), d.fma(m, 2, start)));
    Cell tail = b.cell(Doubles.number(0));
    b.loopWhile(
        () -> d.less(0, b.read(count)),
        () -> {
          Atom m = b.read(count);
          Atom denominator = d.plus(d.fma(m, 2, start), b.read(tail));
          b.write(tail, d.over(d.times(m, d.minus(a, m)), denominator));
          b.write(count, d.minus(m, 1));
        });
    return d.plus(start, b.read(tail));
  }
}
