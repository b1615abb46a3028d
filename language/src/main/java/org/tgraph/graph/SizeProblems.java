package org.tgraph.graph;

import java.util.List;
import org.tgraph.diagnostic.Code;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.type.Dim;
import org.tgraph.type.TensorType;

/** What is told of sizes that cannot be, by whatever runs a graph. */
public final class SizeProblems {
  private SizeProblems() {}

  public static EvaluationProblem divisor(Dim size) {
    return new EvaluationProblem(Code.TG0307, "A size is divided by 0: `" + size + "`.");
  }

  /**
   * @param type of the result, with the sizes as they are
   */
  public static EvaluationProblem negative(TensorType type) {
    return new EvaluationProblem(
        Code.TG0307, "A size is negative: the result would be `" + type + "`.");
  }

  public static EvaluationProblem overflow() {
    return new EvaluationProblem(Code.TG0317, "A size here does not fit 64 bits.");
  }

  public static EvaluationProblem outOfMemory(List<TensorType> types) {
    return new EvaluationProblem(
        Code.TG0805, "The result, `" + types.get(0) + "`, does not fit into memory.");
  }
}
