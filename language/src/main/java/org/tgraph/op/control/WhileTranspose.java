package org.tgraph.op.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.transform.Cotangents;
import org.tgraph.transform.Transposition;
import org.tgraph.type.Dim;

/**
 * The transpose of a {@link While} with a limit, which is linear in some of its carries and
 * captures. The other carries run again in a scan of {@code limit} steps, of which those after the
 * last change nothing and cost a comparison; the state before each step is stacked. A scan in the
 * other direction takes the cotangents back through the steps that were done.
 */
final class WhileTranspose {
  private final While loop;
  private final GraphBuilder b;
  private final List<Optional<Value>> operands;
  private final List<Optional<Value>> cotangents;
  private final List<Optional<Value>> sums;

  /** Whether zeros are to stay zero: those that a choice has left, around the loop or in a step. */
  private boolean haveZeros;

  private boolean stepHasZeros;

  private final Dim limit;

  /** The carries that depend on a linear operand, the others, and the captures of either sort. */
  private final List<Integer> linear;

  private final List<Integer> known = new ArrayList<>();
  private final List<Integer> linearCaptures = new ArrayList<>();
  private final List<Integer> captures = new ArrayList<>();

  private WhileTranspose(
      While loop,
      GraphBuilder b,
      List<Optional<Value>> operands,
      Cotangents cotangents,
      List<Optional<Value>> sums) {
    this.loop = loop;
    this.b = b;
    this.operands = operands;
    this.cotangents = cotangents.values();
    this.sums = sums;
    this.haveZeros = cotangents.haveZeros();
    this.limit = loop.limit().get(0);
    this.linear = List.copyOf(linearCarries());
    for (int i = 0; i < operands.size(); i++) {
      if (i < loop.carries()) {
        if (!linear.contains(i)) {
          known.add(i);
        }
      } else {
        (operands.get(i).isPresent() ? captures : linearCaptures).add(i);
      }
    }
  }

  static Cotangents of(
      While loop,
      GraphBuilder b,
      List<Optional<Value>> operands,
      Cotangents cotangents,
      List<Optional<Value>> sums) {
    return new WhileTranspose(loop, b, operands, cotangents, sums).transpose();
  }

  private TreeSet<Integer> linearCarries() {
    TreeSet<Integer> found = new TreeSet<>();
    for (int i = 0; i < loop.carries(); i++) {
      if (operands.get(i).isEmpty()) {
        found.add(i);
      }
    }
    boolean more = true;
    while (more) {
      TreeSet<Integer> next = new TreeSet<>(found);
      List<Value> roots = new ArrayList<>();
      for (int i = 0; i < operands.size(); i++) {
        if (found.contains(i) || operands.get(i).isEmpty()) {
          roots.add(loop.body().inputs().get(i));
        }
      }
      for (Equation equation : loop.body().body()) {
        if (equation.operands().stream().anyMatch(roots::contains)) {
          roots.addAll(equation.results());
        }
      }
      for (int i = 0; i < loop.carries(); i++) {
        if (roots.contains(loop.body().outputs().get(i))) {
          next.add(i);
        }
      }
      more = next.size() > found.size();
      found = next;
    }
    return found;
  }

  private Cotangents transpose() {
    List<Integer> targets = new ArrayList<>(linear);
    targets.addAll(linearCaptures);
    Graph pulled = pulled(targets);
    if (!haveZeros && stepHasZeros) {
      haveZeros = true;
      pulled = pulled(targets);
    }
    List<Value> history = history();
    List<Value> stacks = history.subList(known.size(), history.size());
    return new Cotangents(back(targets, pulled, stacks), haveZeros);
  }

  private static List<Value> inputs(GraphBuilder b, Graph like, List<Integer> which) {
    return which.stream()
        .map(i -> like.inputs().get(i))
        .map(v -> b.input(v.type(), v.hint()))
        .toList();
  }

  private List<Value> given(List<Integer> which) {
    return which.stream().map(i -> operands.get(i).orElseThrow()).toList();
  }

  /** A graph of the loop for the known carries and captures alone. */
  private Graph alone(Graph graph, List<Value> outputs) {
    List<Value> inputs = new ArrayList<>(LoopSlots.pick(graph.inputs(), known));
    inputs.addAll(LoopSlots.pick(graph.inputs(), captures));
    return new Graph(inputs, GraphBuilder.needed(graph.body(), outputs), outputs);
  }

