package org.tgraph.transform;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.NotDifferentiable;
import org.tgraph.op.Op;
import org.tgraph.op.control.ControlFlow;
import org.tgraph.op.control.PickedColumns;
import org.tgraph.op.pointwise.Binary;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/**
 * Forward mode: computes the values of a graph together with their tangents. Every equation that it
 * adds is linear in the tangents.
 */
public final class Jvp {
  /** The outputs and their tangents; an absent tangent is zero. */
  public record Dual(List<Value> values, List<Optional<Value>> tangents) {}

  private final GraphBuilder b;
  private final String transform;
  private final Map<Value, Value> values = new IdentityHashMap<>();
  private final Map<Value, Value> tangents = new IdentityHashMap<>();

  private Jvp(GraphBuilder b, String transform) {
    this.b = b;
    this.transform = transform;
  }

  /**
   * The outputs of {@code graph} and their tangents.
   *
   * @param wrt the inputs that have a tangent, floats or complex numbers
   * @return a graph with a further input for each of {@code wrt}, its tangent, in the order of the
   *     inputs, and a further output for each output of floats or complex numbers, its tangent
   */
  public static Transformed of(Graph graph, List<Integer> wrt) {
    return Refusal.catching(() -> {
      GraphBuilder b = new GraphBuilder();
      List<Value> inputs = inputs(b, graph);
      Dual dual = emit(b, "jvp", graph, inputs, tangentInputs(b, graph, wrt));
      List<Value> outputs = new ArrayList<>(dual.values);
      for (int i = 0; i < graph.outputs().size(); i++) {
        Value output = dual.values.get(i);
        if (hasTangents(output.type())) {
          outputs.add(dual.tangents.get(i).orElseGet(() -> Formula.constant(b, 0, output)));
        }
      }
      return b.build(outputs);
    });
  }

  static List<Value> inputs(GraphBuilder b, Graph graph) {
    return graph.inputs().stream().map(v -> b.input(v.type(), v.hint())).toList();
  }

  /** For each input its tangent, a new input; nothing for those that are not among {@code wrt}. */
  static List<Optional<Value>> tangentInputs(GraphBuilder b, Graph graph, List<Integer> wrt) {
    List<Optional<Value>> tangents = new ArrayList<>();
    for (int i = 0; i < graph.inputs().size(); i++) {
      Value input = graph.inputs().get(i);
      tangents.add(wrt.contains(i) ? Optional.of(tangentInput(b, input)) : Optional.empty());
    }
    return tangents;
  }

  private static Value tangentInput(GraphBuilder b, Value value) {
    if (!hasTangents(value.type())) {
      throw new IllegalArgumentException(value + " has no tangents");
    }
    return b.input(value.type(), value.hint().isEmpty() ? "" : "d_" + value.hint());
  }

  /** Whether values of that type have tangents other than zero. */
  public static boolean hasTangents(TensorType type) {
    return type.element().isIn(Kind.FLOATING);
  }

  /**
   * Writes {@code graph} into {@code b}, with the tangents.
   *
   * @param transform whose work this is, for the origins
   * @param tangents those of the arguments
   * @throws Refusal if an operation has no derivative
   */
  public static Dual emit(
      GraphBuilder b,
      String transform,
      Graph graph,
      List<Value> arguments,
      List<Optional<Value>> tangents) {
    Jvp walk = new Jvp(b, transform);
    Graph unshared = b.unshared(graph);
    for (int i = 0; i < arguments.size(); i++) {
      Value input = unshared.inputs().get(i);
      walk.values.put(input, arguments.get(i));
      tangents.get(i).ifPresent(t -> walk.tangents.put(input, t));
    }
    Origin before = b.origin();
    GraphBuilder.needed(unshared.body(), unshared.outputs()).forEach(walk::equation);
    b.at(before);
    return new Dual(
        unshared.outputs().stream().map(walk.values::get).toList(),
        unshared.outputs().stream().map(walk::tangent).toList());
  }

  private Optional<Value> tangent(Value value) {
    return Optional.ofNullable(tangents.get(value));
  }

  private void equation(Equation equation) {
    b.at(equation.origin());
    List<Value> operands = equation.operands().stream().map(values::get).toList();
    List<Optional<Value>> in = equation.operands().stream().map(this::tangent).toList();
    boolean active = in.stream().anyMatch(Optional::isPresent);
    if (active && equation.op() instanceof ControlFlow op) {
      List<Boolean> isActive = in.stream().map(Optional::isPresent).toList();
      Optional<PickedColumns> columns = PickedColumns.of(op, isActive);
      if (columns.isPresent()) {
        PickedColumns c = columns.get();
        Equation given =
            new Equation(c.op(), equation.operands(), equation.results(), equation.origin());
        differentiate(given, c.given(b, operands), c.tangents(b, in));
        return;
      }
    }
    differentiate(equation, operands, in);
  }

