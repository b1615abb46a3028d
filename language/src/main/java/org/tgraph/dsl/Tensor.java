package org.tgraph.dsl;

import java.util.Arrays;
import java.util.List;
import org.tgraph.check.Val;
import org.tgraph.source.UserLine;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/**
 * An expression: a tensor that will be computed. The names of the methods are those for which
 * Kotlin has operators: {@code x + w}, {@code -x}, {@code x[0]}. A method throws {@link
 * ShapeException} where the operands do not fit together. A bare number takes the element type of
 * the tensor, as in the language.
 *
 * <p>Every function of the language is there through {@link #call} and {@link Computation#call};
 * the methods here are the most used.
 */
public final class Tensor {
  private final Computation computation;
  private final String word;
  private final Val val;
  private final String madeFrom;
  private final UserLine line = UserLine.outside(Computation.OURS);

  Tensor(Computation computation, String word, Val val, String madeFrom) {
    this.computation = computation;
    this.word = word;
    this.val = val;
    this.madeFrom = madeFrom;
  }

  public Computation computation() {
    return computation;
  }

  /** What expressions mention it by. */
  String word() {
    return word;
  }

  Val val() {
    return val;
  }

  /** Its expression, for messages; empty for an input. */
  String madeFrom() {
    return madeFrom;
  }

  /** Where it was made. */
  UserLine line() {
    return line;
  }

  /** The type, with its symbolic sizes. */
  public TensorType type() {
    return (TensorType) val.type();
  }

  public Shape shape() {
    return type().shape();
  }

  /** The size of an axis; a negative one counts from the last. */
  public Dim size(int axis) {
    int rank = type().rank();
    if (axis < -rank || axis >= rank) {
      throw new IndexOutOfBoundsException("axis " + axis + " of " + this);
    }
    return shape().dim(axis < 0 ? axis + rank : axis);
  }

  // Operators

  public Tensor plus(Tensor other) {
    return computation.infix(this, "+", other);
  }

  public Tensor plus(Number other) {
    return computation.infix(this, "+", other);
  }

  public Tensor plus(Dim other) {
    return computation.infix(this, "+", other);
  }

  public Tensor minus(Tensor other) {
    return computation.infix(this, "-", other);
  }

  public Tensor minus(Number other) {
    return computation.infix(this, "-", other);
  }

  public Tensor minus(Dim other) {
    return computation.infix(this, "-", other);
  }

  public Tensor times(Tensor other) {
    return computation.infix(this, "*", other);
  }

  public Tensor times(Number other) {
    return computation.infix(this, "*", other);
  }

  public Tensor times(Dim other) {
    return computation.infix(this, "*", other);
  }

  public Tensor div(Tensor other) {
    return computation.infix(this, "/", other);
  }

  public Tensor div(Number other) {
    return computation.infix(this, "/", other);
  }

  /** The quotient rounded down, {@code x // other}. */
  public Tensor floorDiv(Tensor other) {
    return computation.infix(this, "//", other);
  }

  public Tensor floorDiv(Number other) {
    return computation.infix(this, "//", other);
  }

  /** What {@link #floorDiv} leaves, {@code x % other}; of the sign of {@code other}. */
  public Tensor rem(Tensor other) {
    return computation.infix(this, "%", other);
  }

  public Tensor rem(Number other) {
    return computation.infix(this, "%", other);
  }

  public Tensor unaryMinus() {
    return computation.unary(this, x -> "-" + x);
  }

  public Tensor unaryPlus() {
    return this;
  }

  /** {@code not x}, of bools. */
  public Tensor not() {
    return computation.unary(this, x -> "not " + x);
  }

  public Tensor pow(Tensor exponent) {
    return computation.infix(this, "**", exponent);
  }

  public Tensor pow(Number exponent) {
    return computation.infix(this, "**", exponent);
  }

  /** The product of matrices, {@code x @ other}. */
  public Tensor matmul(Tensor other) {
    return computation.infix(this, "@", other);
  }

  /** {@code x[subscripts]}: numbers, sizes, tensors, and {@link Index}. */
  public Tensor get(Object... subscripts) {
    return computation.index(this, subscripts);
  }

  // Comparison, which gives bools

  public Tensor lt(Tensor other) {
    return computation.infix(this, "<", other);
  }

  public Tensor lt(Number other) {
    return computation.infix(this, "<", other);
  }

  public Tensor le(Tensor other) {
    return computation.infix(this, "<=", other);
  }

  public Tensor le(Number other) {
    return computation.infix(this, "<=", other);
  }

  public Tensor gt(Tensor other) {
    return computation.infix(this, ">", other);
  }

  public Tensor gt(Number other) {
    return computation.infix(this, ">", other);
  }

  public Tensor ge(Tensor other) {
    return computation.infix(this, ">=", other);
  }

  public Tensor ge(Number other) {
    return computation.infix(this, ">=", other);
  }

  /** {@code x == other}, elementwise; {@link #equals} compares expressions by identity. */
  public Tensor eq(Tensor other) {
    return computation.infix(this, "==", other);
  }

  public Tensor eq(Number other) {
    return computation.infix(this, "==", other);
  }

  public Tensor ne(Tensor other) {
    return computation.infix(this, "!=", other);
  }

  public Tensor ne(Number other) {
    return computation.infix(this, "!=", other);
  }

  public Tensor and(Tensor other) {
    return computation.infix(this, "and", other);
  }

  public Tensor or(Tensor other) {
    return computation.infix(this, "or", other);
  }

  // Functions

  /** Applies a function of the language that takes the tensor first. */
  public Tensor call(String function, Object... others) {
    Object[] all = new Object[others.length + 1];
    all[0] = this;
    System.arraycopy(others, 0, all, 1, others.length);
    return computation.call(function, all);
  }

  /** A reduction of all axes, or of those given. */
  private Tensor reduce(String function, int[] axes) {
    return switch (axes.length) {
      case 0 -> call(function);
      case 1 -> call(function, Computation.named("axis", axes[0]));
      default -> call(function, Computation.named("axis", Arrays.stream(axes).boxed().toList()));
    };
  }

  public Tensor exp() {
    return call("exp");
  }

  public Tensor log() {
    return call("log");
  }

  public Tensor sqrt() {
    return call("sqrt");
  }

  public Tensor abs() {
    return call("abs");
  }

  public Tensor tanh() {
    return call("tanh");
  }

  /** The sum of all elements, or along the axes given. */
  public Tensor sum(int... axes) {
    return reduce("sum", axes);
  }

  public Tensor mean(int... axes) {
    return reduce("mean", axes);
  }

  public Tensor max(int... axes) {
    return reduce("max", axes);
  }

  public Tensor min(int... axes) {
    return reduce("min", axes);
  }

  /** {@code x.T}, of a matrix. */
  public Tensor transpose() {
    return computation.unary(this, x -> x + ".T");
  }

  /** Another shape of the same size: numbers and sizes, one of which may be -1. */
  public Tensor reshape(Object... shape) {
    return call("reshape", List.of(shape));
  }

  /** The elements converted. */
  public Tensor to(DType type) {
    return computation.call(type.toString(), this);
  }

  /**
   * The same tensor under sizes that are promised here, {@code x as f64[n, 3]}: checked when it is
   * run, and trusted by the expressions that follow.
   */
  public Tensor promise(Object... sizes) {
    return computation.coerce(this, sizes);
  }

  @Override
  public String toString() {
    return word + ": " + type();
  }
}
