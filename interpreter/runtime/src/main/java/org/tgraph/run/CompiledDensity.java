package org.tgraph.run;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.tgraph.inference.Density;
import org.tgraph.inference.Walker;
import org.tgraph.op.EvaluationProblem;

/** A density whose graph is run for each position; where it has no result there is none. */
final class CompiledDensity implements Density {
  private final Call call;
  private final int size;

  /**
   * A density of vectors.
   *
   * @param call its first input begins with the position, and what stands behind that stays; its
   *     outputs are the value and the gradient
   */
  CompiledDensity(Call call, int size) {
    this.call = call;
    this.size = size;
  }

  @Override
  public int size() {
    return size;
  }

  /**
   * How long one evaluation takes there: the least of some rounds, which share a tenth of a second.
   */
  double seconds(double[] position) {
    double[] gradient = new double[size];
    double least = Double.POSITIVE_INFINITY;
    long end = System.nanoTime() + 100_000_000;
    for (int round = 0; round < 3 || System.nanoTime() < end && round < 1000; round++) {
      int count = least < 1e-5 ? 100 : 1;
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        evaluate(position, gradient);
      }
      least = Math.min(least, (System.nanoTime() - start) / 1e9 / count);
    }
    return least;
  }

  @Override
  public Optional<Walker> walker(int maxDepth, boolean isDense) {
    return call.walker(size, maxDepth, isDense);
  }

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
