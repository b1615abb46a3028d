package org.tgraph.op.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.transform.Cotangents;
import org.tgraph.transform.Jvp;
import org.tgraph.transform.Transposition;
import org.tgraph.transform.Vmap;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

/**
 * A graph whose derivatives compute again what they need of the values inside, so that between the
 * way there and the way back only the operands are kept. Loops in it are cut into blocks ({@link
 * Blocks}), each of which is a checkpoint of its own. (Griewank and Walther, Evaluating
 * Derivatives, 2nd edition, chapter 12.)
 *
 * @param body closed
 * @param isWhole whether loops in it are still to be cut
 */
public record Checkpoint(Graph body, boolean isWhole) implements Closure {
  /** A checkpoint with only those of the operands that the graph uses. */
  public static List<Value> emit(
      GraphBuilder b, Graph body, boolean isWhole, List<Value> operands) {
    List<Integer> used =
        IntStream.range(0, operands.size())
            .filter(i -> LoopSlots.uses(body, body.inputs().get(i)))
            .boxed()
            .toList();
    Graph kept = new Graph(LoopSlots.pick(body.inputs(), used), body.body(), body.outputs());
    return b.emit(new Checkpoint(kept, isWhole), LoopSlots.pick(operands, used));
  }

  @Override
  public String name() {
    return "checkpoint";
  }

  @Override
  public List<Graph> graphs() {
    return List.of(body);
  }

  @Override
  public Checkpoint withGraphs(List<Graph> graphs) {
    return new Checkpoint(graphs.get(0), isWhole);
  }

  @Override
  public Op substitute(Function<SizeVar, Dim> sizes) {
    return new Checkpoint(body.substitute(sizes), isWhole);
  }

  /** The tangents are a checkpoint too, over the operands and their tangents. */
  @Override
  public Optional<Jvp.Dual> dual(
      GraphBuilder b, List<Value> operands, List<Optional<Value>> tangents) {
    Origin before = b.origin();
    b.at(before instanceof Origin.Derived d ? d.of() : before);
    List<Value> values = b.emit(this, operands);
    b.at(before);
    GraphBuilder inner = new GraphBuilder();
    inner.at(before);
    List<Value> inputs = body.inputs().stream().map(v -> inner.input(v.type(), v.hint())).toList();
    List<Value> arguments = new ArrayList<>(operands);
    List<Optional<Value>> inside = new ArrayList<>();
    for (Optional<Value> tangent : tangents) {
      inside.add(tangent.map(t -> inner.input(t.type(), t.hint())));
      tangent.ifPresent(arguments::add);
    }
    Graph cut = isWhole ? Blocks.of(body) : body;
    String transform = before instanceof Origin.Derived d ? d.transform() : "jvp";
    Jvp.Dual dual = Jvp.emit(inner, transform, cut, inputs, inside);
    return Optional.of(new Jvp.Dual(values, emitPresent(b, inner, dual.tangents(), arguments)));
  }

  @Override
  public Cotangents transpose(
      GraphBuilder b,
      List<Optional<Value>> operands,
      Cotangents cotangents,
      List<Optional<Value>> sums) {
    GraphBuilder inner = new GraphBuilder();
    inner.at(b.origin());
    List<Value> arguments = new ArrayList<>();
    List<Optional<Value>> known = new ArrayList<>();
    List<Optional<Value>> seeds = new ArrayList<>();
    List<Optional<Value>> before = new ArrayList<>();
    for (Optional<Value> operand : operands) {
      known.add(operand.map(v -> inner.input(v.type(), v.hint())));
      operand.ifPresent(arguments::add);
    }
    for (Optional<Value> cotangent : cotangents.values()) {
      seeds.add(cotangent.map(v -> inner.input(v.type(), v.hint())));
      cotangent.ifPresent(arguments::add);
    }
    for (Optional<Value> sum : sums) {
      before.add(sum.map(v -> inner.input(v.type(), v.hint())));
      sum.ifPresent(arguments::add);
    }
    Cotangents all = new Cotangents(seeds, cotangents.haveZeros());
    Cotangents pulled = Transposition.emit(inner, body, known, all, before).cotangents();
    return new Cotangents(emitPresent(b, inner, pulled.values(), arguments), pulled.haveZeros());
  }

  /** A checkpoint of those results that are not zero. */
  private static List<Optional<Value>> emitPresent(
      GraphBuilder b, GraphBuilder inner, List<Optional<Value>> results, List<Value> arguments) {
    List<Value> present = results.stream().flatMap(Optional::stream).toList();
    if (present.isEmpty()) {
      return results;
    }
    List<Value> emitted = new ArrayList<>(emit(b, inner.build(present), false, arguments));
    return results.stream().map(r -> r.map(v -> emitted.remove(0))).toList();
  }

  @Override
  public List<Value> batch(
      GraphBuilder b, List<Value> operands, List<Boolean> isBatched, Dim size) {
    return emit(b, Vmap.of(body, isBatched, size).orRefuse(), isWhole, operands);
  }

  @Override
  public Optional<Pruned> pruned(List<Boolean> wanted) {
    return Optional.of(Pruned.of(this, wanted));
  }
}
