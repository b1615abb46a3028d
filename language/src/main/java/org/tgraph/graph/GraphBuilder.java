package org.tgraph.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.tgraph.op.Op;
import org.tgraph.op.create.Constant;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Kind;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * The only way to make equations: it infers the types of their results. Equal operations on the
 * same operands are one equation, so two selections by the same mask have one size.
 *
 * <p>A builder made by {@link #inner} builds the body of an operation that holds a graph: a value
 * of the outer graph that is used there becomes an input of the inner one, a capture.
 */
public final class GraphBuilder {
  private record Key(Op op, List<Value> operands) {}

  private final List<Value> inputs = new ArrayList<>();
  private final List<Equation> body = new ArrayList<>();
  private final Map<Key, List<Value>> known = new HashMap<>();
  private final Set<Value> owned = new HashSet<>();
  private final Map<Value, Value> captures = new LinkedHashMap<>();
  private final Map<Value, Equation> definitions = new HashMap<>();
  private final Set<SizeVar> counted = new HashSet<>();
  private final Optional<GraphBuilder> outer;
  private Origin origin = Origin.UNKNOWN;

  public GraphBuilder() {
    this(Optional.empty());
  }

  private GraphBuilder(Optional<GraphBuilder> outer) {
    this.outer = outer;
  }

  public GraphBuilder inner() {
    GraphBuilder inner = new GraphBuilder(Optional.of(this));
    inner.origin = origin;
    return inner;
  }

  /** The builder of the graph around, if this one builds an inner graph. */
  public Optional<GraphBuilder> outer() {
    return outer;
  }

  /** The origin given to the equations that are made from now on. */
  public void at(Origin origin) {
    this.origin = origin;
  }

  public Origin origin() {
    return origin;
  }

  public Value input(TensorType type, String hint) {
    Value value = new Value(type, hint);
    inputs.add(value);
    owned.add(value);
    return value;
  }

  /**
   * A value of which only the type matters, because the graph is checked and will not be run: the
   * result of a call that is not expanded.
   */
  public Value opaque(TensorType type, String hint) {
    Value value = new Value(type, hint);
    owned.add(value);
    return value;
  }

  /** What the operation would give for these operands, without making an equation. */
  public static Inferred infer(Op op, List<Value> operands) {
    return op.infer(operands.stream().map(Value::type).toList());
  }

  /**
   * Applies an operation.
   *
   * @throws IllegalStateException if the operands do not fit; whoever is not sure asks {@link
   *     #infer} before
   */
  public List<Value> emit(Op op, List<Value> operands) {
    List<Value> own = operands.stream().map(this::own).toList();
    Key key = new Key(op, own);
    List<Value> before = known.get(key);
    if (before != null) {
      return before;
    }
    // A check or a transformation that takes long makes many equations. Those of no origin are our
    // own tables, which are made once and must not be left half made.
    if (origin != Origin.UNKNOWN) {
      Interruption.check(origin);
    }
    List<Value> results = new ArrayList<>();
    for (TensorType type : infer(op, own).orThrow(op.name())) {
      results.add(new Value(type, ""));
    }
    results = List.copyOf(results);
    owned.addAll(results);
    Equation equation = new Equation(op, own, results, origin);
    body.add(equation);
    results.forEach(r -> definitions.put(r, equation));
    known.put(key, results);
    counted.addAll(op.defines());
    return results;
  }

  /**
   * The same graph with other names for the sizes it counts, where those are taken by equations
   * that are here already: whoever writes a graph into this builder, perhaps a second time, for
   * other arguments, begins with this.
   */
  public Graph unshared(Graph graph) {
    Map<SizeVar, Dim> fresh = new HashMap<>();
    for (SizeVar var : graph.counted()) {
      if (counted.contains(var)) {
        // Below all ids that anybody else gives.
        int id = -1;
        for (SizeVar taken : counted) {
          id = taken.name().equals(var.name()) ? Math.min(id, taken.id() - 1) : id;
        }
        SizeVar other = new SizeVar(var.name(), id, var.role());
        counted.add(other);
        fresh.put(var, Dim.of(other));
      }
    }
    return fresh.isEmpty() ? graph : graph.rename(v -> fresh.getOrDefault(v, Dim.of(v)));
  }

  /** Whether there is such an equation already, so that to apply the operation costs nothing. */
  public boolean has(Op op, List<Value> operands) {
    return known.containsKey(new Key(op, operands.stream().map(this::own).toList()));
  }

  /** The equation of this builder that defines the value; none of an input. */
  public Optional<Equation> definition(Value value) {
    return Optional.ofNullable(definitions.get(value));
  }

  /** Applies an operation that has one result. */
  public Value one(Op op, Value... operands) {
    return emit(op, List.of(operands)).get(0);
  }

  /** The value itself, or for a value of the outer graph the input that stands for it here. */
  public Value own(Value value) {
    if (outer.isEmpty() || owned.contains(value)) {
      return value;
    }
    return captures.computeIfAbsent(
        value,
        captured -> {
          Value inner = new Value(captured.type(), captured.hint());
          owned.add(inner);
          return inner;
        });
  }

  /** The number that a real scalar is, if it is a constant of this graph. */
  public OptionalDouble constant(Value scalar) {
    for (Equation equation : body) {
      if (equation.results().get(0) == scalar
          && equation.op() instanceof Constant c
          && scalar.rank() == 0
          && scalar.type().element().isIn(Kind.REAL)) {
        return OptionalDouble.of(c.value().getDouble(0));
      }
    }
    return OptionalDouble.empty();
  }

  /** All equations so far. */
  public List<Equation> body() {
    return List.copyOf(body);
  }

  /** The values of the outer graph used here, in the order in which they are inputs. */
  public List<Value> captured() {
    return List.copyOf(captures.keySet());
  }

  /** What the inputs that stand for values of the outer graph stand for. */
  public Map<Value, Value> outside() {
    Map<Value, Value> outside = new HashMap<>();
    captures.forEach((captured, inner) -> outside.put(inner, captured));
    return outside;
  }

  /** The graph so far, of all equations that the outputs need; its captures are its last inputs. */
  public Graph build(List<Value> outputs) {
    List<Value> own = outputs.stream().map(this::own).toList();
    List<Value> all = new ArrayList<>(inputs);
    all.addAll(captures.values());
    return new Graph(all, needed(body, own), own);
  }

  /**
   * The equations that {@code outputs} depend on, in their order: those that define their operands,
   * and those that count the sizes they mention.
   */
  public static List<Equation> needed(List<Equation> body, List<Value> outputs) {
    Set<Value> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<SizeVar> sizes = new HashSet<>();
    wanted.addAll(outputs);
    outputs.forEach(v -> v.shape().dims().forEach(d -> sizes.addAll(d.variables())));
    List<Equation> needed = new ArrayList<>();
    for (int i = body.size() - 1; i >= 0; i--) {
      Equation equation = body.get(i);
      if (equation.results().stream().anyMatch(wanted::contains)
          || equation.op().defines().stream().anyMatch(sizes::contains)) {
        wanted.addAll(equation.operands());
        equation
            .operands()
            .forEach(v -> v.shape().dims().forEach(d -> sizes.addAll(d.variables())));
        equation.op().sizes().forEach(d -> sizes.addAll(d.variables()));
        needed.add(equation);
      }
    }
    Collections.reverse(needed);
    return needed;
  }

  /**
   * Copies the equations of {@code graph} here.
   *
   * @param arguments what its inputs stand for
   * @return what its outputs have become
   */
  public List<Value> splice(Graph graph, List<Value> arguments) {
    return spliceUnshared(unshared(graph), arguments);
  }

  private List<Value> spliceUnshared(Graph graph, List<Value> arguments) {
    Map<Value, Value> now = new IdentityHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      now.put(graph.inputs().get(i), arguments.get(i));
    }
    Origin before = origin;
    for (Equation equation : graph.body()) {
      origin = equation.origin();
      List<Value> results =
          emit(equation.op(), equation.operands().stream().map(now::get).toList());
      for (int i = 0; i < results.size(); i++) {
        now.put(equation.results().get(i), results.get(i));
      }
    }
    origin = before;
    return graph.outputs().stream().map(now::get).toList();
  }
}
