package org.tgraph.backend.nativecode.lower;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.op.Op;
import org.tgraph.op.pointwise.Abs;
import org.tgraph.op.pointwise.Acos;
import org.tgraph.op.pointwise.Acosh;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Asin;
import org.tgraph.op.pointwise.Asinh;
import org.tgraph.op.pointwise.Atan;
import org.tgraph.op.pointwise.Atan2;
import org.tgraph.op.pointwise.Atanh;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.BitwiseInvert;
import org.tgraph.op.pointwise.BitwiseOr;
import org.tgraph.op.pointwise.BitwiseXor;
import org.tgraph.op.pointwise.Cast;
import org.tgraph.op.pointwise.Cbrt;
import org.tgraph.op.pointwise.Ceil;
import org.tgraph.op.pointwise.Conj;
import org.tgraph.op.pointwise.CopySign;
import org.tgraph.op.pointwise.Cos;
import org.tgraph.op.pointwise.Cosh;
import org.tgraph.op.pointwise.Divide;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Expm1;
import org.tgraph.op.pointwise.Floor;
import org.tgraph.op.pointwise.FloorDivide;
import org.tgraph.op.pointwise.Greater;
import org.tgraph.op.pointwise.GreaterEqual;
import org.tgraph.op.pointwise.Hypot;
import org.tgraph.op.pointwise.Imag;
import org.tgraph.op.pointwise.IsInf;
import org.tgraph.op.pointwise.IsNan;
import org.tgraph.op.pointwise.LeftShift;
import org.tgraph.op.pointwise.Less;
import org.tgraph.op.pointwise.LessEqual;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.pointwise.Log10;
import org.tgraph.op.pointwise.Log1p;
import org.tgraph.op.pointwise.Log2;
import org.tgraph.op.pointwise.MakeComplex;
import org.tgraph.op.pointwise.Maximum;
import org.tgraph.op.pointwise.Minimum;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.op.pointwise.Negative;
import org.tgraph.op.pointwise.NextAfter;
import org.tgraph.op.pointwise.NotEqual;
import org.tgraph.op.pointwise.Pow;
import org.tgraph.op.pointwise.Real;
import org.tgraph.op.pointwise.Remainder;
import org.tgraph.op.pointwise.RightShift;
import org.tgraph.op.pointwise.Round;
import org.tgraph.op.pointwise.Select;
import org.tgraph.op.pointwise.Sign;
import org.tgraph.op.pointwise.Sin;
import org.tgraph.op.pointwise.Sinh;
import org.tgraph.op.pointwise.Sqrt;
import org.tgraph.op.pointwise.Subtract;
import org.tgraph.op.pointwise.Tan;
import org.tgraph.op.pointwise.Tanh;
import org.tgraph.op.pointwise.Trunc;
import org.tgraph.op.special.BesselI;
import org.tgraph.op.special.BetaDensity;
import org.tgraph.op.special.BetaInc;
import org.tgraph.op.special.Erf;
import org.tgraph.op.special.ErfInv;
import org.tgraph.op.special.Erfc;
import org.tgraph.op.special.Erfcx;
import org.tgraph.op.special.GammaDensity;
import org.tgraph.op.special.GammaInc;
import org.tgraph.op.special.GammaIncRatio;
import org.tgraph.op.special.GammaIncSlope;
import org.tgraph.op.special.GammaQuantile;
import org.tgraph.op.special.LBeta;
import org.tgraph.op.special.LGamma;
import org.tgraph.op.special.Log1mExp;
import org.tgraph.op.special.LogNdtr;
import org.tgraph.op.special.LogNdtrSlope;
import org.tgraph.op.special.Logit;
import org.tgraph.op.special.Ndtr;
import org.tgraph.op.special.Ndtri;
import org.tgraph.op.special.Polygamma;
import org.tgraph.type.DType;

/** The operations that are done element by element, each as loop code for one element. */
final class Pointwise {
  /** The element of the result from those of the operands. */
  interface Rule {
    Atom apply(LoopBuilder b, Op op, List<Atom> x);
  }

  /**
   * @param takes the element types of the operands that it is for
   * @param cost about how many additions it takes
   */
  private record Entry(Predicate<DType> takes, int cost, Rule rule) {}

  private static final Predicate<DType> REAL = t -> t.isInt() || t.isFloat();
  private static final Predicate<DType> WHOLE = t -> t.isInt() || t == DType.BOOL;
  private static final Predicate<DType> NUMERIC = t -> t != DType.BOOL;
  private static final Predicate<DType> FLOATING = t -> t.isFloat() || t.isComplex();
  private static final Predicate<DType> ORDERED = t -> !t.isComplex();
  private static final Predicate<DType> ANY = t -> true;

