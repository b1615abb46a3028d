package org.tgraph.op.control;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.transform.Jvp;

/**
 * Forward mode of {@link Scan}, in two loops: the first computes the values, and stacks those of
 * each step that the tangents are multiplied by; the second computes the tangents from these, and
 * is linear in its carries and in the tangents it is given. So the first is not run again in
 * reverse mode, and what is kept of a step is what its derivative needs and no more: rows of
 * sequences are kept already, captures and what is computed of them alone are the same in all
 * steps, and what only repeats a smaller value is made again from that.
 */
final class ScanTangents {
  /** An input of the second loop, and what it stands for in the graph around. */
  private record Given(Value inside, Value outside) {}

  private final Scan scan;
  private final GraphBuilder b;
  private final List<Value> operands;
  private final List<Optional<Value>> tangents;
  private final StepTangents step;
  private final Set<Value> linear;
  private final Set<Value> varying;

  /** The values that are stacked for the second loop, and the inputs that stand for them there. */
  private final Map<Value, Value> kept = new IdentityHashMap<>();

  private final List<Value> keptOrder = new ArrayList<>();
  private final List<Given> rows = new ArrayList<>();
  private final List<Given> captures = new ArrayList<>();
  private final Map<Value, Value> now = new IdentityHashMap<>();
  private final GraphBuilder second = new GraphBuilder();

  private ScanTangents(
      Scan scan, GraphBuilder b, List<Value> operands, List<Optional<Value>> tangents) {
    this.scan = scan;
    this.b = b;
    this.operands = operands;
    this.tangents = tangents;
    this.step = StepTangents.of(scan.body(), scan.carries(), b, tangents);
    List<Value> given = new ArrayList<>();
    step.tangents().forEach(t -> t.ifPresent(given::add));
    // The tangents of carries that are zero throughout are made here, so that they are equations.
    step.active().forEach(step::next);
    List<Equation> body = step.builder().body();
    this.linear = dependent(body, given);
    this.varying = dependent(body, step.values().subList(0, scan.carries() + scan.sequences()));
  }

  static Jvp.Dual dual(
      Scan scan, GraphBuilder b, List<Value> operands, List<Optional<Value>> tangents) {
    Optional<PickedRows> found =
        PickedRows.of(scan, tangents.stream().map(Optional::isPresent).toList());
    if (found.isEmpty()) {
      return new ScanTangents(scan, b, operands, tangents).dual();
    }
    PickedRows picked = found.get();
    String transform = b.origin() instanceof Origin.Derived d ? d.transform() : "jvp";
    Jvp.Dual given =
        Jvp.emit(
            b,
            transform,
            picked.picks(),
            LoopSlots.pick(operands, picked.used()),
            LoopSlots.pick(tangents, picked.used()));
    List<Value> all = picked.inserted(operands, given.values());
    List<Optional<Value>> moved = picked.inserted(tangents, given.tangents());
    return new ScanTangents(picked.loop(), b, all, moved).dual();
  }

  /** The values among and after {@code roots} that depend on one of them. */
  private static Set<Value> dependent(List<Equation> body, List<Value> roots) {
    Set<Value> dependent = Collections.newSetFromMap(new IdentityHashMap<>());
    dependent.addAll(roots);
    for (Equation equation : body) {
      if (equation.operands().stream().anyMatch(dependent::contains)) {
        dependent.addAll(equation.results());
      }
    }
    return dependent;
  }

  private Jvp.Dual dual() {
    List<Value> outputs = new ArrayList<>();
    step.active().forEach(i -> outputs.add(step.next(i)));
    List<Integer> stacked = new ArrayList<>();
    for (int i = scan.carries(); i < step.dual().tangents().size(); i++) {
      if (step.dual().tangents().get(i).isPresent()) {
        outputs.add(step.dual().tangents().get(i).get());
        stacked.add(i);
      }
    }
    Graph tangentBody = tangentBody(outputs);
    List<Value> values = values();
    List<Optional<Value>> results = new ArrayList<>();
    values.subList(0, scan.body().outputs().size()).forEach(v -> results.add(Optional.empty()));
    if (!outputs.isEmpty()) {
      List<Value> found = second(tangentBody, values);
      for (int k = 0; k < found.size(); k++) {
        int result =
            k < step.active().size() ? step.active().get(k) : stacked.get(k - step.active().size());
        results.set(result, Optional.of(found.get(k)));
      }
    }
    return new Jvp.Dual(values.subList(0, results.size()), results);
  }

