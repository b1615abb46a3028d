package org.tgraph.op.pointwise;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** What operations are made of, for backends that do not have them. */
final class Composition {
  private Composition() {}

  /** A formula for floats; those of single precision are widened before and the result rounded. */
  static Optional<List<Value>> ofFloats(
      GraphBuilder b, List<Value> operands, Function<List<Value>, Value> formula) {
    if (operands.get(0).type().element() == DType.F64) {
      return Optional.of(List.of(formula.apply(operands)));
    }
    if (operands.get(0).type().element() != DType.F32) {
      return Optional.empty();
    }
    List<Value> wide = operands.stream().map(v -> b.one(new Cast(DType.F64), v)).toList();
    return Optional.of(List.of(b.one(new Cast(DType.F32), formula.apply(wide))));
  }

  /** A formula for integers and floats, or for bools too; not for complex numbers. */
  static Optional<List<Value>> ofAllButComplex(
      List<Value> operands, Function<List<Value>, Value> formula) {
    return operands.get(0).type().element().isIn(Kind.COMPLEX)
        ? Optional.empty()
        : Optional.of(List.of(formula.apply(operands)));
  }

  static Value less(GraphBuilder b, Value x, Value y) {
    return b.one(new Less(), x, y);
  }

  static Value isZero(GraphBuilder b, Value x) {
    return b.one(new Equal(), x, Formula.constant(b, 0, x));
  }

  /** Neither 0 nor infinite nor {@code nan}: where a formula may divide and multiply. */
  static Value isOrdinary(GraphBuilder b, Value x) {
    Value regular = b.one(new BitwiseInvert(), isZero(b, x));
    return b.one(new BitwiseAnd(), regular, isZero(b, Formula.subtract(b, x, x)));
  }

  /** {@code magnitude}, which is not negative, with the sign of {@code x}, also if x is -0. */
  static Value signed(GraphBuilder b, Value magnitude, Value x) {
    return b.one(new CopySign(), magnitude, x);
  }

  static Value abs(GraphBuilder b, Value x) {
    return b.one(new Abs(), x);
  }

  static Value scaled(GraphBuilder b, double factor, Value x) {
    return Formula.multiply(b, Formula.constant(b, factor, x), x);
  }
}
