package org.tgraph.op.pointwise;

import java.util.List;
import java.util.stream.Stream;
import org.tgraph.op.Op;
import org.tgraph.type.DType;

/** The operations that work on each element by itself. */
public final class PointwiseOps {
  private static final List<Op> ARITHMETIC =
      List.of(
          new Abs(),
          new Add(),
          new Cast(DType.F32),
          new CopySign(),
          new Divide(),
          new FloorDivide(),
          new Hypot(),
          new Maximum(),
          new Minimum(),
          new Multiply(),
          new MultiplyNoNan(),
          new Negative(),
          new NextAfter(),
          new Pow(),
          new Remainder(),
          new Select(),
          new Sign(),
          new Cbrt(),
          new Sqrt(),
          new StopGradient(),
          new Subtract());

  private static final List<Op> ROUNDING =
      List.of(new Ceil(), new Floor(), new Round(), new Trunc());

  private static final List<Op> EXPONENTIAL =
      List.of(
          new Exp(),
          new Expm1(),
          new Log(),
          new Log10(),
          new Log1p(),
          new Log2(),
          new LogAddExp(),
          new LogAddExpSlope());

  private static final List<Op> TRIGONOMETRIC =
      List.of(new Acos(), new Asin(), new Atan(), new Atan2(), new Cos(), new Sin(), new Tan());

  private static final List<Op> HYPERBOLIC =
      List.of(new Acosh(), new Asinh(), new Atanh(), new Cosh(), new Sinh(), new Tanh());

  private static final List<Op> COMPLEX =
      List.of(new Conj(), new Imag(), new MakeComplex(), new Real());

  private static final List<Op> COMPARISON =
      List.of(
          new Equal(),
          new Greater(),
          new GreaterEqual(),
          new IsFinite(),
          new IsInf(),
          new IsNan(),
          new Less(),
          new LessEqual(),
          new NotEqual());

  private static final List<Op> BITWISE =
      List.of(
          new BitwiseAnd(),
          new BitwiseInvert(),
          new BitwiseOr(),
          new BitwiseXor(),
          new LeftShift(),
          new RightShift());

  public static final List<Op> ALL =
      Stream.of(
              ARITHMETIC,
              ROUNDING,
              EXPONENTIAL,
              TRIGONOMETRIC,
              HYPERBOLIC,
              COMPLEX,
              COMPARISON,
              BITWISE)
          .flatMap(List::stream)
          .toList();

  private PointwiseOps() {}
}
