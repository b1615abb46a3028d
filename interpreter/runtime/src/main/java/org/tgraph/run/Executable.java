package org.tgraph.run;

import java.util.List;
import java.util.Map;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.type.SizeVar;

/**
 * A graph, prepared by a backend to be run any number of times with inputs of any fitting sizes.
 */
public interface Executable {
  Graph graph();

  /**
   * Checks the inputs against their declared types and runs the graph.
   *
   * @param inputs one for each input of the graph
   * @param sizes those that cannot be found from the inputs' shapes; others may be there too
   * @throws org.tgraph.op.EvaluationProblem where inputs do not fit or an operation has no result
   * @throws java.util.concurrent.CancellationException if the thread was interrupted
   */
  Outcome run(List<Array> inputs, Map<SizeVar, Long> sizes);

  /**
   * A call for inputs of the shapes of these, which are its first.
   *
   * @param sizes as for {@link #run}
   * @throws org.tgraph.op.EvaluationProblem where inputs do not fit
   * @throws IllegalArgumentException if the data decide the size of an output
   */
  default Call prepare(List<Array> inputs, Map<SizeVar, Long> sizes) {
    return new CopyingCall(this, inputs, sizes);
  }

  /**
   * @param outputs one for each output of the graph
   * @param sizes all that are known now: given, found from the inputs, counted on the way
   */
  record Outcome(List<Array> outputs, Map<SizeVar, Long> sizes) {
    public Outcome {
      outputs = List.copyOf(outputs);
      sizes = Map.copyOf(sizes);
    }
  }
}