  /** What a function costs that has no instruction. */
  private static final int FUNCTION = 20;

  private static final Map<Class<? extends Op>, Entry> RULES = new HashMap<>();

  static {
    code(Add.class, NUMERIC, Code.ADD);
    code(Subtract.class, NUMERIC, Code.SUBTRACT);
    code(Multiply.class, NUMERIC, Code.MULTIPLY);
    code(Divide.class, FLOATING, Code.DIVIDE);
    code(Maximum.class, REAL, Code.MAXIMUM);
    code(Minimum.class, REAL, Code.MINIMUM);
    code(CopySign.class, DType::isFloat, Code.COPY_SIGN);
    code(LeftShift.class, DType::isInt, Code.SHIFT_LEFT);
    code(RightShift.class, DType::isInt, Code.SHIFT_RIGHT);
    code(BitwiseAnd.class, WHOLE, Code.AND);
    code(BitwiseOr.class, WHOLE, Code.OR);
    code(BitwiseXor.class, WHOLE, Code.XOR);
    code(BitwiseInvert.class, WHOLE, Code.INVERT);
    code(Select.class, ANY, Code.SELECT);
    code(FusedMultiplyAdd.class, DType::isFloat, Code.FUSED_MULTIPLY_ADD);
    rule(Negative.class, NUMERIC, 1, (b, op, x) -> b.let(Code.NEGATE, x.get(0)));
    rule(Abs.class, NUMERIC, 1, (b, op, x) -> absolute(b, x.get(0)));
    rule(Real.class, NUMERIC, 1, (b, op, x) -> ComplexNumbers.re(x.get(0)));
    rule(Imag.class, NUMERIC, 1, (b, op, x) -> ComplexNumbers.im(x.get(0)));
    rule(Conj.class, NUMERIC, 1, (b, op, x) -> ComplexNumbers.conjugate(b, x.get(0)));
    rule(MakeComplex.class, FLOATING, 1, (b, op, x) -> new Pair(x.get(0), x.get(1)));
    rounding(Floor.class, Code.FLOOR);
    rounding(Ceil.class, Code.CEIL);
    rounding(Trunc.class, Code.TRUNC);
    rule(Round.class, NUMERIC, 1, (b, op, x) -> rounded(b, Code.ROUND, x.get(0)));
    question(Equal.class, ANY, Code.EQUAL, false);
    question(NotEqual.class, ANY, Code.NOT_EQUAL, false);
    question(Less.class, ORDERED, Code.LESS, false);
    question(LessEqual.class, ORDERED, Code.LESS_EQUAL, false);
    question(Greater.class, ORDERED, Code.LESS, true);
    question(GreaterEqual.class, ORDERED, Code.LESS_EQUAL, true);
    rule(IsNan.class, DType::isFloat, 1, (b, op, x) -> isNan(b, x.get(0)));
    rule(IsInf.class, DType::isFloat, 1, (b, op, x) -> isInfinite(b, x.get(0)));
    rule(Cast.class, ANY, 1, (b, op, x) -> b.convert(((Cast) op).element().concrete(), x.get(0)));
    rule(FloorDivide.class, REAL, FUNCTION, (b, op, x) -> Division.quotient(b, x.get(0), x.get(1)));
    rule(Remainder.class, REAL, FUNCTION, (b, op, x) -> Division.remainder(b, x.get(0), x.get(1)));
    rule(Pow.class, NUMERIC, 2 * FUNCTION, (b, op, x) -> power(b, x.get(0), x.get(1)));
    rule(
        Sqrt.class,
        FLOATING,
        1,
        (b, op, x) ->
            x.get(0) instanceof Pair z ? ComplexPowers.sqrt(b, z) : b.let(Code.SQRT, x.get(0)));
    rule(
        Sign.class,
        DType::isComplex,
        FUNCTION,
        (b, op, x) -> ComplexPowers.sign(b, (Pair) x.get(0)));
    function(Exp.class, Exponentials::exp, ComplexExponentials::exp);
    function(Expm1.class, Exponentials::expm1, ComplexExponentials::expm1);
    function(Log.class, Exponentials::log, ComplexLogarithms::log);
    function(Log1p.class, Exponentials::log1p, ComplexLogarithms::log1p);
    function(Tanh.class, Exponentials::tanh, ComplexExponentials::tanh);
    function(Log2.class, Logarithms::log2, ComplexLogarithms::log2);
    function(Log10.class, Logarithms::log10, ComplexLogarithms::log10);
    function(Sin.class, Trigonometry::sin, ComplexExponentials::sin);
    function(Cos.class, Trigonometry::cos, ComplexExponentials::cos);
    function(Tan.class, Trigonometry::tan, ComplexExponentials::tan);
    function(Asin.class, InverseTrigonometry::asin, ComplexInverses::asin);
    function(Acos.class, InverseTrigonometry::acos, ComplexInverses::acos);
    function(Atan.class, InverseTrigonometry::atan, ComplexInverses::atan);
    function(Sinh.class, Hyperbolic::sinh, ComplexExponentials::sinh);
    function(Cosh.class, Hyperbolic::cosh, ComplexExponentials::cosh);
    function(Asinh.class, Hyperbolic::asinh, ComplexInverses::asinh);
    function(Acosh.class, Hyperbolic::acosh, ComplexInverses::acosh);
    function(Atanh.class, Hyperbolic::atanh, ComplexInverses::atanh);
    function(Cbrt.class, Power::cbrt);
    rule(
        Atan2.class,
        DType::isFloat,
        2 * FUNCTION,
        (b, op, x) -> InverseTrigonometry.atan2(b, x.get(0), x.get(1)));
    rule(Hypot.class, DType::isFloat, FUNCTION, (b, op, x) -> Power.hypot(b, x.get(0), x.get(1)));
    function(NextAfter.class, Code.NEXT_AFTER);
    function(Erf.class, ErrorFunction::erf);
    function(Erfc.class, ErrorFunction::erfc);
    function(LGamma.class, LogGamma::lgamma);
    rule(
        GammaInc.class,
        DType::isFloat,
        5 * FUNCTION,
        (b, op, x) -> IncompleteGamma.regularized(b, ((GammaInc) op).upper(), x.get(0), x.get(1)));
    rule(
        GammaDensity.class,
        DType::isFloat,
        3 * FUNCTION,
        (b, op, x) -> IncompleteGamma.density(b, x.get(0), x.get(1)));
    rule(
        GammaIncSlope.class,
        DType::isFloat,
        10 * FUNCTION,
        (b, op, x) -> GammaSlopes.slope(b, ((GammaIncSlope) op).order(), x.get(0), x.get(1)));
    rule(
        GammaIncRatio.class,
        DType::isFloat,
        10 * FUNCTION,
        (b, op, x) -> GammaSlopes.ratio(b, ((GammaIncRatio) op).order(), x.get(0), x.get(1)));
    rule(
        LBeta.class,
        DType::isFloat,
        3 * FUNCTION,
        (b, op, x) -> LogGamma.lbeta(b, x.get(0), x.get(1)));
    rule(
        BetaInc.class,
        DType::isFloat,
        5 * FUNCTION,
        (b, op, x) -> IncompleteBeta.regularized(b, x));
    rule(
        BetaDensity.class,
        DType::isFloat,
        3 * FUNCTION,
        (b, op, x) -> IncompleteBeta.density(b, x));
    function(ErfInv.class, Probabilities::inverseErf);
    function(Ndtr.class, ErrorFunction::ndtr);
    function(Log1mExp.class, Probabilities::logOfComplement);
    function(Logit.class, Probabilities::logit);
    function(Ndtri.class, Normal::quantile);
    function(LogNdtr.class, Normal::logarithm);
    rule(LogNdtrSlope.class, DType::isFloat, FUNCTION, (b, op, x) -> slope(b, op, x.get(0)));
    rule(Erfcx.class, DType::isFloat, FUNCTION, (b, op, x) -> slope(b, op, x.get(0)));
    rule(
        GammaQuantile.class,
        DType::isFloat,
        50 * FUNCTION,
        (b, op, x) -> GammaQuantiles.logarithm(b, x.get(0), x.get(1)));
    rule(
        Polygamma.class,
        DType::isFloat,
        FUNCTION,
        (b, op, x) -> GammaDerivatives.polygamma(b, (Polygamma) op, x.get(0)));
    rule(
        BesselI.class,
        DType::isFloat,
        5 * FUNCTION,
        (b, op, x) -> Bessel.modified(b, (BesselI) op, x.get(0)));
  }

