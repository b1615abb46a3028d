package org.tgraph.run;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Sizes;
import org.tgraph.inference.Walker;
import org.tgraph.type.TensorType;

/**
 * A graph with inputs of fixed shapes, to be run again and again for other elements. Memory is got
 * and types are checked once, by {@link Executable#prepare}. One thread at a time may use it; any
 * number of calls may be prepared from one executable.
 */
public interface Call {
  /**
   * The elements of an input, row by row: first those of the array that it was prepared with, then
   * what the caller writes. Memory of this call, the same each time.
   */
  MemorySegment input(int index);

  /**
   * The elements of an output, row by row, as the last run left them; the same memory each time.
   */
  MemorySegment output(int index);

  /**
   * Computes the outputs.
   *
   * @throws org.tgraph.op.EvaluationProblem where an operation has no result
   * @throws java.util.concurrent.CancellationException if the thread was interrupted
   */
  void run();

  /**
   * What makes transitions of the no-U-turn sampler, if this is a density whose value and gradient
   * are the outputs. Nothing if they are not made here.
   *
   * @param size of a position, which the first input begins with
   * @param maxDepth a trajectory is doubled so often at most
   * @param isDense whether the metric is a matrix
   */
  default Optional<Walker> walker(int size, int maxDepth, boolean isDense) {
    return Optional.empty();
  }

  /**
   * The types of the outputs of a graph.
   *
   * @throws IllegalArgumentException if the data decide the size of one
   */
  static List<TensorType> outputs(Graph graph, Sizes known) {
    return graph.outputs().stream()
        .map(output -> {
          TensorType type = output.type().substitute(known.substitution());
          if (!type.shape().isConstant()) {
            throw new IllegalArgumentException("the data decide a size of " + output.type());
          }
          return type;
        })
        .toList();
  }
}
