package org.tgraph.op.layout;

import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.op.Derivative;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.Inferred;
import org.tgraph.type.Kind;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * The first operand itself, if all elements of the second are true: {@code assert} in a function.
 * What is computed from the result is computed only where the condition held.
 *
 * @param message what is told otherwise
 */
public record Require(String message) implements Op {
  private static final Signature SIGNATURE =
      Signature.of("(x: any[..s], condition: bool[..t]) -> any[..s]");

  @Override
  public String name() {
    return "require";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    TensorType condition = operands.get(1);
    return condition.element() == DType.BOOL
        ? Inferred.of(operands.get(0))
        : Inferred.problem(new ShapeProblem.KindWrong(1, condition.element(), Kind.BOOL));
  }

  /** A derivative may need less than the value, and is wrong where that is. */
  @Override
  public Derivative derivative() {
    return new Derivative.Linear(
        List.of(0), (b, i, in, cotangent) -> b.one(this, cotangent, in.get(1)));
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array condition = operands.get(1);
    for (long i = 0; i < condition.size(); i++) {
      if (!condition.getBoolean(i)) {
        throw failed();
      }
    }
    return List.of(operands.get(0));
  }

  /** What is told where an element of the condition is false. */
  public EvaluationProblem failed() {
    return new EvaluationProblem(Code.TG0811, message);
  }
}
