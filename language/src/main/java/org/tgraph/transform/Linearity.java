package org.tgraph.transform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.tgraph.graph.CompilerBug;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.NotDifferentiable;
import org.tgraph.op.NotReversible;
import org.tgraph.op.control.Checkpoint;
import org.tgraph.op.control.Cond;
import org.tgraph.op.control.ControlFlow;
import org.tgraph.op.control.Scan;
import org.tgraph.op.create.Constant;
import org.tgraph.op.pointwise.Divide;
import org.tgraph.op.pointwise.Negative;

/**
 * Whether a graph that somebody wrote is linear in some of its inputs, so that it can be turned.
 */
public final class Linearity {
  /**
   * Where it is not.
   *
   * @param reason the end of a sentence about the graph
   */
  public record Broken(String reason, Origin origin) {}

  private final Graph graph;
  private final Set<Value> linear = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> zeros = Collections.newSetFromMap(new IdentityHashMap<>());

  private Linearity(Graph graph) {
    this.graph = graph;
  }

  /**
   * @param inputs those in which it must be linear
   * @param free the outputs that must not depend on them
   * @param outputs those that must be linear in them
   */
  public static Optional<Broken> check(
      Graph graph, List<Value> inputs, List<Value> free, List<Value> outputs) {
    return new Linearity(graph).walk(inputs, free, outputs);
  }

  private Optional<Broken> walk(List<Value> inputs, List<Value> free, List<Value> outputs) {
    linear.addAll(inputs);
    for (Equation equation : graph.body()) {
      if (equation.operands().stream().anyMatch(linear::contains)) {
        if (!isLinear(equation)) {
          return Optional.of(
              new Broken(
                  "is not linear in the tangents: `%s` is used on them."
                      .formatted(equation.op().name()),
                  equation.origin()));
        }
        linear.addAll(equation.results());
      } else {
        zeros.addAll(zeros(equation));
      }
    }
    for (Value value : free) {
      if (linear.contains(value)) {
        return broken("gives a value that depends on the tangents.");
      }
    }
    for (Value value : outputs) {
      if (!linear.contains(value) && !isZero(value)) {
        return broken("gives a tangent that does not depend on the tangents.");
      }
    }
    return Optional.empty();
  }

  private static Optional<Broken> broken(String reason) {
    return Optional.of(new Broken(reason, Origin.UNKNOWN));
  }

  private boolean isLinear(Equation equation) {
    List<Value> operands = equation.operands();
    if (equation.op() instanceof Cond cond) {
      return !linear.contains(operands.get(0))
          && isLinear(cond.then(), operands.subList(1, operands.size()))
          && isLinear(cond.otherwise(), operands.subList(1, operands.size()));
    }
    if (equation.op() instanceof Checkpoint checkpoint) {
      return isLinear(checkpoint.body(), operands);
    }
    if (equation.op() instanceof ControlFlow loop) {
      return turns(loop, equation);
    }
    return switch (equation.op().derivative()) {
      case Derivative.Linear l ->
          allWithin(operands, l.operands())
              && l.operands().stream()
                  .map(operands::get)
                  .allMatch(v -> linear.contains(v) || isZero(v));
      case Derivative.Pointwise p ->
          equation.op() instanceof Divide && exactlyOne(operands, List.of(0));
      case Derivative.Multilinear m -> exactlyOne(operands, m.operands());
      case Derivative.Tangent t -> !t.linear().isEmpty() && exactlyOne(operands, t.linear());
      default -> false;
    };
  }