  private Pointwise() {}

  private static void rule(Class<? extends Op> op, Predicate<DType> takes, int cost, Rule rule) {
    RULES.put(op, new Entry(takes, cost, rule));
  }

  private static void code(Class<? extends Op> op, Predicate<DType> takes, Code code) {
    rule(
        op,
        takes,
        1,
        (b, o, x) ->
            code == Code.SELECT
                ? b.select(x.get(0), x.get(1), x.get(2))
                : b.let(code, x.toArray(Atom[]::new)));
  }

  private static void function(Class<? extends Op> op, Code code) {
    rule(op, DType::isFloat, FUNCTION, (b, o, x) -> b.let(code, x.toArray(Atom[]::new)));
  }

  private static void function(
      Class<? extends Op> op, BiFunction<LoopBuilder, Atom, Atom> function) {
    rule(op, DType::isFloat, FUNCTION, (b, o, x) -> function.apply(b, x.get(0)));
  }

  private static void function(
      Class<? extends Op> op,
      BiFunction<LoopBuilder, Atom, Atom> real,
      BiFunction<LoopBuilder, Pair, Atom> complex) {
    rule(
        op,
        FLOATING,
        FUNCTION,
        (b, o, x) -> x.get(0) instanceof Pair z ? complex.apply(b, z) : real.apply(b, x.get(0)));
  }

