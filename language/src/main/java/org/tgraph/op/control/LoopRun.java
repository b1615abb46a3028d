package org.tgraph.op.control;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.graph.Sizes;
import org.tgraph.graph.Value;
import org.tgraph.type.DType;

/**
 * Runs loops without size variables on a machine. A body is prepared once for all its steps;
 * between them only carries are kept. Sequences and stacked outputs lie in our own memory.
 *
 * @param load brings an array to the machine
 * @param store brings it back
 */
public record LoopRun<T>(
    GraphEvaluator.Machine<T> machine, Function<Array, T> load, Function<T, Array> store) {
  /** By the operations' own definitions. */
  static final LoopRun<Array> REFERENCE =
      new LoopRun<>(GraphEvaluator.REFERENCE, Function.identity(), Function.identity());

  /** The last values of the carries, and the stacked outputs. */
  public List<T> scan(Scan scan, List<T> operands) {
    Graph body = scan.body();
    GraphEvaluator<T> step = new GraphEvaluator<>(body, machine);
    int first = scan.carries() + scan.sequences();
    List<Array> sequences = operands.subList(scan.carries(), first).stream().map(store).toList();
    List<T> captures = operands.subList(first, operands.size());
    List<Array> stacks = new ArrayList<>();
    long length = scan.length().value();
    for (Value output : body.outputs().subList(scan.carries(), body.outputs().size())) {
      long[] shape = output.shape().insert(0, scan.length()).values();
      stacks.add(Array.zeros((DType) output.type().element(), shape));
    }
    List<T> carries = operands.subList(0, scan.carries());
    for (long k = 0; k < length; k++) {
      long at = scan.reverse() ? length - 1 - k : k;
      List<T> inputs = new ArrayList<>(carries);
      sequences.forEach(s -> inputs.add(load.apply(row(s, at))));
      inputs.addAll(captures);
      List<T> outputs = step(step, inputs);
      carries = outputs.subList(0, scan.carries());
      for (int i = 0; i < stacks.size(); i++) {
        put(stacks.get(i), at, store.apply(outputs.get(scan.carries() + i)));
      }
    }
    List<T> results = new ArrayList<>(carries);
    stacks.forEach(s -> results.add(load.apply(s)));
    return results;
  }

  /** The values of the carries when the test first fails. */
  public List<T> loop(While loop, List<T> operands) {
    GraphEvaluator<T> test = new GraphEvaluator<>(loop.test(), machine);
    GraphEvaluator<T> body = new GraphEvaluator<>(loop.body(), machine);
    List<T> captures = operands.subList(loop.carries(), operands.size());
    List<T> carries = operands.subList(0, loop.carries());
    while (true) {
      List<T> inputs = new ArrayList<>(carries);
      inputs.addAll(captures);
      if (!store.apply(step(test, inputs).get(0)).getBoolean(0)) {
        return new ArrayList<>(carries);
      }
      carries = step(body, inputs);
    }
  }

  private static <T> List<T> step(GraphEvaluator<T> graph, List<T> inputs) {
    // Also where the graph has no equations, and would not look.
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
    return graph.run(inputs, new Sizes());
  }

  /** Row {@code at}, in the memory of the whole. */
  private static Array row(Array sequence, long at) {
    long[] shape = sequence.shape();
    long[] rest = Arrays.copyOfRange(shape, 1, shape.length);
    long bytes = Array.count(rest) * sequence.dtype().bytes();
    return Array.of(sequence.dtype(), rest, sequence.data().asSlice(at * bytes, bytes));
  }

  private static void put(Array stack, long at, Array row) {
    long bytes = row.size() * row.dtype().bytes();
    MemorySegment.copy(row.data(), 0, stack.data(), at * bytes, bytes);
  }
}
