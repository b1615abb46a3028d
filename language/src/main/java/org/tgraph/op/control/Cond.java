package org.tgraph.op.control;

import static org.tgraph.op.control.LoopSlots.problem;
import static org.tgraph.op.control.LoopSlots.slots;
import static org.tgraph.op.control.LoopSlots.uses;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.transform.Cotangents;
import org.tgraph.transform.Vmap;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Signature;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * One of two graphs, of which only that is computed: the first where the condition, a scalar, is
 * true. The other operands are the inputs of both. Sizes that a branch counts do not leave it.
 *
 * @param then closed
 * @param otherwise closed, with the same types of inputs and of outputs
 */
public record Cond(Graph then, Graph otherwise) implements ControlFlow {
  /** A condition over two graphs, with only those of the arguments that a branch uses. */
  public static List<Value> emit(
      GraphBuilder b, Value condition, Graph then, Graph otherwise, List<Value> arguments) {
    List<Integer> used =
        IntStream.range(0, arguments.size())
            .filter(
                i -> uses(then, then.inputs().get(i)) || uses(otherwise, otherwise.inputs().get(i)))
            .boxed()
            .toList();
    List<Value> operands = new ArrayList<>(List.of(condition));
    used.forEach(i -> operands.add(arguments.get(i)));
    return b.emit(new Cond(keep(then, used), keep(otherwise, used)), operands);
  }

  private static Graph keep(Graph graph, List<Integer> inputs) {
    return new Graph(
        inputs.stream().map(graph.inputs()::get).toList(), graph.body(), graph.outputs());
  }

  @Override
  public String name() {
    return "cond";
  }

  @Override
  public List<Graph> graphs() {
    return List.of(then, otherwise);
  }

  @Override
  public Cond withGraphs(List<Graph> graphs) {
    return new Cond(graphs.get(0), graphs.get(1));
  }

  @Override
  public Signature signature() {
    String inputs = slots("x", "s", then.inputs());
    String comma = inputs.isEmpty() ? "" : ", ";
    String results = slots("y", "t", then.outputs());
    return Signature.of("(condition: bool" + comma + inputs + ") -> (" + results + ")");
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    if (!operands.get(0).equals(TensorType.scalar(DType.BOOL))) {
      return problem(0, "The condition is not a `bool` scalar but a `" + operands.get(0) + "`.");
    }
    if (!then.isLike(otherwise)) {
      return problem(-1, "The branches have different types of inputs or outputs.");
    }
    for (int i = 1; i < operands.size(); i++) {
      TensorType type = then.inputs().get(i - 1).type();
      if (!type.equals(operands.get(i))) {
        return problem(i, "The branches take `" + type + "`, not `" + operands.get(i) + "`.");
      }
    }
    return new Inferred.Types(then.outputs().stream().map(Value::type).toList());
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    return LoopRun.REFERENCE.prepare(this).apply(operands);
  }

  @Override
  public Op substitute(Function<SizeVar, Dim> sizes) {
    return new Cond(then.substitute(sizes), otherwise.substitute(sizes));
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Tangent((b, operands, results, tangents) ->
        BranchDerivatives.tangents(this, b, operands, tangents));
  }

  @Override
  public Cotangents transpose(
      GraphBuilder b,
      List<Optional<Value>> operands,
      Cotangents cotangents,
      List<Optional<Value>> sums) {
    return BranchDerivatives.transpose(this, b, operands, cotangents, sums);
  }

  /**
   * With one condition for all, a condition over batches. With many, both branches are computed and
   * the elements chosen.
   */
  @Override
  public List<Value> batch(
      GraphBuilder b, List<Value> operands, List<Boolean> isBatched, Dim size) {
    Value condition = operands.get(0);
    List<Value> arguments = operands.subList(1, operands.size());
    List<Boolean> batched = isBatched.subList(1, operands.size());
    if (!isBatched.get(0)) {
      return emit(
          b,
          condition,
          Vmap.of(then, batched, size).orRefuse(),
          Vmap.of(otherwise, batched, size).orRefuse(),
          arguments);
    }
    List<Value> x = Vmap.emit(b, then, arguments, batched, size);
    List<Value> y = Vmap.emit(b, otherwise, arguments, batched, size);
    List<Value> chosen = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      Value wide = b.one(new Broadcast(x.get(i).shape(), List.of(0)), condition);
      chosen.add(Formula.select(b, wide, x.get(i), y.get(i)));
    }
    return chosen;
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Dim.max(Cost.of(then), Cost.of(otherwise));
  }
}
