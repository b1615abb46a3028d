package org.tgraph.op.pointwise;

import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.type.DType;
import org.tgraph.type.Element;

/**
 * Writes elementwise formulas into a graph, for the derivatives. The operands of each have one
 * type, which is that of the result.
 */
public final class Formula {
  static final double LN2 = Math.log(2);

  private Formula() {}

  /** {@code value} with the type of {@code like}. */
  public static Value constant(GraphBuilder b, double value, Value like) {
    return Broadcast.to(b, scalar(b, value, like.type().element()), like.shape());
  }

  /** {@code value} as a scalar; for a float or complex element type, or a variable over such. */
  private static Value scalar(GraphBuilder b, double value, Element element) {
    if (!(element instanceof DType type)) {
      Value wide = b.one(new Constant(Array.scalar(value)));
      return b.one(new Cast(element), wide);
    }
    Array array = Array.zeros(type);
    array.set(0, value);
    return b.one(new Constant(array));
  }

  public static Value add(GraphBuilder b, Value x, Value y) {
    return b.one(new Add(), x, y);
  }

  public static Value subtract(GraphBuilder b, Value x, Value y) {
    return b.one(new Subtract(), x, y);
  }

  public static Value multiply(GraphBuilder b, Value x, Value y) {
    return b.one(new Multiply(), x, y);
  }

  public static Value divide(GraphBuilder b, Value x, Value y) {
    return b.one(new Divide(), x, y);
  }

  public static Value negative(GraphBuilder b, Value x) {
    return b.one(new Negative(), x);
  }

  public static Value reciprocal(GraphBuilder b, Value x) {
    return divide(b, constant(b, 1, x), x);
  }

  public static Value square(GraphBuilder b, Value x) {
    return multiply(b, x, x);
  }

  public static Value sqrt(GraphBuilder b, Value x) {
    return b.one(new Sqrt(), x);
  }

  /** The square root of what is not below 0, with the derivative 0 at 0: that of a norm. */
  public static Value rootOfSum(GraphBuilder b, Value x) {
    Value zero = constant(b, 0, x);
    return select(b, b.one(new Equal(), x, zero), zero, sqrt(b, x));
  }

  /** {@code x} where the condition holds, else {@code y}. */
  public static Value select(GraphBuilder b, Value condition, Value x, Value y) {
    return b.one(new Select(), condition, x, y);
  }

  /** {@code x} with 1 in place of 0, to divide by or to take the logarithm of. */
  public static Value nonzero(GraphBuilder b, Value x) {
    Value isZero = b.one(new Equal(), x, constant(b, 0, x));
    return select(b, isZero, constant(b, 1, x), x);
  }

  /** {@code sqrt(1 - x²)} as a product of roots, which is on the right branch if x is complex. */
  static Value rootOfOneMinusSquare(GraphBuilder b, Value x) {
    Value one = constant(b, 1, x);
    return multiply(b, sqrt(b, subtract(b, one, x)), sqrt(b, add(b, one, x)));
  }

  /** {@code sqrt(1 - x²)} of a float. */
  static Value rootOfOneMinusSquareOfReal(GraphBuilder b, Value x) {
    Value one = constant(b, 1, x);
    return sqrt(b, multiply(b, subtract(b, one, x), add(b, one, x)));
  }

  /** How much of {@code chosen} comes from {@code x} rather than {@code y}: 1, 0, or half. */
  static Value share(GraphBuilder b, Value x, Value chosen, Value y) {
    Value ofBoth = select(b, b.one(new Equal(), y, chosen), constant(b, 0.5, x), constant(b, 1, x));
    return select(b, b.one(new Equal(), x, chosen), ofBoth, constant(b, 0, x));
  }
}
