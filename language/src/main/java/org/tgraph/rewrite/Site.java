package org.tgraph.rewrite;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tgraph.array.Array;
import org.tgraph.graph.CompilerBug;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.create.Constant;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.type.DType;
import org.tgraph.type.Element;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/**
 * Where a graph is written anew: each operation that is applied here is first looked at by the
 * rules, and so is each of those that a rule writes in its place. Operands are simplified already,
 * so nothing needs to be looked at again: the work grows with the graph's size.
 */
final class Site {
  /** How many rules may follow from each other; by far more than do, lest a mistake hang. */
  private static final int DEPTH = 40;

  /** An operation that is about to be applied; its results' types are found when asked for. */
  static final class Application {
    private final Op op;
    private final List<Value> operands;
    private List<TensorType> types = List.of();

    Application(Op op, List<Value> operands) {
      this.op = op;
      this.operands = operands;
    }

    Op op() {
      return op;
    }

    List<Value> operands() {
      return operands;
    }

    List<TensorType> types() {
      if (types.isEmpty()) {
        types = GraphBuilder.infer(op, operands).orThrow(op.name());
      }
      return types;
    }

    /** The type of the first result. */
    TensorType type() {
      return types().get(0);
    }

    /** The element type that the kind of a rule is about: that of the last operand. */
    Element element() {
      return operands.isEmpty() ? type().element() : operands.getLast().type().element();
    }
  }

  private final GraphBuilder builder;
  private final Facts facts;
  private final Map<String, List<Rule>> rules;
  private final Consumer<Rule> fired;
  private int depth;

  /**
   * @param rules by the operation at their root
   * @param fired is told each rule that is applied
   */
  Site(GraphBuilder builder, Facts facts, Map<String, List<Rule>> rules, Consumer<Rule> fired) {
    this.builder = builder;
    this.facts = facts;
    this.rules = rules;
    this.fired = fired;
  }

  GraphBuilder builder() {
    return builder;
  }

  Facts facts() {
    return facts;
  }

  List<Value> emit(Op op, List<Value> operands) {
    List<Rule> candidates = rules.getOrDefault(op.name(), List.of());
    if (candidates.isEmpty() || depth >= DEPTH || !isConcrete(operands)) {
      return emitAsItIs(op, operands);
    }
    Application application = new Application(op, operands);
    Origin origin = builder.origin();
    for (Rule rule : candidates) {
      depth++;
      builder.at(new Origin.Derived(rule.name(), origin));
      Optional<List<Value>> simpler = rule.apply(this, application);
      builder.at(origin);
      depth--;
      if (simpler.isPresent()) {
        require(rule, application.types(), simpler.get());
        fired.accept(rule);
        return simpler.get();
      }
    }
    return emitAsItIs(op, operands);
  }

  private List<Value> emitAsItIs(Op op, List<Value> operands) {
    List<Value> results = builder.emit(op, operands);
    results.forEach(facts::mayFail);
    return results;
  }

  /** Element types that stand for several are for a checker, not for rules. */
  private static boolean isConcrete(List<Value> operands) {
    return operands.stream().allMatch(v -> v.type().element() instanceof DType);
  }

  private void require(Rule rule, List<TensorType> types, List<Value> simpler) {
    List<TensorType> now = simpler.stream().map(Value::type).toList();
    if (!now.equals(types)) {
      throw new CompilerBug(
          "Rule `" + rule.name() + "` made " + now + " of " + types, builder.build(simpler));
    }
  }

  /** Applies an operation that has one result. */
  Value one(Op op, List<Value> operands) {
    return emit(op, operands).get(0);
  }

  Value one(Op op, Value... operands) {
    return one(op, List.of(operands));
  }

  /** The scalar in every element. */
  Value fill(Array scalar, Shape shape) {
    return Broadcast.to(builder, builder.one(new Constant(scalar)), shape);
  }
}
