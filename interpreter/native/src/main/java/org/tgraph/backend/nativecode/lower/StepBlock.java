package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.control.Scan;
import org.tgraph.op.create.Constant;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.pointwise.Abs;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.BitwiseInvert;
import org.tgraph.op.pointwise.Cast;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Less;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.op.pointwise.Sqrt;
import org.tgraph.op.pointwise.Subtract;
import org.tgraph.op.reduce.Sum;
import org.tgraph.transform.Vmap;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * A block of steps of a loop as a graph of its own, which takes and gives what a step does, but
 * with as many rows as there are steps in a block: what needs no state for all of them, a loop of
 * only what makes the next state of the state, and what comes of the states for all of them. So
 * what takes long stands in loops over elements that do not wait for each other. A block is short,
 * so that it stays in the first cache, and nothing is as long as the loop.
 */
final class StepBlock {
  /** How many steps there are in a block. */
  static final int STEPS = 32;

  private static final Dim SIZE = Dim.of(STEPS);

  private final StepParts parts;
  private final Scan scan;
  private final GraphBuilder b = new GraphBuilder();

  /** What the values of a step are here: with an axis of the steps in front, where they vary. */
  private final Map<Value, Value> now = new IdentityHashMap<>();

  private final Map<Value, Boolean> isBatched = new IdentityHashMap<>();
  private final ShortStep shorter;

  private StepBlock(StepParts parts, ShortStep shorter) {
    this.parts = parts;
    this.scan = parts.scan;
    this.shorter = shorter;
  }

  /**
   * A block of steps.
   *
   * @param isChecked whether there is one more output, which says whether the others are those of
   *     the steps
   */
  record Made(Graph graph, boolean isChecked) {}

  /**
   * That of a loop for which it is faster.
   *
   * @param unsigned the inputs of the first step that certainly are no zeros with a sign: what is
   *     added to such a number leaves none
   */
  static Optional<Made> of(Scan scan, Origin origin, Set<Value> unsigned) {
    OptionalLong length = scan.length().constant();
    boolean isShort = length.isPresent() && length.getAsLong() < 2 * STEPS;
    if (isShort || !scan.body().counted().isEmpty()) {
      return Optional.empty();
    }
    StepParts parts = new StepParts(scan, unsigned);
    ShortStep shorter = ShortStep.of(scan, parts);
    StepParts all = StepParts.of(scan, unsigned, shorter);
    return all.isWorth()
        ? Optional.of(new Made(new StepBlock(all, shorter).graph(origin), shorter.isChecked()))
        : Optional.empty();
  }