  private void differentiate(Equation equation, List<Value> operands, List<Optional<Value>> in) {
    boolean active = in.stream().anyMatch(Optional::isPresent);
    if (active && equation.op() instanceof ControlFlow op) {
      b.at(derived(transform, equation.origin()));
      Optional<Dual> dual = dual(op, operands, in, equation.origin());
      b.at(equation.origin());
      if (dual.isPresent()) {
        put(equation, dual.get().values, dual.get().tangents);
        return;
      }
    }
    List<Value> results = b.emit(equation.op(), operands);
    List<Optional<Value>> out = List.of();
    if (active && results.stream().anyMatch(r -> hasTangents(r.type()))) {
      b.at(derived(transform, equation.origin()));
      out = tangents(equation, operands, results, in);
    }
    put(equation, results, out);
  }

  private Optional<Dual> dual(
      ControlFlow op, List<Value> operands, List<Optional<Value>> in, Origin origin) {
    try {
      return op.dual(b, operands, in);
    } catch (NotDifferentiable e) {
      throw new Refusal(op, origin, e.getMessage());
    }
  }

  private void put(Equation equation, List<Value> results, List<Optional<Value>> out) {
    for (int i = 0; i < results.size(); i++) {
      Value result = equation.results().get(i);
      values.put(result, results.get(i));
      if (!out.isEmpty()) {
        out.get(i).ifPresent(t -> tangents.put(result, t));
      }
    }
  }

  /** Where what a transformation makes of an equation comes from. */
  static Origin derived(String transform, Origin of) {
    boolean same = of instanceof Origin.Derived d && d.transform().equals(transform);
    return same ? of : new Origin.Derived(transform, of);
  }

  private List<Optional<Value>> tangents(
      Equation equation, List<Value> operands, List<Value> results, List<Optional<Value>> in) {
    Op op = equation.op();
    return switch (op.derivative()) {
      case Derivative.Pointwise p -> List.of(pointwise(p.partial(), operands, results.get(0), in));
      case Derivative.Linear l -> List.of(linear(op, l, operands, in));
      case Derivative.Multilinear m when op instanceof Multiply -> List.of(product(operands, in));
      case Derivative.Multilinear m -> List.of(multilinear(op, m.operands(), operands, in));
      case Derivative.Tangent t -> t.jvp().of(b, operands, results, in);
      case Derivative.Flat f -> results.stream().map(r -> Optional.<Value>empty()).toList();
      case Derivative.Undefined u -> throw new Refusal(op, equation.origin(), u.reason());
    };
  }

  private Optional<Value> pointwise(
      Derivative.Partial partial, List<Value> operands, Value result, List<Optional<Value>> in) {
    List<Value> terms = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      if (in.get(i).isPresent()) {
        Value factor = partial.of(b, i, operands, result);
        terms.add(Terms.product(b, in.get(i).get(), factor));
      }
    }
    return sum(terms);
  }

  private Optional<Value> sum(List<Value> terms) {
    return terms.stream().reduce((x, y) -> Terms.sum(b, x, y));
  }

  private Optional<Value> linear(
      Op op, Derivative.Linear rule, List<Value> operands, List<Optional<Value>> in) {
    long present = rule.operands().stream().filter(i -> in.get(i).isPresent()).count();
    if (present == 0) {
      return Optional.empty();
    }
    if (op instanceof Binary && present < rule.operands().size()) {
      // Elementwise and linear in one operand alone is times a factor, which is its own transpose.
      int i = in.get(rule.operands().get(0)).isPresent() ? 0 : 1;
      return in.get(i).map(t -> rule.transpose().of(b, i, operands, t));
    }
    List<Value> replaced = new ArrayList<>(operands);
    for (int i : rule.operands()) {
      Value operand = operands.get(i);
      replaced.set(i, in.get(i).orElseGet(() -> Formula.constant(b, 0, operand)));
    }
    return Optional.of(b.emit(op, replaced).get(0));
  }

  private Optional<Value> product(List<Value> operands, List<Optional<Value>> in) {
    if (operands.get(0).equals(operands.get(1))) {
      Value twice = Formula.add(b, operands.get(0), operands.get(0));
      return in.get(0).map(t -> Terms.product(b, t, twice));
    }
    List<Value> terms = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Value other = operands.get(1 - i);
      in.get(i).ifPresent(t -> terms.add(Terms.product(b, t, other)));
    }
    return sum(terms);
  }

  private Optional<Value> multilinear(
      Op op, List<Integer> linear, List<Value> operands, List<Optional<Value>> in) {
    List<Value> terms = new ArrayList<>();
    for (int i : linear) {
      if (in.get(i).isPresent()) {
        List<Value> replaced = new ArrayList<>(operands);
        replaced.set(i, in.get(i).get());
        terms.add(b.emit(op, replaced).get(0));
      }
    }
    return sum(terms);
  }
}
