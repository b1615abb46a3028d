package org.tgraph.op.pointwise;

import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Inferred;
import org.tgraph.type.Kind;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * Converts the elements. To a {@code bool}: whether it is not 0. From a {@code bool}: 0 or 1.
 * Between integers: the lowest bits are kept. From a float to an integer: the fraction is dropped,
 * what is out of range becomes the nearest end of the range, {@code nan} becomes 0. To a float: the
 * nearest one. A complex number does not become a real one: that is for {@link Real} or {@link Abs}
 * to do.
 *
 * @param element what to convert to; a variable only while a function with kinds is checked
 */
public record Cast(Element element) implements Op {
  private static final Signature SIGNATURE = Signature.of("(x: any[..s]) -> any[..s]");
  private static final double TWO_TO_64 = 0x1p64;

  @Override
  public String name() {
    return "cast";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    TensorType x = operands.get(0);
    boolean maybeComplex = x.element().kind().holds(Kind.COMPLEX);
    boolean takesComplex = element.isIn(Kind.COMPLEX) || element == DType.BOOL;
    if (maybeComplex && !takesComplex && !element.equals(x.element())) {
      return Inferred.problem(new ShapeProblem.KindWrong(0, x.element(), Kind.REAL));
    }
    return Inferred.of(x.withElement(element));
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    DType from = x.dtype();
    DType to = element.concrete();
    if (from == to) {
      return List.of(x);
    }
    Array result = Array.zeros(to, x.shape());
    for (long i = 0; i < x.size(); i++) {
      if (to == DType.BOOL) {
        boolean isZero = from.isFloat() || from.isComplex() ? isZero(x, i) : x.getLong(i) == 0;
        result.set(i, isZero ? 0 : 1);
      } else if (to.isComplex()) {
        result.set(i, x.re(i), x.im(i));
      } else if (to == DType.F32 && !from.isFloat()) {
        result.set(i, toFloat(x.getLong(i), from));
      } else if (to.isFloat()) {
        result.set(i, x.getDouble(i));
      } else {
        result.set(i, from.isFloat() ? toLong(x.getDouble(i), to) : x.getLong(i));
      }
    }
    return List.of(result);
  }

  private static boolean isZero(Array x, long i) {
    return x.re(i) == 0 && x.im(i) == 0;
  }

  /** Rounded once, not first to a double. */
  private static double toFloat(long value, DType type) {
    boolean large = type == DType.U64 && value < 0;
    float half = (float) ((value >>> 1) | (value & 1));
    return large ? half * 2.0 : (double) (float) value;
  }

  private static long toLong(double value, DType type) {
    if (type == DType.U64) {
      if (!(value > 0)) {
        return 0;
      }
      if (value >= TWO_TO_64) {
        return -1;
      }
      return value < 0x1p63 ? (long) value : (long) (value - 0x1p63) + Long.MIN_VALUE;
    }
    int bits = 8 * type.bytes();
    if (type.isUnsigned()) {
      return Math.clamp((long) value, 0L, (1L << bits) - 1);
    }
    long most = Long.MAX_VALUE >> (64 - bits);
    return Math.clamp((long) value, -most - 1, most);
  }

  /** A conversion between floats and complex numbers is linear; to anything else it is flat. */
  @Override
  public Derivative derivative() {
    if (!element.isIn(Kind.FLOATING)) {
      return Derivative.FLAT;
    }
    return new Derivative.Linear(
        List.of(0),
        (b, i, in, cotangent) -> {
          Element from = in.get(0).type().element();
          boolean isReal = from.isIn(Kind.REAL) && cotangent.type().element().isIn(Kind.COMPLEX);
          return b.one(new Cast(from), isReal ? b.one(new Real(), cotangent) : cotangent);
        });
  }

  /** Bools, and numbers of more or fewer bits, are moved rather than computed with. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Dim.ZERO;
  }
}
