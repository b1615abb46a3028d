package org.tgraph.transform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tgraph.graph.CompilerBug;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.NotReversible;
import org.tgraph.op.Op;
import org.tgraph.op.control.ControlFlow;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.op.pointwise.MultiplyNoNan;
import org.tgraph.op.pointwise.Negative;
import org.tgraph.op.pointwise.PointwiseOps;
import org.tgraph.op.pointwise.Select;
import org.tgraph.op.reduce.Sum;

/**
 * Turns around a graph that is linear in some of its inputs: from the cotangents of its outputs to
 * those of these inputs. The other equations are computed as they stand.
 */
public final class Transposition {
  private static final Set<String> ELEMENTWISE =
      PointwiseOps.ALL.stream().map(Op::name).collect(Collectors.toUnmodifiableSet());

  /**
   * @param values the outputs, as far as they are not linear in the inputs
   * @param cotangents of the inputs; absent for those that are not linear too
   */
  public record Result(List<Optional<Value>> values, Cotangents cotangents) {}

  private final GraphBuilder b;
  private final Graph graph;
  private final Map<Value, Value> values = new IdentityHashMap<>();
  private final Set<Value> linear = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Value, Cotangent> cotangents = new IdentityHashMap<>();

  /** What the cotangents of inputs are to be added to. */
  private final Map<Value, Value> sums = new IdentityHashMap<>();

  private Transposition(GraphBuilder b, Graph graph) {
    this.b = b;
    this.graph = graph;
  }

  /**
   * Writes the transpose of {@code graph} into {@code b}.
   *
   * @param arguments what the inputs stand for; absent for those in which the graph is linear
   * @param seeds the cotangents of the outputs; absent for those that are not linear too
   */
  public static Result emit(
      GraphBuilder b, Graph graph, List<Optional<Value>> arguments, Cotangents seeds) {
    return emit(b, graph, arguments, seeds, Cotangents.none(arguments.size()));
  }

  /**
   * The same, where the cotangents of some inputs are added to what there is of them already.
   *
   * @param sums what there is; the cotangent of such an input is absent where nothing is added
   */
  public static Result emit(
      GraphBuilder b,
      Graph graph,
      List<Optional<Value>> arguments,
      Cotangents seeds,
      List<Optional<Value>> sums) {
    Transposition walk = new Transposition(b, b.unshared(graph));
    Origin before = b.origin();
    for (int i = 0; i < sums.size(); i++) {
      Value input = walk.graph.inputs().get(i);
      sums.get(i).ifPresent(sum -> walk.sums.put(input, sum));
    }
    walk.forwards(arguments);
    for (int i = 0; i < seeds.values().size(); i++) {
      Value output = walk.graph.outputs().get(i);
      if (walk.linear.contains(output)) {
        seeds
            .values()
            .get(i)
            .ifPresent(seed -> walk.accumulate(output, cotangent(seed, seeds.haveZeros())));
      }
    }
    for (Equation equation : walk.graph.body().reversed()) {
      if (equation.operands().stream().anyMatch(walk.linear::contains)) {
        b.at(equation.origin());
        walk.backwards(equation);
      }
    }
    b.at(before);
    return new Result(
        walk.graph.outputs().stream().map(v -> Optional.ofNullable(walk.values.get(v))).toList(),
        walk.whole(walk.graph.inputs()));
  }

  private static Cotangent cotangent(Value value, boolean hasZeros) {
    return hasZeros ? Cotangent.withZeros(value) : Cotangent.of(value);
  }