  /** The first loop: its results, then the stacks of what is kept. */
  private List<Value> values() {
    Origin before = b.origin();
    b.at(before instanceof Origin.Derived d ? d.of() : before);
    Scan first = scan;
    if (!keptOrder.isEmpty()) {
      List<Value> outputs = new ArrayList<>(step.dual().values());
      outputs.addAll(keptOrder);
      List<Equation> body = GraphBuilder.needed(step.builder().body(), outputs);
      Graph graph = new Graph(step.values(), body, outputs);
      first = new Scan(graph, scan.carries(), scan.sequences(), scan.length(), scan.reverse());
    }
    List<Value> results = Scan.emit(b, first, operands);
    b.at(before);
    return results;
  }

  /** The body of the second loop, as far as it is known before the first is there. */
  private Graph tangentBody(List<Value> outputs) {
    for (Value tangent : linearInputs()) {
      now.put(tangent, second.input(tangent.type(), tangent.hint()));
    }
    for (Equation equation : GraphBuilder.needed(step.builder().body(), outputs)) {
      if (equation.operands().stream().anyMatch(linear::contains)) {
        copy(equation);
      }
    }
    outputs.forEach(this::recall);
    return second.build(outputs.stream().map(now::get).toList());
  }

  private List<Value> linearInputs() {
    return step.tangents().stream().flatMap(Optional::stream).toList();
  }

  private void copy(Equation equation) {
    equation.operands().forEach(this::recall);
    second.at(equation.origin());
    List<Value> results =
        second.emit(equation.op(), equation.operands().stream().map(now::get).toList());
    for (int i = 0; i < results.size(); i++) {
      now.put(equation.results().get(i), results.get(i));
    }
  }

  /** Makes a value of the first loop one of the second. */
  private void recall(Value value) {
    if (now.containsKey(value)) {
      return;
    }
    int input = step.values().indexOf(value);
    if (input >= 0 && input < scan.carries()) {
      keep(value);
    } else if (input >= 0) {
      Value inside = second.input(value.type(), value.hint());
      (scan.isSequence(input) ? rows : captures).add(new Given(inside, operands.get(input)));
      now.put(value, inside);
    } else {
      Equation equation = step.builder().definition(value).orElseThrow();
      if (varying.contains(value) && !(equation.op() instanceof Broadcast)) {
        keep(value);
      } else {
        copy(equation);
      }
    }
  }

  private void keep(Value value) {
    Value inside = second.input(value.type(), value.hint());
    kept.put(value, inside);
    keptOrder.add(value);
    now.put(value, inside);
  }

  private List<Value> second(Graph body, List<Value> values) {
    List<Value> inputs = new ArrayList<>();
    List<Value> from = new ArrayList<>();
    for (int i : step.active()) {
      Value start = operands.get(i);
      inputs.add(now.get(step.tangents().get(i).orElseThrow()));
      from.add(tangents.get(i).orElseGet(() -> Formula.constant(b, 0, start)));
    }
    for (Given row : rows) {
      inputs.add(row.inside);
      from.add(row.outside);
    }
    for (int k = 0; k < keptOrder.size(); k++) {
      inputs.add(kept.get(keptOrder.get(k)));
      from.add(values.get(scan.body().outputs().size() + k));
    }
    int rest = scan.carries() + scan.sequences();
    tangents(scan.carries(), rest, inputs, from);
    int sequences = inputs.size() - step.active().size();
    for (Given capture : captures) {
      inputs.add(capture.inside);
      from.add(capture.outside);
    }
    tangents(rest, operands.size(), inputs, from);
    Graph graph = new Graph(inputs, body.body(), body.outputs());
    Scan loop = new Scan(graph, step.active().size(), sequences, scan.length(), scan.reverse());
    return Scan.emit(b, loop, from);
  }

  private void tangents(int first, int end, List<Value> inputs, List<Value> from) {
    for (int i = first; i < end; i++) {
      if (tangents.get(i).isPresent()) {
        inputs.add(now.get(step.tangents().get(i).orElseThrow()));
        from.add(tangents.get(i).get());
      }
    }
  }
}