  private Graph graph(Origin origin) {
    b.at(origin);
    List<Value> inputs = parts.step.inputs();
    List<Value> states = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Value input = inputs.get(i);
      boolean isRow = i >= scan.carries() && i < scan.carries() + scan.sequences();
      Shape shape = isRow ? input.shape().insert(0, SIZE) : input.shape();
      Value here = b.input(input.type().withShape(shape), input.hint());
      states.add(here);
      put(input, root(i).isPresent() ? b.one(new Multiply(), here, here) : here, isRow);
    }
    batch(parts.equationsBefore(), parts.before);
    Map<Value, Value> last = steps();
    for (int i = 0; i < scan.carries(); i++) {
      Value state = states.get(i);
      root(i).ifPresent(root -> put(root.state(), before(state, next(root)), true));
    }
    batch(parts.equationsAfter(), parts.after());
    List<Value> outputs = new ArrayList<>();
    for (int i = 0; i < scan.carries(); i++) {
      Value now = parts.fixed.contains(i) ? states.get(i) : last.get(inputs.get(i));
      outputs.add(
          parts.sums.containsKey(i)
              ? sum(states.get(i), parts.sums.get(i))
              : root(i).isPresent() ? b.one(new Sqrt(), now) : now);
    }
    List<Value> of = parts.step.outputs();
    of.subList(scan.carries(), of.size()).forEach(v -> outputs.add(whole(v)));
    if (shorter.isChecked()) {
      outputs.add(isSame(states));
    }
    return b.build(outputs);
  }

  private Optional<ShortStep.Root> root(int number) {
    return Optional.ofNullable(shorter.roots().get(number));
  }

  /** The roots after all steps, from what is under them. */
  private Value next(ShortStep.Root root) {
    batch(parts.equations(root), List.of(root.next()));
    return now.get(root.next());
  }

  /** A state before each of the steps, from what it is before the first and after each. */
  private Value before(Value first, Value next) {
    Dim one = Dim.ONE;
    Value row = b.one(new Reshape(first.shape().insert(0, one)), first);
    List<Dim> starts = new ArrayList<>();
    List<Dim> lengths = new ArrayList<>(next.shape().dims());
    next.shape().dims().forEach(d -> starts.add(Dim.ZERO));
    starts.set(0, scan.reverse() ? one : Dim.ZERO);
    lengths.set(0, SIZE.minus(one));
    List<Integer> steps = next.shape().dims().stream().map(d -> 1).toList();
    Value others = b.one(new Slice(starts, lengths, steps), next);
    return Concat.of(b, 0, scan.reverse() ? List.of(others, row) : List.of(row, others));
  }

  /** Whether the shorter steps are those of the loop: nothing is what they take it not to be. */
  private Value isSame(List<Value> states) {
    List<Value> others = new ArrayList<>();
    shorter
        .roots()
        .forEach((number, root) -> {
          Value state = states.get(number);
          Value zero = Formula.constant(b, 0, state);
          others.add(b.one(new Less(), state, zero));
          Value under = now.get(parts.step.outputs().get(number));
          others.add(b.one(new Less(), under, Formula.constant(b, 0, under)));
        });
    for (Value factor : shorter.factors()) {
      Value all = now.get(factor);
      Value infinite = Formula.constant(b, Double.POSITIVE_INFINITY, all);
      Value isFinite = b.one(new Less(), b.one(new Abs(), all), infinite);
      others.add(b.one(new BitwiseInvert(), isFinite));
    }
    Value count = b.one(new Constant(Array.scalar(0L)));
    for (Value other : others) {
      List<Integer> axes = IntStream.range(0, other.rank()).boxed().toList();
      Value numbers = b.one(new Cast(DType.I64), other);
      count = Formula.add(b, count, axes.isEmpty() ? numbers : b.one(new Sum(axes), numbers));
    }
    return b.one(new Equal(), count, b.one(new Constant(Array.scalar(0L))));
  }

  private void put(Value value, Value here, boolean hasAxis) {
    now.put(value, here);
    isBatched.put(value, hasAxis);
  }

  /** What a value is in all steps of the block. */
  private Value whole(Value value) {
    return isBatched.get(value) ? now.get(value) : Broadcast.leading(b, now.get(value), SIZE);
  }

  /** Does equations of a step for all steps of the block. */
  private void batch(List<Equation> equations, List<Value> results) {
    List<Value> given = List.copyOf(now.keySet());
    Vmap.Partly partly =
        Vmap.partly(
            b,
            new Graph(given, equations, results),
            given.stream().map(now::get).toList(),
            given.stream().map(isBatched::get).toList(),
            SIZE);
    for (int i = 0; i < results.size(); i++) {
      put(results.get(i), partly.values().get(i), partly.isBatched().get(i));
    }
  }

  /** The loop of what stays in the steps: the last states, by the inputs that stand for them. */
  private Map<Value, Value> steps() {
    List<Value> states = new ArrayList<>();
    List<Value> outputs = new ArrayList<>();
    List<Value> captures = new ArrayList<>();
    for (int i = 0; i < scan.carries(); i++) {
      if (parts.fixed.contains(i)) {
        captures.add(parts.step.inputs().get(i));
      } else if (!parts.sums.containsKey(i)) {
        states.add(parts.step.inputs().get(i));
        outputs.add(parts.step.outputs().get(i));
      }
    }
    outputs.addAll(parts.kept);
    Map<Value, Value> last = new IdentityHashMap<>();
    if (outputs.isEmpty() && parts.core.isEmpty()) {
      return last;
    }
    List<Value> rows = new ArrayList<>();
    List<Value> given = parts.step.inputs();
    List<Value> others = new ArrayList<>(given.subList(scan.carries(), given.size()));
    others.addAll(parts.before);
    others.forEach(v -> (isBatched.get(v) ? rows : captures).add(v));
    List<Value> inputs = new ArrayList<>(states);
    inputs.addAll(rows);
    inputs.addAll(captures);
    Graph body = new Graph(inputs, parts.core, outputs);
    Scan loop = new Scan(body, states.size(), rows.size(), SIZE, scan.reverse());
    List<Value> results = Scan.emit(b, loop, inputs.stream().map(now::get).toList());
    for (int i = 0; i < states.size(); i++) {
      last.put(states.get(i), results.get(i));
    }
    for (int i = states.size(); i < results.size(); i++) {
      put(outputs.get(i), results.get(i), true);
    }
    return last;
  }

  /** A state after the block, where the terms that are added to it are there. */
  private Value sum(Value state, AddedUp added) {
    Value sum = state;
    for (int i = 0; i < added.terms().size(); i++) {
      Value term = added.terms().get(i);
      Value part = added(whole(term));
      sum = b.one(added.isSubtracted(i) ? new Subtract() : new Add(), sum, part);
    }
    return sum;
  }

  /** The sum of rows; that of single numbers is formed as that of a vector, which is faster. */
  private Value added(Value rows) {
    Shape shape = rows.shape().remove(0);
    if (!shape.isSingle()) {
      return b.one(new Sum(List.of(0)), rows);
    }
    Value numbers = b.one(new Reshape(new Shape(List.of(SIZE))), rows);
    return b.one(new Reshape(shape), b.one(new Sum(List.of(0)), numbers));
  }
}
