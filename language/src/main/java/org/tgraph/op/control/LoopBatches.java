package org.tgraph.op.control;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.reduce.Any;
import org.tgraph.transform.Vmap;
import org.tgraph.type.Dim;

/**
 * Loops over batches: one loop whose body is batched. A carry is batched if its start is, or if it
 * comes to depend on something batched; that is found by trying until no further carry does.
 */
final class LoopBatches {
  private final int carries;
  private final Dim size;
  private final List<Boolean> isBatched;

  private LoopBatches(int carries, List<Boolean> isBatched, Dim size) {
    this.carries = carries;
    this.size = size;
    this.isBatched = new ArrayList<>(isBatched);
  }

  /** One graph of a loop, batched. */
  private record Step(GraphBuilder b, List<Value> inputs, Vmap.Partly outputs) {}

  private Step step(GraphBuilder outer, Graph graph) {
    GraphBuilder b = new GraphBuilder();
    b.at(outer.origin());
    List<Value> inputs = new ArrayList<>();
    for (int i = 0; i < graph.inputs().size(); i++) {
      Value input = graph.inputs().get(i);
      inputs.add(
          isBatched.get(i)
              ? b.input(input.type().withShape(input.shape().insert(0, size)), input.hint())
              : b.input(input.type(), input.hint()));
    }
    return new Step(b, inputs, Vmap.partly(b, graph, inputs, isBatched, size));
  }

  /** The batched body, when it is known which carries are. */
  private Step body(GraphBuilder outer, Graph graph) {
    while (true) {
      Step step = step(outer, graph);
      boolean stable = true;
      for (int i = 0; i < carries; i++) {
        if (step.outputs.isBatched().get(i) && !isBatched.get(i)) {
          isBatched.set(i, true);
          stable = false;
        }
      }
      if (stable) {
        return step;
      }
    }
  }

  /** The carries after a step, with the axis where they have it before. */
  private List<Value> next(Step step) {
    List<Value> next = new ArrayList<>();
    for (int i = 0; i < carries; i++) {
      next.add(
          isBatched.get(i) ? step.outputs.whole(step.b, i, size) : step.outputs.values().get(i));
    }
    return next;
  }

  /** The operands of the loop, the starts of batched carries with the axis. */
  private List<Value> starts(GraphBuilder b, List<Value> operands, List<Boolean> given) {
    List<Value> starts = new ArrayList<>(operands);
    for (int i = 0; i < carries; i++) {
      if (isBatched.get(i) && !given.get(i)) {
        starts.set(i, Broadcast.leading(b, operands.get(i), size));
      }
    }
    return starts;
  }

  static List<Value> scan(
      Scan scan, GraphBuilder b, List<Value> operands, List<Boolean> given, Dim size) {
    LoopBatches batches = new LoopBatches(scan.carries(), given, size);
    Step step = batches.body(b, scan.body());
    List<Value> outputs = new ArrayList<>(batches.next(step));
    List<Value> all = step.outputs.values();
    outputs.addAll(all.subList(scan.carries(), all.size()));
    List<Value> starts = batches.starts(b, operands, given);
    for (int i = scan.carries(); i < scan.carries() + scan.sequences(); i++) {
      if (given.get(i)) {
        starts.set(i, exchanged(b, operands.get(i)));
      }
    }
    Graph body = new Graph(step.inputs, GraphBuilder.needed(step.b.body(), outputs), outputs);
    Scan loop = new Scan(body, scan.carries(), scan.sequences(), scan.length(), scan.reverse());
    List<Value> results = new ArrayList<>(Scan.emit(b, loop, starts));
    for (int i = 0; i < results.size(); i++) {
      Value result = results.get(i);
      boolean has = i < scan.carries() ? batches.isBatched.get(i) : step.outputs.isBatched().get(i);
      results.set(
          i,
          !has
              ? Broadcast.leading(b, result, size)
              : i < scan.carries() ? result : exchanged(b, result));
    }
    return results;
  }

  /** With the first two axes exchanged: those of the steps and of the batch. */
  private static Value exchanged(GraphBuilder b, Value x) {
    List<Integer> axes = new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
    axes.set(0, 1);
    axes.set(1, 0);
    return b.one(new Transpose(axes), x);
  }

  /**
   * Where the test differs from one element of the batch to another, the loop goes on while it
   * holds for any, and elements for which it does not hold stay as they are.
   */
  static List<Value> loop(
      While loop, GraphBuilder b, List<Value> operands, List<Boolean> given, Dim size) {
    LoopBatches batches = new LoopBatches(loop.carries(), given, size);
    Step step = batches.body(b, loop.body());
    Step test = batches.step(b, loop.test());
    boolean differs = test.outputs.isBatched().get(0);
    if (differs) {
      for (int i = 0; i < loop.carries(); i++) {
        batches.isBatched.set(i, true);
      }
      step = batches.step(b, loop.body());
      test = batches.step(b, loop.test());
    }
    List<Value> next = batches.next(step);
    Value goesOn = test.outputs.values().get(0);
    if (differs) {
      Value each = step.b.splice(test.b.build(List.of(goesOn)), step.inputs).get(0);
      for (int i = 0; i < loop.carries(); i++) {
        Value wide = step.b.one(new Broadcast(next.get(i).shape(), List.of(0)), each);
        next.set(i, Formula.select(step.b, wide, next.get(i), step.inputs.get(i)));
      }
      goesOn = test.b.one(new Any(List.of(0)), goesOn);
    }
    While all =
        new While(test.b.build(List.of(goesOn)), step.b.build(next), loop.carries(), loop.limit());
    List<Value> results = new ArrayList<>(While.emit(b, all, batches.starts(b, operands, given)));
    for (int i = 0; i < results.size(); i++) {
      if (!batches.isBatched.get(i)) {
        results.set(i, Broadcast.leading(b, results.get(i), size));
      }
    }
    return results;
  }
}
