package org.tgraph.op.control;

import static org.tgraph.op.control.LoopSlots.joined;
import static org.tgraph.op.control.LoopSlots.problem;
import static org.tgraph.op.control.LoopSlots.slots;

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
import org.tgraph.op.NotReversible;
import org.tgraph.op.Op;
import org.tgraph.transform.Cotangents;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Signature;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * A loop that goes on while its test holds. Operands are the first values of the carries, and
 * captures, which are the same in all steps; results are the values of the carries when the test
 * first fails. Sizes that a step counts do not leave it.
 *
 * @param test closed: (carries, captures) to a {@code bool} scalar
 * @param body closed: (carries, captures) to (carries)
 * @param carries how many
 * @param limit the number of steps after which the test certainly fails, so that there is reverse
 *     mode; empty if there is none
 */
public record While(Graph test, Graph body, int carries, List<Dim> limit) implements ControlFlow {
  public While {
    limit = List.copyOf(limit);
  }

  /** A loop with only those of the captures that its graphs use. */
  public static List<Value> emit(GraphBuilder b, While loop, List<Value> operands) {
    List<Integer> used =
        IntStream.range(0, operands.size())
            .filter(i ->
                i < loop.carries
                    || LoopSlots.uses(loop.test, loop.test.inputs().get(i))
                    || LoopSlots.uses(loop.body, loop.body.inputs().get(i)))
            .boxed()
            .toList();
    While kept = new While(keep(loop.test, used), keep(loop.body, used), loop.carries, loop.limit);
    return b.emit(used.size() == operands.size() ? loop : kept, LoopSlots.pick(operands, used));
  }

  private static Graph keep(Graph graph, List<Integer> inputs) {
    return new Graph(LoopSlots.pick(graph.inputs(), inputs), graph.body(), graph.outputs());
  }

  @Override
  public String name() {
    return "while";
  }

  @Override
  public List<Graph> graphs() {
    return List.of(test, body);
  }

  @Override
  public While withGraphs(List<Graph> graphs) {
    return new While(graphs.get(0), graphs.get(1), carries, limit);
  }

  @Override
  public Signature signature() {
    List<Value> in = body.inputs();
    String operands =
        joined(
            slots("x", "s", in.subList(0, carries)),
            slots("c", "u", in.subList(carries, in.size())));
    return Signature.of("(" + operands + ") -> (" + slots("y", "t", body.outputs()) + ")");
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    TensorType flag = TensorType.scalar(DType.BOOL);
    if (!LoopSlots.types(test.outputs()).equals(List.of(flag))) {
      return problem(-1, "The test does not give a `bool` scalar.");
    }
    if (!LoopSlots.types(test.inputs()).equals(LoopSlots.types(body.inputs()))) {
      return problem(-1, "The test and the body do not take the same.");
    }
    for (int i = 0; i < operands.size(); i++) {
      TensorType type = body.inputs().get(i).type();
      if (!type.equals(operands.get(i))) {
        return problem(i, "The loop takes `" + type + "`, not `" + operands.get(i) + "`.");
      }
    }
    List<TensorType> results = LoopSlots.types(body.outputs());
    if (!results.equals(LoopSlots.types(body.inputs().subList(0, carries)))) {
      return problem(-1, "The loop carries values whose types its body changes.");
    }
    return new Inferred.Types(results);
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    return LoopRun.REFERENCE.prepare(this).apply(operands);
  }

  @Override
  public Op substitute(Function<SizeVar, Dim> sizes) {
    List<Dim> known = limit.stream().map(d -> d.substitute(sizes)).toList();
    return new While(test.substitute(sizes), body.substitute(sizes), carries, known);
  }

  /**
   * The loop with tangents runs beside the one without, so that what depends on values alone does
   * not depend on a tangent.
   */
  @Override
  public Derivative derivative() {
    return new Derivative.Tangent(
        (b, operands, results, tangents) -> WhileTangents.of(this, b, operands, tangents));
  }

  @Override
  public List<Dim> sizes() {
    List<Dim> sizes = new ArrayList<>(ControlFlow.super.sizes());
    sizes.addAll(limit);
    return sizes;
  }

  /** Without a limit there is no place to keep the steps. */
  @Override
  public Cotangents transpose(
      GraphBuilder b,
      List<Optional<Value>> operands,
      Cotangents cotangents,
      List<Optional<Value>> sums) {
    if (limit.isEmpty()) {
      throw new NotReversible(
          "There is no gradient through a loop whose number of steps is not known beforehand.");
    }
    return WhileTranspose.of(this, b, operands, cotangents, sums);
  }

  @Override
  public List<Value> batch(
      GraphBuilder b, List<Value> operands, List<Boolean> isBatched, Dim size) {
    return LoopBatches.loop(this, b, operands, isBatched, size);
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.of(test).plus(Cost.of(body)).times(limit.isEmpty() ? Dim.ONE : limit.get(0));
  }
}
