package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.control.ControlFlow;
import org.tgraph.op.control.Scan;
import org.tgraph.op.create.Constant;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.pointwise.Divide;
import org.tgraph.op.pointwise.Sqrt;
import org.tgraph.rewrite.Totality;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/**
 * What of a step of a loop has to be done step by step, and what can be done for several steps at
 * once: before, since no state is in it, or after, since no state comes of it. What can fail stays,
 * so that it fails in the step in which it did.
 */
final class StepParts {
  /** Up to so many elements are computed for several steps at once. */
  private static final long FEW = 16;

  private static final long MANY = 1 << 20;

  /** What of a step must be gained, in additions. */
  private static final long WORTH = 8;

  /** What takes longer than this is not felt to be a few operations shorter. */
  private static final long SHORT = 16;

  /** What is this cheap is rather computed in both places than kept for each step. */
  private static final long CHEAP = 1;

  /** A division, or a root. */
  private static final long QUOTIENT = 8;

  final Scan scan;
  final Graph step;

  /** By its number, a state that is only added to. */
  final Map<Integer, AddedUp> sums = new HashMap<>();

  /** The numbers of the states that stay as they are, and so are no states. */
  final Set<Integer> fixed = new HashSet<>();

  /** Those that are computed before the steps, of those without a state. */
  final List<Value> before = new ArrayList<>();

  /** The equations of the steps themselves. */
  final List<Equation> core = new ArrayList<>();

  /** The values of the steps that are kept for what is computed after them. */
  final List<Value> kept = new ArrayList<>();

  private final Map<Value, Equation> definitions = new IdentityHashMap<>();
  private final Set<Value> varying = identities();

  /** What can be computed before the steps. */
  private final Set<Value> free = identities();

  private final Map<Value, Long> costs = new IdentityHashMap<>();
  private final Set<Value> inCore = identities();
  private final boolean isShorter;

  /** By the states that are roots, those of which not the root goes from step to step. */
  private final Map<Value, ShortStep.Root> roots = new IdentityHashMap<>();

  /**
   * @param scan in which no step counts a size
   * @param unsigned the inputs of the first step that certainly are no zeros with a sign: what is
   *     added to such a number leaves none
   */
  StepParts(Scan scan, Set<Value> unsigned) {
    this(scan, unsigned, Map.of(), List.of());
  }

