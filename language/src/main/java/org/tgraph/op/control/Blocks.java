package org.tgraph.op.control;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * Cuts the loops of a graph into blocks of about √T of their T steps: a loop over blocks, each a
 * {@link Checkpoint} of the loop over its steps, then one over the steps that are left. On the way
 * back the states between the blocks are kept, and those of one block at a time, which are about
 * 2√T states, for one further computation of each step.
 */
final class Blocks {
  /** Loops of fewer steps are left as they are. */
  private static final long SHORT = 8;

  private final Scan scan;
  private final GraphBuilder b;

  private Blocks(Scan scan, GraphBuilder b) {
    this.scan = scan;
    this.b = b;
  }

  /** The same graph with its loops, but not those inside of these, cut. */
  static Graph of(Graph graph) {
    if (graph.body().stream().noneMatch(e -> isLong(e))) {
      return graph;
    }
    GraphBuilder b = new GraphBuilder();
    Map<Value, Value> now = new IdentityHashMap<>();
    graph.inputs().forEach(v -> now.put(v, b.input(v.type(), v.hint())));
    for (Equation equation : graph.body()) {
      b.at(equation.origin());
      List<Value> operands = equation.operands().stream().map(now::get).toList();
      List<Value> results =
          isLong(equation)
              ? new Blocks((Scan) equation.op(), b).cut(operands)
              : b.emit(equation.op(), operands);
      for (int i = 0; i < results.size(); i++) {
        now.put(equation.results().get(i), results.get(i));
      }
    }
    return b.build(graph.outputs().stream().map(now::get).toList());
  }

  private static boolean isLong(Equation equation) {
    if (!(equation.op() instanceof Scan scan)) {
      return false;
    }
    OptionalLong length = scan.length().constant();
    return scan.body().counted().isEmpty() && (length.isEmpty() || length.getAsLong() >= SHORT);
  }

  private List<Value> cut(List<Value> operands) {
    Dim size = scan.length().root().plus(1);
    Dim count = scan.length().floorDivide(size);
    Dim whole = count.times(size);
    Dim rest = scan.length().minus(whole);
    List<Value> blocks = blocks(operands, size, count, scan.reverse() ? rest : Dim.ZERO);
    if (rest.is(0)) {
      return flat(blocks, whole);
    }
    List<Value> after = new ArrayList<>(blocks.subList(0, scan.carries()));
    for (int i = scan.carries(); i < operands.size(); i++) {
      Value operand = operands.get(i);
      Dim from = scan.reverse() ? Dim.ZERO : whole;
      after.add(scan.isSequence(i) ? Slice.along(b, operand, 0, from, rest) : operand);
    }
    List<Value> last = Checkpoint.emit(b, steps(rest), false, after);
    List<Value> results = new ArrayList<>(last.subList(0, scan.carries()));
    List<Value> first = flat(blocks, whole);
    for (int i = scan.carries(); i < last.size(); i++) {
      List<Value> parts =
          scan.reverse() ? List.of(last.get(i), first.get(i)) : List.of(first.get(i), last.get(i));
      results.add(Concat.of(b, 0, parts));
    }
    return results;
  }

  /** The loop over {@code count} blocks; outputs have an axis for the blocks and one for steps. */
  private List<Value> blocks(List<Value> operands, Dim size, Dim count, Dim start) {
    GraphBuilder inner = new GraphBuilder();
    inner.at(b.origin());
    List<Value> inputs = new ArrayList<>();
    List<Value> from = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Value operand = operands.get(i);
      if (scan.isSequence(i)) {
        Shape rows = operand.shape().remove(0);
        Value part = Slice.along(b, operand, 0, start, count.times(size));
        from.add(b.one(new Reshape(rows.insert(0, size).insert(0, count)), part));
        inputs.add(inner.input(operand.type().withShape(rows.insert(0, size)), operand.hint()));
      } else {
        from.add(operand);
        inputs.add(inner.input(operand.type(), operand.hint()));
      }
    }
    List<Value> outputs = Checkpoint.emit(inner, steps(size), false, inputs);
    Graph block = inner.build(outputs);
    Scan over = new Scan(block, scan.carries(), scan.sequences(), count, scan.reverse());
    return Scan.emit(b, over, from);
  }

  /** The graph of the loop with another length. */
  private Graph steps(Dim length) {
    GraphBuilder inner = new GraphBuilder();
    inner.at(b.origin());
    List<Value> inputs = new ArrayList<>();
    for (int i = 0; i < scan.body().inputs().size(); i++) {
      Value input = scan.body().inputs().get(i);
      Shape shape = scan.isSequence(i) ? input.shape().insert(0, length) : input.shape();
      inputs.add(inner.input(input.type().withShape(shape), input.hint()));
    }
    Scan over = new Scan(scan.body(), scan.carries(), scan.sequences(), length, scan.reverse());
    return inner.build(inner.emit(over, inputs));
  }

  /** Outputs with one axis for all steps. */
  private List<Value> flat(List<Value> blocks, Dim whole) {
    List<Value> results = new ArrayList<>(blocks.subList(0, scan.carries()));
    for (Value output : blocks.subList(scan.carries(), blocks.size())) {
      Shape shape = output.shape().remove(0).with(0, whole);
      results.add(b.one(new Reshape(shape), output));
    }
    return results;
  }
}
