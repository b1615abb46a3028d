package org.tgraph.op.control;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;

/**
 * An operation without those of its results that nothing uses.
 *
 * @param operands which of the operands it still has
 * @param results which of the results
 */
public record Pruned(ControlFlow op, List<Integer> operands, List<Integer> results) {
  /**
   * The carries and outputs of a loop that others of it that are wanted do not need are left out.
   */
  static Pruned of(Scan scan, List<Boolean> wanted) {
    TreeSet<Integer> results = places(wanted);
    TreeSet<Integer> inputs;
    do {
      inputs = inputs(scan.body(), results);
      inputs.addAll(results.headSet(scan.carries()));
    } while (results.addAll(inputs.headSet(scan.carries())));
    List<Integer> operands = List.copyOf(inputs);
    int sequences = (int) operands.stream().filter(scan::isSequence).count();
    Graph body = only(scan.body(), operands, results);
    int carries = results.headSet(scan.carries()).size();
    return new Pruned(
        new Scan(body, carries, sequences, scan.length(), scan.reverse()),
        operands,
        List.copyOf(results));
  }

  static Pruned of(Checkpoint checkpoint, List<Boolean> wanted) {
    TreeSet<Integer> results = places(wanted);
    List<Integer> operands = List.copyOf(inputs(checkpoint.body(), results));
    return new Pruned(
        new Checkpoint(only(checkpoint.body(), operands, results), checkpoint.isWhole()),
        operands,
        List.copyOf(results));
  }

  private static TreeSet<Integer> places(List<Boolean> wanted) {
    TreeSet<Integer> places = new TreeSet<>();
    IntStream.range(0, wanted.size()).filter(wanted::get).forEach(places::add);
    return places;
  }

  /** The inputs of a graph that some of its outputs need. */
  private static TreeSet<Integer> inputs(Graph graph, TreeSet<Integer> outputs) {
    List<Value> wanted = LoopSlots.pick(graph.outputs(), List.copyOf(outputs));
    Graph rest = new Graph(graph.inputs(), GraphBuilder.needed(graph.body(), wanted), wanted);
    TreeSet<Integer> inputs = new TreeSet<>();
    for (int i = 0; i < graph.inputs().size(); i++) {
      if (LoopSlots.uses(rest, graph.inputs().get(i))) {
        inputs.add(i);
      }
    }
    return inputs;
  }

  private static Graph only(Graph graph, List<Integer> inputs, TreeSet<Integer> outputs) {
    List<Value> wanted = LoopSlots.pick(graph.outputs(), new ArrayList<>(outputs));
    return new Graph(
        LoopSlots.pick(graph.inputs(), inputs), GraphBuilder.needed(graph.body(), wanted), wanted);
  }
}