  private StepParts(
      Scan scan, Set<Value> unsigned, Map<Integer, ShortStep.Root> roots, List<Value> factors) {
    this.scan = scan;
    this.step = scan.body();
    roots.values().forEach(r -> this.roots.put(r.state(), r));
    this.isShorter = !roots.isEmpty() || !factors.isEmpty();
    step.body().forEach(e -> e.results().forEach(v -> definitions.put(v, e)));
    Set<Equation> chains = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < scan.carries(); i++) {
      Value state = step.inputs().get(i);
      if (unsigned.contains(state) && isFew(state.shape()) && !roots.containsKey(i)) {
        int number = i;
        AddedUp.of(step, i).ifPresent(a -> sums.put(number, a));
      }
    }
    sums.values().forEach(a -> chains.addAll(a.chain()));
    List<Value> ends = new ArrayList<>();
    for (int i = 0; i < scan.carries(); i++) {
      Value state = step.inputs().get(i);
      if (step.outputs().get(i) == state) {
        fixed.add(i);
        free.add(state);
      } else if (!sums.containsKey(i)) {
        varying.add(state);
        ends.add(step.outputs().get(i));
      }
    }
    free.addAll(step.inputs().subList(scan.carries(), step.inputs().size()));
    for (Equation equation : step.body()) {
      if (equation.operands().stream().anyMatch(varying::contains)) {
        varying.addAll(equation.results());
      }
      if (isMovable(equation) && free.containsAll(equation.operands())) {
        free.addAll(equation.results());
      }
      if (!chains.contains(equation) && !isMovable(equation)) {
        ends.addAll(equation.results());
      }
    }
    Set<Value> first = identities();
    first.addAll(factors);
    core.addAll(
        needed(
            ends,
            v -> {
              boolean isFirst = first.contains(v) || isFree(v) && cost(v) > CHEAP;
              if (isFirst) {
                first.add(v);
              }
              return isFirst;
            }));
    step.body().stream()
        .flatMap(e -> e.results().stream())
        .filter(first::contains)
        .forEach(before::add);
    core.forEach(e -> inCore.addAll(e.results()));
    keep();
  }

  /** The parts of a shorter step of the same loop. */
  static StepParts of(Scan scan, Set<Value> unsigned, ShortStep shorter) {
    Set<Value> inputs = identities();
    for (int i = 0; i < scan.carries(); i++) {
      if (unsigned.contains(scan.body().inputs().get(i))) {
        inputs.add(shorter.step().inputs().get(i));
      }
    }
    return new StepParts(
        scan.withGraphs(List.of(shorter.step())), inputs, shorter.roots(), shorter.factors());
  }

  /** Whether it depends on the states. */
  boolean isVarying(Value value) {
    return varying.contains(value);
  }

  /** Whether it can be computed before the steps. */
  boolean isFree(Value value) {
    return free.contains(value);
  }

  private interface Question {
    boolean holds(Value value);
  }

  /** What computes values, up to the inputs of the step and to those for which something holds. */
  private List<Equation> needed(Collection<Value> values, Question isThere) {
    Set<Value> wanted = identities();
    wanted.addAll(values);
    List<Equation> needed = new ArrayList<>();
    for (Equation equation : step.body().reversed()) {
      List<Value> results = equation.results().stream().filter(wanted::contains).toList();
      if (!results.isEmpty() && !results.stream().allMatch(isThere::holds)) {
        needed.add(equation);
        wanted.addAll(equation.operands());
      }
    }
    Collections.reverse(needed);
    return needed;
  }

  /** The equations of what is computed before the steps. */
  List<Equation> equationsBefore() {
    return needed(before, v -> false);
  }

  /** The equations of what is computed after them, where the roots are there. */
  List<Equation> equationsAfter() {
    return needed(after(), this::isThereAfter);
  }

  /** The equations of a root after the steps. */
  List<Equation> equations(ShortStep.Root root) {
    return List.of(definitions.get(root.next()));
  }

  private boolean isThereAfter(Value value) {
    return kept.contains(value)
        || before.contains(value)
        || roots.containsKey(value)
        || roots.values().stream().anyMatch(r -> r.next() == value);
  }

  /** What is computed after the steps: outputs that are not of the steps, and what is added up. */
  List<Value> after() {
    List<Value> after = new ArrayList<>();
    for (AddedUp sum : sums.values()) {
      after.addAll(sum.terms());
    }
    after.addAll(step.outputs().subList(scan.carries(), step.outputs().size()));
    return after;
  }

  /** Chooses what is kept: not what costs next to nothing to be computed again from such. */
  private void keep() {
    Set<Value> all = identities();
    Set<Value> found = identities();
    found.addAll(after());
    found.stream().filter(this::isOfSteps).forEach(all::add);
    for (Equation equation : needed(after(), v -> isOfSteps(v) || isThereAfter(v))) {
      equation.operands().stream().filter(this::isOfSteps).forEach(all::add);
    }
    List<Value> order = new ArrayList<>(step.inputs());
    step.body().forEach(e -> order.addAll(e.results()));
    for (Value value : order.reversed()) {
      Equation equation = definitions.get(value);
      boolean isAgain =
          all.contains(value)
              && equation != null
              && isMovable(equation)
              && own(equation) <= CHEAP
              && equation.operands().stream().allMatch(v -> all.contains(v) || isFree(v));
      if (isAgain) {
        all.remove(value);
      }
    }
    roots.values().forEach(r -> all.addAll(definitions.get(r.next()).operands()));
    order.stream().filter(all::contains).forEach(kept::add);
  }

  /** Whether it is there only when the steps are done. */
  private boolean isOfSteps(Value value) {
    Equation equation = definitions.get(value);
    return varying.contains(value) && (equation == null || inCore.contains(value))
        || equation != null && inCore.contains(value) && !isMovable(equation);
  }

  /** Whether it is faster to do this for several steps at once. */
  boolean isWorth() {
    long gained =
        equationsBefore().stream().mapToLong(StepParts::own).sum()
            + equationsAfter().stream()
                .filter(e -> !inCore.contains(e.results().get(0)))
                .mapToLong(StepParts::own)
                .sum();
    long stays = core.stream().mapToLong(StepParts::own).sum();
    return (isShorter && stays < SHORT || gained >= WORTH && gained >= stays)
        && kept.stream().allMatch(v -> isFew(v.shape()))
        && before.stream().allMatch(v -> isFew(v.shape()))
        && after().stream().allMatch(v -> isFew(v.shape()));
  }

  /** The cost of all that is computed on the way to a value without a state. */
  private long cost(Value value) {
    Equation equation = definitions.get(value);
    if (equation == null) {
      return 0;
    }
    Long known = costs.get(value);
    if (known == null) {
      known = own(equation) + equation.operands().stream().mapToLong(this::cost).sum();
      costs.put(value, known);
    }
    return known;
  }

  /** About how many additions an equation takes. */
  private static long own(Equation equation) {
    Op op = equation.op();
    if (!isElementwise(op)) {
      List<TensorType> operands = equation.operands().stream().map(Value::type).toList();
      List<TensorType> results = equation.results().stream().map(Value::type).toList();
      return Math.min(op.cost(operands, results).constant().orElse(MANY), MANY);
    }
    long each = op instanceof Divide || op instanceof Sqrt ? QUOTIENT : Pointwise.cost(op);
    return each * count(equation.result().shape());
  }

  private static boolean isElementwise(Op op) {
    return op instanceof Constant
        || op instanceof Broadcast
        || op instanceof Reshape
        || op instanceof Transpose
        || op instanceof Slice
        || Pointwise.rule(op).isPresent();
  }

  /** Whether it can be done for several steps at once. */
  private static boolean isMovable(Equation equation) {
    Op op = equation.op();
    return (isElementwise(op) || Reductions.has(op))
        && Totality.isTotal(equation)
        && !Lowerings.isHosted(equation)
        && isFew(equation.result().shape())
        && equation.operands().stream().allMatch(v -> count(v.shape()) < MANY);
  }

  /** Whether a step takes next to no time. */
  static boolean isShort(Graph step) {
    return step.body().stream()
        .allMatch(e ->
            !(e.op() instanceof ControlFlow)
                && e.results().stream().allMatch(v -> isFew(v.shape()))
                && e.operands().stream().allMatch(v -> count(v.shape()) < MANY));
  }

  /** Whether they are computed for several steps at once. */
  private static boolean isFew(Shape shape) {
    return count(shape) <= FEW;
  }

  /** How many elements there are, as far as that is known and not too many. */
  private static long count(Shape shape) {
    long count = 1;
    for (Dim dim : shape.dims()) {
      OptionalLong size = dim.constant();
      if (size.isEmpty() || size.getAsLong() > MANY) {
        return MANY;
      }
      count = Math.min(count * size.getAsLong(), MANY);
    }
    return count;
  }

  private static Set<Value> identities() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