  /** The last known carries, then the stacks of each before a step, and whether it was done. */
  private List<Value> history() {
    GraphBuilder step = new GraphBuilder();
    step.at(b.origin());
    List<Value> now = inputs(step, loop.body(), known);
    List<Value> all = new ArrayList<>(now);
    all.addAll(inputs(step, loop.body(), captures));
    Value goesOn = step.splice(alone(loop.test(), loop.test().outputs()), all).get(0);
    Graph next = alone(loop.body(), LoopSlots.pick(loop.body().outputs(), known));
    List<Value> outputs = new ArrayList<>(now);
    if (!known.isEmpty()) {
      outputs = new ArrayList<>(Cond.emit(step, goesOn, next, same(next), all));
    }
    outputs.addAll(now);
    outputs.add(goesOn);
    List<Value> from = new ArrayList<>(given(known));
    from.addAll(given(captures));
    Scan scan = new Scan(step.build(outputs), known.size(), 0, limit, false);
    return Scan.emit(b, scan, from);
  }

  /** The graph that gives its first inputs back. */
  private static Graph same(Graph like) {
    GraphBuilder b = new GraphBuilder();
    like.inputs().forEach(v -> b.input(v.type(), v.hint()));
    Graph graph = b.build(List.of());
    return new Graph(graph.inputs(), List.of(), graph.inputs().subList(0, like.outputs().size()));
  }

  private List<Optional<Value>> back(List<Integer> targets, Graph pulled, List<Value> stacks) {
    GraphBuilder step = new GraphBuilder();
    step.at(b.origin());
    List<Value> sums = inputs(step, loop.body(), targets);
    List<Value> states = inputs(step, loop.body(), known);
    Value done = step.input(loop.test().outputs().get(0).type(), "");
    List<Value> fixed = inputs(step, loop.body(), captures);
    List<Value> all = new ArrayList<>(sums);
    all.addAll(states);
    all.addAll(fixed);
    List<Value> outputs = Cond.emit(step, done, pulled, same(pulled), all);
    List<Value> from = new ArrayList<>();
    for (int i : targets) {
      Value like = loop.body().inputs().get(i);
      Optional<Value> seed = i < loop.carries() ? cotangents.get(i) : this.sums.get(i);
      from.add(seed.orElseGet(() -> Formula.constant(b, 0, like)));
    }
    from.addAll(stacks);
    from.addAll(given(captures));
    Scan scan = new Scan(step.build(outputs), targets.size(), stacks.size(), limit, true);
    List<Value> results = Scan.emit(b, scan, from);
    List<Optional<Value>> found = new ArrayList<>();
    operands.forEach(o -> found.add(Optional.empty()));
    for (int k = 0; k < targets.size(); k++) {
      if (operands.get(targets.get(k)).isEmpty()) {
        found.set(targets.get(k), Optional.of(results.get(k)));
      }
    }
    return found;
  }

  /** One step back: the cotangents of the linear carries, and sums of those of the captures. */
  private Graph pulled(List<Integer> targets) {
    GraphBuilder step = new GraphBuilder();
    step.at(b.origin());
    List<Value> sums = inputs(step, loop.body(), targets);
    List<Value> states = inputs(step, loop.body(), known);
    List<Value> fixed = inputs(step, loop.body(), captures);
    List<Optional<Value>> arguments = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      arguments.add(
          known.contains(i)
              ? Optional.of(states.get(known.indexOf(i)))
              : captures.contains(i)
                  ? Optional.of(fixed.get(captures.indexOf(i)))
                  : Optional.empty());
    }
    List<Optional<Value>> seeds = new ArrayList<>();
    for (int i = 0; i < loop.carries(); i++) {
      int at = targets.indexOf(i);
      seeds.add(at >= 0 ? Optional.of(sums.get(at)) : Optional.empty());
    }
    List<Optional<Value>> before = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      boolean has = linearCaptures.contains(i) && loop.picks(i);
      before.add(has ? Optional.of(sums.get(targets.indexOf(i))) : Optional.empty());
    }
    Cotangents all =
        Transposition.emit(step, loop.body(), arguments, new Cotangents(seeds, haveZeros), before)
            .cotangents();
    stepHasZeros = all.haveZeros();
    List<Optional<Value>> found = all.values();
    List<Value> outputs = new ArrayList<>();
    for (int k = 0; k < targets.size(); k++) {
      int i = targets.get(k);
      Value sum = sums.get(k);
      Optional<Value> part = found.get(i);
      outputs.add(
          i < loop.carries()
              ? part.orElseGet(() -> Formula.constant(step, 0, sum))
              : part.map(p -> before.get(i).isPresent() ? p : Formula.add(step, sum, p))
                  .orElse(sum));
    }
    return step.build(outputs);
  }
}
