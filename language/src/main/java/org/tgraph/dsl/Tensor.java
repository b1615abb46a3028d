package org.tgraph.dsl;

import java.util.List;
import org.tgraph.check.Val;
import org.tgraph.type.DType;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/**
 * An expression: a tensor that will be computed. The names of the methods are those for which
 * Kotlin has operators: {@code x + w}, {@code -x}, {@code x[0]}. A method throws {@link
 * ShapeException} where the operands do not fit together.
 *
 * <p>Every function of the language is there through {@link Computation#call}; the methods here are
 * the most used.
 */
public final class Tensor {
  private final Computation computation;
  private final String name;
  private final Val val;

  Tensor(Computation computation, String name, Val val) {
    this.computation = computation;
    this.name = name;
    this.val = val;
  }

  String name() {
    return name;
  }

  Val val() {
    return val;
  }

  /** The type, with its symbolic sizes. */
  public TensorType type() {
    return computation.bench().value(val).type();
  }

  public Shape shape() {
    return type().shape();
  }

  // Operators

  public Tensor plus(Tensor other) {
    return computation.infix(this, "+", other);
  }

  public Tensor plus(double other) {
    return computation.infix(this, "+", other);
  }

  public Tensor minus(Tensor other) {
    return computation.infix(this, "-", other);
  }

  public Tensor minus(double other) {
    return computation.infix(this, "-", other);
  }

  public Tensor times(Tensor other) {
    return computation.infix(this, "*", other);
  }

  public Tensor times(double other) {
    return computation.infix(this, "*", other);
  }

  public Tensor div(Tensor other) {
    return computation.infix(this, "/", other);
  }

  public Tensor div(double other) {
    return computation.infix(this, "/", other);
  }

  public Tensor rem(Tensor other) {
    return computation.infix(this, "%", other);
  }

  public Tensor unaryMinus() {
    return computation.eval("-", new Object[] {this}, "");
  }

  /** {@code not x}, of bools. */
  public Tensor not() {
    return computation.eval("not ", new Object[] {this}, "");
  }

  public Tensor pow(double exponent) {
    return computation.infix(this, "**", exponent);
  }

  public Tensor pow(Tensor exponent) {
    return computation.infix(this, "**", exponent);
  }

  /** {@code x @ other}. */
  public Tensor matmul(Tensor other) {
    return computation.infix(this, "@", other);
  }

  /** {@code x[subscripts]}: numbers, sizes, tensors, and {@link Index}. */
  public Tensor get(Object... subscripts) {
    return computation.index(this, subscripts);
  }

  public Tensor lt(Tensor other) {
    return computation.infix(this, "<", other);
  }

  public Tensor lt(double other) {
    return computation.infix(this, "<", other);
  }

  public Tensor le(Tensor other) {
    return computation.infix(this, "<=", other);
  }

  public Tensor gt(Tensor other) {
    return computation.infix(this, ">", other);
  }

  public Tensor gt(double other) {
    return computation.infix(this, ">", other);
  }

  public Tensor ge(Tensor other) {
    return computation.infix(this, ">=", other);
  }

  public Tensor eq(Tensor other) {
    return computation.infix(this, "==", other);
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

  public Tensor sum() {
    return call("sum");
  }

  public Tensor sum(int axis) {
    return call("sum", Computation.named("axis", axis));
  }

  public Tensor mean() {
    return call("mean");
  }

  public Tensor mean(int axis) {
    return call("mean", Computation.named("axis", axis));
  }

  public Tensor max() {
    return call("max");
  }

  public Tensor min() {
    return call("min");
  }

  /** {@code x.T}, of a matrix. */
  public Tensor transpose() {
    return computation.eval("", new Object[] {this}, ".T");
  }

  /** Another shape of the same size: numbers and sizes, one of which may be -1. */
  public Tensor reshape(Object... shape) {
    return call("reshape", List.of(shape));
  }

  /** The elements converted. */
  public Tensor to(DType type) {
    return computation.call(type.toString(), this);
  }

  @Override
  public String toString() {
    return name + ": " + type();
  }
}
