package org.tgraph.op.control;

import static org.tgraph.op.control.LoopSlots.joined;
import static org.tgraph.op.control.LoopSlots.problem;
import static org.tgraph.op.control.LoopSlots.slots;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.NotDifferentiable;
import org.tgraph.op.Op;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.linalg.Solve;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.transform.Cotangents;
import org.tgraph.transform.Jacobian;
import org.tgraph.transform.Jvp;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Shape;
import org.tgraph.type.Signature;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * The first operand, a root of a graph, as a function of what else the graph uses: its value is
 * what is given, however that was found, and its derivative by the captures is that of the implicit
 * function theorem, {@code ẋ = -(∂r/∂x)⁻¹ ṙ}, where ṙ is the change of the graph at a fixed x. By
 * what is given for x itself there is none.
 *
 * @param residual closed: (x, captures) to a vector of the type of x, which is 0 at x
 */
public record Implicit(Graph residual) implements ControlFlow {
  @Override
  public String name() {
    return "implicit";
  }

  @Override
  public List<Graph> graphs() {
    return List.of(residual);
  }

  @Override
  public Implicit withGraphs(List<Graph> graphs) {
    return new Implicit(graphs.get(0));
  }

  @Override
  public Signature signature() {
    List<Value> in = residual.inputs();
    String operands =
        joined(slots("x", "s", in.subList(0, 1)), slots("c", "u", in.subList(1, in.size())));
    return Signature.of("(" + operands + ") -> (" + slots("y", "t", residual.outputs()) + ")");
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    if (!LoopSlots.types(residual.outputs()).equals(operands.subList(0, 1))
        || operands.get(0).rank() != 1) {
      return problem(0, "The graph does not give a vector of the type of the root.");
    }
    for (int i = 0; i < operands.size(); i++) {
      TensorType type = residual.inputs().get(i).type();
      if (!type.equals(operands.get(i))) {
        return problem(i, "The graph takes `" + type + "`, not `" + operands.get(i) + "`.");
      }
    }
    return new Inferred.Types(operands.subList(0, 1));
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    return operands.subList(0, 1);
  }

  @Override
  public Op substitute(Function<SizeVar, Dim> sizes) {
    return new Implicit(residual.substitute(sizes));
  }

  /** Never asked for: {@link #dual} says it all. */
  @Override
  public Derivative derivative() {
    return new Derivative.Tangent(
        (b, operands, results, tangents) -> dual(b, operands, tangents).orElseThrow().tangents());
  }

  @Override
  public Optional<Jvp.Dual> dual(
      GraphBuilder b, List<Value> operands, List<Optional<Value>> tangents) {
    Origin before = b.origin();
    b.at(before instanceof Origin.Derived d ? d.of() : before);
    Value x = b.one(this, operands.toArray(Value[]::new));
    b.at(before);
    List<Value> arguments = new ArrayList<>(operands);
    arguments.set(0, x);
    List<Optional<Value>> changes = new ArrayList<>(tangents);
    changes.set(0, Optional.empty());
    String transform = before instanceof Origin.Derived d ? d.transform() : "jvp";
    Optional<Value> change =
        changes.stream().anyMatch(Optional::isPresent)
            ? Jvp.emit(b, transform, residual, arguments, changes).tangents().get(0)
            : Optional.empty();
    return Optional.of(
        new Jvp.Dual(List.of(x), List.of(change.map(r -> solved(b, transform, arguments, r)))));
  }

  private Value solved(GraphBuilder b, String transform, List<Value> arguments, Value change) {
    Value x = arguments.get(0);
    Value jacobian = Jacobian.forward(b, transform, residual, arguments, 0).get(0);
    Value column = b.one(new Reshape(x.shape().concat(Shape.of(Dim.ONE))), change);
    Value solved = b.one(new Solve(), jacobian, column);
    return Formula.negative(b, b.one(new Reshape(x.shape()), solved));
  }

  /** Never linear. */
  @Override
  public Cotangents transpose(
      GraphBuilder b,
      List<Optional<Value>> operands,
      Cotangents cotangents,
      List<Optional<Value>> sums) {
    throw new NotDifferentiable("A root is not linear in what it is a root of.");
  }

  /** One after the other: each has a Jacobian of its own. */
  @Override
  public List<Value> batch(
      GraphBuilder b, List<Value> operands, List<Boolean> isBatched, Dim size) {
    GraphBuilder inner = new GraphBuilder();
    inner.at(b.origin());
    List<Value> inputs = new ArrayList<>();
    List<Value> rows = new ArrayList<>();
    List<Value> captures = new ArrayList<>();
    List<Value> from = new ArrayList<>();
    List<Value> rest = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Value like = residual.inputs().get(i);
      Value input = inner.input(like.type(), like.hint());
      inputs.add(input);
      (isBatched.get(i) ? rows : captures).add(input);
      (isBatched.get(i) ? from : rest).add(operands.get(i));
    }
    List<Value> outputs = inner.emit(this, inputs);
    List<Value> ordered = new ArrayList<>(rows);
    ordered.addAll(captures);
    from.addAll(rest);
    Graph step = new Graph(ordered, inner.build(outputs).body(), outputs);
    return Scan.emit(b, new Scan(step, 0, rows.size(), size, false), from);
  }

  /** What is given. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Optional.of(operands.subList(0, 1));
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Dim.ZERO;
  }
}