  private boolean isLinear(Graph inner, List<Value> operands) {
    List<Value> inputs = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      if (linear.contains(operands.get(i))) {
        inputs.add(inner.inputs().get(i));
      }
    }
    return check(inner, inputs, List.of(), inner.outputs()).isEmpty();
  }

  /** Whether a loop can be turned, which is found by trying. */
  private boolean turns(ControlFlow loop, Equation equation) {
    GraphBuilder b = new GraphBuilder();
    List<Optional<Value>> known = new ArrayList<>();
    for (Value operand : equation.operands()) {
      known.add(
          linear.contains(operand)
              ? Optional.empty()
              : Optional.of(b.input(operand.type(), operand.hint())));
    }
    List<Optional<Value>> cotangents = new ArrayList<>();
    equation.results().forEach(r -> cotangents.add(Optional.of(b.input(r.type(), ""))));
    try {
      loop.transpose(b, known, Cotangents.of(cotangents), Cotangents.none(known.size()));
      return true;
    } catch (CompilerBug | NotReversible | NotDifferentiable notLinear) {
      return false;
    }
  }

  private boolean allWithin(List<Value> operands, List<Integer> allowed) {
    for (int i = 0; i < operands.size(); i++) {
      if (linear.contains(operands.get(i)) && !allowed.contains(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean exactlyOne(List<Value> operands, List<Integer> allowed) {
    return allWithin(operands, allowed) && operands.stream().filter(linear::contains).count() == 1;
  }

  /** The results all of whose elements are 0: of a condition those that both branches give so. */
  private List<Value> zeros(Equation equation) {
    if (equation.op() instanceof Scan scan) {
      return zeros(scan, equation);
    }
    List<Graph> inner =
        switch (equation.op()) {
          case Cond cond -> List.of(cond.then(), cond.otherwise());
          case Checkpoint checkpoint -> List.of(checkpoint.body());
          default -> List.of();
        };
    if (inner.isEmpty()) {
      return givesZero(equation) ? equation.results() : List.of();
    }
    List<Value> found = new ArrayList<>();
    for (int i = 0; i < equation.results().size(); i++) {
      int at = i;
      if (inner.stream()
          .allMatch(g -> check(g, List.of(), List.of(), List.of(g.outputs().get(at))).isEmpty())) {
        found.add(equation.results().get(i));
      }
    }
    return found;
  }

  /** Those that are 0 in every step: a carry that starts as 0 may be taken for 0 till it is not. */
  private List<Value> zeros(Scan scan, Equation equation) {
    Graph body = scan.body();
    Set<Value> assumed = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < body.inputs().size(); i++) {
      if (isZero(equation.operands().get(i))) {
        assumed.add(body.inputs().get(i));
      }
    }
    while (true) {
      Linearity step = new Linearity(body);
      step.zeros.addAll(assumed);
      step.walk(List.of(), List.of(), List.of());
      List<Value> broken =
          IntStream.range(0, scan.carries())
              .filter(i -> !step.isZero(body.outputs().get(i)))
              .mapToObj(i -> body.inputs().get(i))
              .filter(assumed::contains)
              .toList();
      if (broken.isEmpty()) {
        return IntStream.range(0, body.outputs().size())
            .filter(i -> step.isZero(body.outputs().get(i)))
            .filter(i -> i >= scan.carries() || assumed.contains(body.inputs().get(i)))
            .mapToObj(i -> equation.results().get(i))
            .toList();
      }
      broken.forEach(assumed::remove);
    }
  }

  /** Whether all elements of the results are 0: made so, or of such zeros by what is linear. */
  private boolean givesZero(Equation equation) {
    List<Value> operands = equation.operands();
    if (equation.op() instanceof Constant constant) {
      return constant.value().size() == 1
          && constant.value().re(0) == 0
          && constant.value().im(0) == 0;
    }
    return switch (equation.op().derivative()) {
      case Derivative.Linear l -> areZero(operands, l.operands());
      case Derivative.Multilinear m -> m.operands().stream().anyMatch(i -> isZero(operands.get(i)));
      case Derivative.Tangent t -> areZero(operands, t.linear());
      case Derivative.Pointwise p ->
          (equation.op() instanceof Negative || equation.op() instanceof Divide)
              && isZero(operands.get(0));
      default -> false;
    };
  }

  private boolean areZero(List<Value> operands, List<Integer> which) {
    return !which.isEmpty() && which.stream().map(operands::get).allMatch(this::isZero);
  }

  private boolean isZero(Value value) {
    return zeros.contains(value);
  }
}
