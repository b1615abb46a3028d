package org.tgraph.op.control;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.graph.Interruption;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Sizes;
import org.tgraph.graph.Value;
import org.tgraph.type.DType;

/**
 * Runs loops and branches without size variables on a machine. Their graphs are prepared once for
 * all steps and all runs; between steps only carries are kept. Sequences and stacked outputs lie in
 * our own memory.
 *
 * @param load brings an array to the machine
 * @param store brings it back
 */
public record LoopRun<T>(
    GraphEvaluator.Machine<T> machine, Function<Array, T> load, Function<T, Array> store) {
  /** By the operations' own definitions. */
  public static final LoopRun<Array> REFERENCE =
      new LoopRun<>(GraphEvaluator.REFERENCE, Function.identity(), Function.identity());

  /** A graph that is made ready when it is first run: a branch may never be. */
  private final class Part {
    private final Graph graph;
    private GraphEvaluator<T> evaluator;

    Part(Graph graph) {
      this.graph = graph;
    }

    List<T> run(List<T> inputs) {
      // Also where the graph has no equations, and would not look.
      Interruption.check(Origin.UNKNOWN);
      if (evaluator == null) {
        evaluator = new GraphEvaluator<>(graph, machine);
      }
      return evaluator.run(inputs, new Sizes());
    }
  }

  /** The operation as something to call, whose graphs are prepared once for all calls. */
  public GraphEvaluator.Prepared<T> prepare(ControlFlow op) {
    List<Part> parts = op.graphs().stream().map(Part::new).toList();
    return switch (op) {
      case Scan scan -> operands -> scan(scan, parts.get(0), operands);
      case While loop -> operands -> loop(loop, parts.get(0), parts.get(1), operands);
      case Closure closure -> new Part(closure.body())::run;
      // The root is what is given, however it was found.
      case Implicit _ -> operands -> operands.subList(0, 1);
      case Cond cond ->
          operands -> {
            boolean holds = store.apply(operands.get(0)).getBoolean(0);
            return parts.get(holds ? 0 : 1).run(operands.subList(1, operands.size()));
          };
    };
  }

  /** The last values of the carries, and the stacked outputs. */
  private List<T> scan(Scan scan, Part step, List<T> operands) {
    int first = scan.carries() + scan.sequences();
    List<Array> sequences = operands.subList(scan.carries(), first).stream().map(store).toList();
    List<T> captures = operands.subList(first, operands.size());
    List<Array> stacks = new ArrayList<>();
    List<Value> outputTypes = scan.body().outputs();
    long length = scan.length().value();
    for (Value output : outputTypes.subList(scan.carries(), outputTypes.size())) {
      long[] shape = output.shape().insert(0, scan.length()).values();
      stacks.add(Array.zeros((DType) output.type().element(), shape));
    }
    List<T> carries = operands.subList(0, scan.carries());
    for (long k = 0; k < length; k++) {
      long at = scan.reverse() ? length - 1 - k : k;
      List<T> inputs = new ArrayList<>(carries);
      sequences.forEach(s -> inputs.add(load.apply(row(s, at))));
      inputs.addAll(captures);
      List<T> outputs = step.run(inputs);
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
  private List<T> loop(While loop, Part test, Part body, List<T> operands) {
    List<T> captures = operands.subList(loop.carries(), operands.size());
    List<T> carries = operands.subList(0, loop.carries());
    while (true) {
      List<T> inputs = new ArrayList<>(carries);
      inputs.addAll(captures);
      if (!store.apply(test.run(inputs).get(0)).getBoolean(0)) {
        return new ArrayList<>(carries);
      }
      carries = body.run(inputs);
    }
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
