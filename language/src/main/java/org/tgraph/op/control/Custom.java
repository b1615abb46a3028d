package org.tgraph.op.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.NotDifferentiable;
import org.tgraph.op.Op;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.transform.Cotangents;
import org.tgraph.transform.Jvp;
import org.tgraph.transform.Vmap;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

/**
 * A graph with a forward rule that its author gives. Operands are the arguments, then captures, by
 * which the rule gives no derivative.
 *
 * @param body closed: (arguments, captures) to results
 * @param rule closed: (arguments, tangents of those arguments that are floats or complex numbers,
 *     captures) to (results, tangents of those results that are); linear in the tangents
 * @param arguments how many
 */
public record Custom(Graph body, Graph rule, int arguments) implements Closure {
  @Override
  public String name() {
    return "custom_derivative";
  }

  @Override
  public List<Graph> graphs() {
    return List.of(body, rule);
  }

  @Override
  public Custom withGraphs(List<Graph> graphs) {
    return new Custom(graphs.get(0), graphs.get(1), arguments);
  }

  @Override
  public Op substitute(Function<SizeVar, Dim> sizes) {
    return new Custom(body.substitute(sizes), rule.substitute(sizes), arguments);
  }

  /** The rule in place of the graph. */
  @Override
  public Optional<Jvp.Dual> dual(
      GraphBuilder b, List<Value> operands, List<Optional<Value>> tangents) {
    if (tangents.subList(arguments, tangents.size()).stream().anyMatch(Optional::isPresent)) {
      throw new NotDifferentiable(
          "The rule of a `custom_derivative` gives the derivative by the arguments, but this"
              + " function uses another value that is differentiated by, from outside of it.");
    }
    List<Value> all = new ArrayList<>(operands.subList(0, arguments));
    for (int i = 0; i < arguments; i++) {
      Value operand = operands.get(i);
      if (Jvp.hasTangents(operand.type())) {
        all.add(tangents.get(i).orElseGet(() -> Formula.constant(b, 0, operand)));
      }
    }
    all.addAll(operands.subList(arguments, operands.size()));
    List<Value> results = b.splice(rule, all);
    int count = body.outputs().size();
    List<Optional<Value>> found = new ArrayList<>();
    int next = count;
    for (Value output : body.outputs()) {
      found.add(
          Jvp.hasTangents(output.type()) ? Optional.of(results.get(next++)) : Optional.empty());
    }
    return Optional.of(new Jvp.Dual(results.subList(0, count), found));
  }

  /** Never linear: where it is differentiated the rule takes its place. */
  @Override
  public Cotangents transpose(
      GraphBuilder b,
      List<Optional<Value>> operands,
      Cotangents cotangents,
      List<Optional<Value>> sums) {
    throw new NotDifferentiable(
        "A function with a `custom_derivative` cannot be used in the rule of another on tangents.");
  }

  @Override
  public List<Value> batch(
      GraphBuilder b, List<Value> operands, List<Boolean> isBatched, Dim size) {
    List<Boolean> inRule = new ArrayList<>(isBatched.subList(0, arguments));
    for (int i = 0; i < arguments; i++) {
      if (Jvp.hasTangents(operands.get(i).type())) {
        inRule.add(isBatched.get(i));
      }
    }
    inRule.addAll(isBatched.subList(arguments, isBatched.size()));
    Graph many = Vmap.of(body, isBatched, size).orRefuse();
    return b.emit(new Custom(many, Vmap.of(rule, inRule, size).orRefuse(), arguments), operands);
  }
}
