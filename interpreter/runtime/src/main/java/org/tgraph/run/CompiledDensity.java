package org.tgraph.run;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.tgraph.inference.Density;
import org.tgraph.op.EvaluationProblem;

/**
 * A density whose graph is run for each position; where it has no result there is none.
 *
 * @param call its first input begins with the position, and what stands behind that stays; its
 *     outputs are the value and the gradient
 */
record CompiledDensity(Call call, int size) implements Density {
  @Override
  public double evaluate(double[] position, double[] gradient) {
    try {
      MemorySegment.copy(position, 0, call.input(0), ValueLayout.JAVA_DOUBLE, 0, size);
      call.run();
      MemorySegment.copy(call.output(1), ValueLayout.JAVA_DOUBLE, 0, gradient, 0, size);
      return call.output(0).get(ValueLayout.JAVA_DOUBLE, 0);
    } catch (EvaluationProblem noResult) {
      return Double.NEGATIVE_INFINITY;
    }
  }
}
