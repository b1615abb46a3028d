package org.tgraph.rewrite;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.control.ControlFlow;
import org.tgraph.op.control.Scan;
import org.tgraph.op.control.While;
import org.tgraph.op.create.Constant;
import org.tgraph.op.create.Iota;
import org.tgraph.op.create.SizeOf;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Subtract;
import org.tgraph.pass.Pass;
import org.tgraph.type.DType;

/**
 * The numbers of the steps of a loop are counted from step to step, instead of being rows of a
 * tensor of all of them: {@code fori(x, 10 ** 9, …)} needs no more memory than its state. It is the
 * last of the passes, since derivatives and batching are simpler where a number is a row.
 */
public final class CountedLoops {
  public static final Pass PASS =
      new Pass(
          "counted-loops",
          "Counts the steps of loops instead of making a tensor of their numbers.",
          CountedLoops::of);

  /** The numbers of the steps of each graph that are known, inputs of inner ones among them. */
  private final Map<Value, Iota> numbers = new IdentityHashMap<>();

  private CountedLoops() {}

  private static Graph of(Graph graph) {
    return new CountedLoops().graph(graph);
  }

  private Graph graph(Graph graph) {
    GraphBuilder b = new GraphBuilder();
    Map<Value, Value> now = new IdentityHashMap<>();
    for (Value input : graph.inputs()) {
      now.put(input, b.input(input.type(), input.hint()));
    }
    for (Equation equation : graph.body()) {
      b.at(equation.origin());
      if (equation.op() instanceof Iota iota && iota.type() == DType.I64) {
        numbers.put(equation.results().get(0), iota);
      }
      List<Value> operands = equation.operands().stream().map(now::get).toList();
      List<Value> results = emit(b, equation, operands);
      for (int i = 0; i < results.size(); i++) {
        now.put(equation.results().get(i), results.get(i));
      }
    }
    return b.build(graph.outputs().stream().map(now::get).toList());
  }

  private List<Value> emit(GraphBuilder b, Equation equation, List<Value> operands) {
    if (!(equation.op() instanceof ControlFlow holder)) {
      return b.emit(equation.op(), operands);
    }
    List<Graph> inner = new ArrayList<>();
    for (Graph graph : holder.graphs()) {
      captures(equation, graph);
      inner.add(graph(graph));
    }
    ControlFlow op = holder.withGraphs(inner);
    return op instanceof Scan scan ? counted(b, scan, equation, operands) : b.emit(op, operands);
  }

  /** What is the same in all steps of a loop, or in a branch, is known there too. */
  private void captures(Equation equation, Graph graph) {
    int first =
        switch (equation.op()) {
          case Scan scan -> scan.carries() + scan.sequences();
          case While loop -> loop.carries();
          default -> 0;
        };
    int before = equation.operands().size() - graph.inputs().size();
    for (int i = first; i < graph.inputs().size(); i++) {
      Iota number = numbers.get(equation.operands().get(before + i));
      if (number != null) {
        numbers.put(graph.inputs().get(i), number);
      }
    }
  }

  private List<Value> counted(GraphBuilder b, Scan scan, Equation equation, List<Value> operands) {
    OptionalInt place =
        IntStream.range(scan.carries(), scan.carries() + scan.sequences())
            .filter(i -> numbers.containsKey(equation.operands().get(i)))
            .findFirst();
    if (place.isEmpty()) {
      return b.emit(scan, operands);
    }
    int carries = scan.carries();
    int number = place.getAsInt();
    List<Value> inputs = new ArrayList<>(scan.body().inputs());
    Value i = inputs.remove(number);
    inputs.add(carries, i);
    GraphBuilder step = new GraphBuilder();
    List<Value> arguments = inputs.stream().map(v -> step.input(v.type(), v.hint())).toList();
    Graph body = new Graph(inputs, scan.body().body(), scan.body().outputs());
    List<Value> outputs = new ArrayList<>(step.splice(body, arguments));
    Value one = step.one(new Constant(Array.scalar(1L)));
    Op next = scan.reverse() ? new Subtract() : new Add();
    outputs.add(carries, step.one(next, arguments.get(carries), one));
    List<Value> starts = new ArrayList<>(operands);
    starts.remove(number);
    starts.add(carries, first(b, scan));
    Scan counting =
        new Scan(
            step.build(outputs), carries + 1, scan.sequences() - 1, scan.length(), scan.reverse());
    List<Value> results = new ArrayList<>(Scan.emit(b, counting, starts));
    results.remove(carries);
    return results;
  }

  /** The number of the step that comes first; of no steps, any. */
  private static Value first(GraphBuilder b, Scan scan) {
    return scan.reverse()
        ? b.one(new SizeOf(scan.length().minus(1)))
        : b.one(new Constant(Array.scalar(0L)));
  }
}