  private static Atom power(LoopBuilder b, Atom x, Atom y) {
    return switch (x) {
      case Pair base -> ComplexPowers.pow(b, base, (Pair) y);
      case Atom real when real.type().isFloat() -> Power.pow(b, real, y);
      case Atom whole -> b.let(Code.POWER, whole, y);
    };
  }

  /** Whole numbers stay as they are. */
  private static void rounding(Class<? extends Op> op, Code code) {
    rule(op, REAL, 1, (b, o, x) -> rounded(b, code, x.get(0)));
  }

  private static Atom rounded(LoopBuilder b, Code code, Atom x) {
    return x.type().isInt() ? x : b.let(code, x);
  }

  /** Functions of which there are derivatives of any order. */
  private static Atom slope(LoopBuilder b, Op op, Atom x) {
    return switch (op) {
      case Erfcx e when e.order() == 0 -> ErrorFunction.erfcx(b, x);
      case Erfcx e -> ErrorFunctionSlopes.erfcx(b, e.order(), x);
      case LogNdtrSlope s when s.order() == 1 -> Normal.slope(b, x);
      case LogNdtrSlope s -> ErrorFunctionSlopes.logNdtr(b, s.order(), x);
      default -> throw new IllegalStateException(op.name());
    };
  }

  private static Atom absolute(LoopBuilder b, Atom x) {
    return switch (x) {
      case Pair pair -> ComplexNumbers.absolute(b, pair);
      case Atom real when real.type().isUnsigned() -> real;
      case Atom real -> b.let(Code.ABS, real);
    };
  }

  private static void question(
      Class<? extends Op> op, Predicate<DType> takes, Code code, boolean swapped) {
    rule(
        op,
        takes,
        1,
        (b, o, x) -> b.let(code, DType.BOOL, x.get(swapped ? 1 : 0), x.get(swapped ? 0 : 1)));
  }

  static Atom isNan(LoopBuilder b, Atom x) {
    return b.let(Code.NOT_EQUAL, DType.BOOL, x, x);
  }

  static Atom isInfinite(LoopBuilder b, Atom x) {
    return b.equal(b.let(Code.ABS, x), Literal.of(x.type(), Double.POSITIVE_INFINITY));
  }

  /** Whether there is code for it, where an operand or the result has the type. */
  static boolean has(Op op, DType type) {
    Entry entry = RULES.get(op.getClass());
    if (isHigher(op)) {
      return false;
    }
    // What gives or takes a bool beside other types is asked about that too.
    return entry != null && (entry.takes.test(type) || type == DType.BOOL);
  }

  /** Whether it is a derivative for which there is no code. */
  private static boolean isHigher(Op op) {
    return switch (op) {
      case Polygamma polygamma -> polygamma.order() > GammaDerivatives.MOST;
      case GammaIncSlope slope -> slope.order() > GammaSlopes.MOST;
      case GammaIncRatio ratio -> ratio.order() > GammaSlopes.MOST;
      case Erfcx erfcx -> erfcx.order() > ErrorFunctionSlopes.MOST;
      case LogNdtrSlope slope -> slope.order() > ErrorFunctionSlopes.MOST;
      case BesselI bessel -> bessel.order() > Bessel.MOST;
      default -> false;
    };
  }

  static Optional<Rule> rule(Op op) {
    return Optional.ofNullable(RULES.get(op.getClass())).map(Entry::rule);
  }

  static int cost(Op op) {
    Entry entry = RULES.get(op.getClass());
    return entry == null ? 0 : entry.cost;
  }
}