  /** Computes what does not depend on the linear inputs, and marks what does. */
  private void forwards(List<Optional<Value>> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      Value input = graph.inputs().get(i);
      arguments.get(i).ifPresentOrElse(a -> values.put(input, a), () -> linear.add(input));
    }
    for (Equation equation : graph.body()) {
      if (equation.operands().stream().anyMatch(linear::contains)) {
        linear.addAll(equation.results());
      } else {
        b.at(equation.origin());
        List<Value> operands = equation.operands().stream().map(values::get).toList();
        List<Value> results = b.emit(equation.op(), operands);
        for (int i = 0; i < results.size(); i++) {
          values.put(equation.results().get(i), results.get(i));
        }
      }
    }
  }

  private void accumulate(Value value, Cotangent term) {
    Cotangent before = cotangents.get(value);
    if (before != null) {
      cotangents.put(value, before.plus(b, term));
    } else if (sums.containsKey(value)) {
      Value sum = Terms.sum(b, sums.get(value), term.whole(b));
      cotangents.put(value, cotangent(sum, term.hasZeros()));
    } else {
      cotangents.put(value, term);
    }
  }

  private Cotangents whole(List<Value> of) {
    List<Optional<Cotangent>> found =
        of.stream().map(v -> Optional.ofNullable(cotangents.get(v))).toList();
    return new Cotangents(
        found.stream().map(c -> c.map(x -> x.whole(b))).toList(),
        found.stream().flatMap(Optional::stream).anyMatch(Cotangent::hasZeros));
  }

  private void backwards(Equation equation) {
    if (equation.results().stream().noneMatch(cotangents::containsKey)) {
      return;
    }
    if (equation.op() instanceof ControlFlow op) {
      control(op, equation);
      return;
    }
    if (equation.results().size() != 1) {
      throw notLinear(equation);
    }
    Cotangent cotangent = cotangents.get(equation.result());
    for (int i = 0; i < equation.operands().size(); i++) {
      Value operand = equation.operands().get(i);
      if (linear.contains(operand)) {
        accumulate(operand, pull(equation, i, cotangent));
      }
    }
  }

  private void control(ControlFlow op, Equation equation) {
    List<Optional<Value>> operands =
        equation.operands().stream().map(v -> Optional.ofNullable(values.get(v))).toList();
    List<Optional<Value>> before = sums(op, equation);
    Cotangents in;
    try {
      in = op.transpose(b, operands, whole(equation.results()), before);
    } catch (NotReversible e) {
      throw new Refusal(op, equation.origin(), e.getMessage());
    }
    for (int i = 0; i < in.values().size(); i++) {
      Value operand = equation.operands().get(i);
      if (in.values().get(i).isPresent()) {
        Cotangent pulled = cotangent(in.values().get(i).get(), in.haveZeros());
        if (before.get(i).isPresent()) {
          Cotangent sum = cotangents.getOrDefault(operand, pulled);
          boolean hasZeros = pulled.keepsZeros() && sum.keepsZeros();
          cotangents.put(operand, cotangent(pulled.value(), hasZeros));
        } else {
          accumulate(operand, pulled);
        }
      }
    }
  }

  /** The cotangents so far of what is picked from, each once. */
  private List<Optional<Value>> sums(ControlFlow op, Equation equation) {
    List<Value> operands = equation.operands();
    List<Optional<Value>> found = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Value operand = operands.get(i);
      boolean isFirst = operands.indexOf(operand) == i;
      found.add(
          isFirst && linear.contains(operand) && op.picks(i) ? sum(operand) : Optional.empty());
    }
    return found;
  }

  private Optional<Value> sum(Value operand) {
    Cotangent before = cotangents.get(operand);
    if (before == null) {
      return Optional.ofNullable(sums.get(operand));
    }
    return before.masks().isEmpty() ? Optional.of(before.value()) : Optional.empty();
  }

  /** The cotangent of operand {@code i}, as far as it comes from this equation. */
  private Cotangent pull(Equation equation, int i, Cotangent cotangent) {
    // Of linear operands the rules may ask only the type, which those of the old graph have too.
    List<Value> operands =
        equation.operands().stream().map(v -> values.getOrDefault(v, v)).toList();
    Op op = equation.op();
    if (op instanceof Select && i > 0) {
      return cotangent.with(new Cotangent.Mask(operands.get(0), i == 1));
    }
    if (op instanceof Negative) {
      return cotangent.replaced(Terms.negative(b, cotangent.value()));
    }
    if (op instanceof MultiplyNoNan && i == 1) {
      // Its zeros are those of the other operand, which a choice has left.
      Value pulled = b.one(op, operands.get(0), cotangent.value());
      return new Cotangent(pulled, cotangent.masks(), true);
    }
    return switch (op.derivative()) {
      case Derivative.Pointwise p -> {
        Value factor = p.partial().of(b, i, operands, equation.result());
        yield cotangent.times(b, factor);
      }
      case Derivative.Linear l when l.operands().contains(i) ->
          pull(op, l.transpose(), i, operands, cotangent);
      case Derivative.Multilinear m when m.operands().contains(i) ->
          op instanceof Multiply
              ? cotangent.times(b, operands.get(1 - i))
              : pull(op, m.transpose(), i, operands, cotangent);
      case Derivative.Tangent t when t.linear().contains(i) ->
          pull(op, t.transpose(), i, operands, cotangent);
      default -> throw notLinear(equation);
    };
  }

  private Cotangent pull(
      Op op, Derivative.Transpose rule, int i, List<Value> operands, Cotangent cotangent) {
    if (movesElements(op)) {
      Value value = rule.of(b, i, operands, cotangent.value());
      Cotangent moved = new Cotangent(value, List.of(), cotangent.keepsZeros());
      for (Cotangent.Mask mask : cotangent.masks()) {
        Value condition = rule.of(b, i, operands, mask.condition());
        moved = moved.with(new Cotangent.Mask(condition, mask.wanted()));
      }
      return moved;
    }
    if (isElementwise(op)) {
      return cotangent.replaced(rule.of(b, i, operands, cotangent.value()));
    }
    return cotangent(rule.of(b, i, operands, cotangent.whole(b)), cotangent.hasZeros());
  }

  /** Whether each element of the operand's cotangent is one of the result's, of any type. */
  private static boolean movesElements(Op op) {
    return op instanceof Sum || op instanceof Reshape || op instanceof Transpose;
  }

  /** Not what only keeps the shape, as a cumulative sum does. */
  private static boolean isElementwise(Op op) {
    return ELEMENTWISE.contains(op.name());
  }

  private CompilerBug notLinear(Equation equation) {
    List<Integer> which = new ArrayList<>();
    for (int i = 0; i < equation.operands().size(); i++) {
      if (linear.contains(equation.operands().get(i))) {
        which.add(i);
      }
    }
    String what = "`" + equation.op().name() + "` is not linear in operands " + which;
    return new CompilerBug(what + ", but a derivative uses it so", graph);
  }
}
