package org.tgraph.transform;

import java.util.List;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.graph.Equation;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.create.Constant;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Divide;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Negative;

/**
 * Products and sums of tangents and cotangents, in as few operations as the form of the factors
 * allows: the derivative of {@code log} is a reciprocal, and to divide by x is one operation less
 * than to multiply by 1 / x. Signs are moved outwards until a sum becomes a difference.
 */
final class Terms {
  private Terms() {}

  /** {@code x * factor}, elementwise and linear in x. */
  static Value product(GraphBuilder b, Value x, Value factor) {
    Optional<Value> minusX = operand(b, x, Negative.class, 0);
    Optional<Value> minusFactor = operand(b, factor, Negative.class, 0);
    if (minusX.isPresent() || minusFactor.isPresent()) {
      Value product = product(b, minusX.orElse(x), minusFactor.orElse(factor));
      return minusX.isPresent() && minusFactor.isPresent() ? product : negative(b, product);
    }
    if (isOne(b, x)) {
      return factor;
    }
    if (isOne(b, factor)) {
      return x;
    }
    Optional<Value> divisor = operand(b, factor, Divide.class, 1);
    if (divisor.isPresent()) {
      Value dividend = operand(b, factor, Divide.class, 0).orElseThrow();
      boolean isReciprocal = isOne(b, dividend);
      // Where x / divisor is not there already it may overflow, though the factor is moderate.
      if (isReciprocal || b.has(new Divide(), List.of(x, divisor.get()))) {
        Value quotient = Formula.divide(b, x, divisor.get());
        return isReciprocal ? quotient : Formula.multiply(b, quotient, dividend);
      }
    }
    return Formula.multiply(b, x, factor);
  }

  static Value sum(GraphBuilder b, Value x, Value y) {
    Optional<Value> minusY = operand(b, y, Negative.class, 0);
    if (minusY.isPresent()) {
      return Formula.subtract(b, x, minusY.get());
    }
    return operand(b, x, Negative.class, 0)
        .map(minusX -> Formula.subtract(b, y, minusX))
        .orElseGet(() -> Formula.add(b, x, y));
  }

  static Value negative(GraphBuilder b, Value x) {
    return operand(b, x, Negative.class, 0).orElseGet(() -> Formula.negative(b, x));
  }

  /** The operand of the operation that makes {@code value}, if it is one of that type. */
  private static Optional<Value> operand(
      GraphBuilder b, Value value, Class<? extends Op> type, int operand) {
    return b.definition(value)
        .filter(e -> type.isInstance(e.op()))
        .map(e -> e.operands().get(operand));
  }

  /** Whether all elements are 1 because it was made so. */
  private static boolean isOne(GraphBuilder b, Value value) {
    Equation made = b.definition(value).orElse(null);
    if (made == null) {
      return false;
    }
    if (made.op() instanceof Broadcast) {
      return isOne(b, made.operands().get(0));
    }
    return made.op() instanceof Constant c && isOne(c.value());
  }

  private static boolean isOne(Array array) {
    boolean scalar = array.size() == 1 && (array.dtype().isFloat() || array.dtype().isComplex());
    return scalar && array.re(0) == 1 && array.im(0) == 0;
  }
}
