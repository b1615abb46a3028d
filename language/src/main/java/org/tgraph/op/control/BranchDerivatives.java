package org.tgraph.op.control;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.transform.Cotangents;
import org.tgraph.transform.Jvp;
import org.tgraph.transform.Transposition;

/**
 * The derivatives of {@link Cond}: those of its branches, under the same condition. A branch of a
 * derivative computes again what it needs of the values inside, so that nothing is kept of the
 * branch that is not taken.
 */
final class BranchDerivatives {
  private BranchDerivatives() {}

  /**
   * What a branch has become.
   *
   * @param b the graph so far
   * @param results those that are not {@code without}
   * @param without what the others are; absent where zero
   */
  private record Branch(
      GraphBuilder b,
      List<Value> types,
      List<Optional<Value>> results,
      List<Optional<Value>> without,
      boolean haveZeros) {}

  static List<Optional<Value>> tangents(
      Cond cond, GraphBuilder b, List<Value> operands, List<Optional<Value>> tangents) {
    List<Optional<Value>> active = tangents.subList(1, tangents.size());
    List<Value> arguments = new ArrayList<>(operands.subList(1, operands.size()));
    active.forEach(t -> t.ifPresent(arguments::add));
    String transform = b.origin() instanceof Origin.Derived d ? d.transform() : "jvp";
    return join(
        b,
        operands.get(0),
        arguments,
        tangent(cond.then(), b, transform, active),
        tangent(cond.otherwise(), b, transform, active));
  }

  private static Branch tangent(
      Graph graph, GraphBuilder outer, String transform, List<Optional<Value>> active) {
    GraphBuilder b = new GraphBuilder();
    b.at(outer.origin());
    List<Value> inputs = inputs(b, graph.inputs());
    List<Optional<Value>> tangents = present(b, active);
    Jvp.Dual dual = Jvp.emit(b, transform, graph, inputs, tangents);
    List<Optional<Value>> zeros = Collections.nCopies(dual.values().size(), Optional.empty());
    return new Branch(b, dual.values(), dual.tangents(), zeros, false);
  }

  private static List<Value> inputs(GraphBuilder b, List<Value> like) {
    return like.stream().map(v -> b.input(v.type(), v.hint())).toList();
  }

  static Cotangents transpose(
      Cond cond,
      GraphBuilder b,
      List<Optional<Value>> operands,
      Cotangents cotangents,
      List<Optional<Value>> sums) {
    List<Optional<Value>> captures = operands.subList(1, operands.size());
    List<Value> arguments = new ArrayList<>();
    captures.forEach(c -> c.ifPresent(arguments::add));
    cotangents.values().forEach(c -> c.ifPresent(arguments::add));
    List<Optional<Value>> before = sums.subList(1, sums.size());
    before.forEach(s -> s.ifPresent(arguments::add));
    Branch then = pull(cond.then(), b, captures, cotangents, before);
    Branch otherwise = pull(cond.otherwise(), b, captures, cotangents, before);
    List<Optional<Value>> pulled =
        join(b, operands.get(0).orElseThrow(), arguments, then, otherwise);
    List<Optional<Value>> all = new ArrayList<>(List.of(Optional.empty()));
    all.addAll(pulled);
    return new Cotangents(all, then.haveZeros || otherwise.haveZeros);
  }

  private static Branch pull(
      Graph graph,
      GraphBuilder outer,
      List<Optional<Value>> captures,
      Cotangents cotangents,
      List<Optional<Value>> sums) {
    GraphBuilder b = new GraphBuilder();
    b.at(outer.origin());
    List<Optional<Value>> known = present(b, captures);
    Cotangents seeds = new Cotangents(present(b, cotangents.values()), cotangents.haveZeros());
    List<Optional<Value>> before = present(b, sums);
    Cotangents pulled = Transposition.emit(b, graph, known, seeds, before).cotangents();
    return new Branch(b, graph.inputs(), pulled.values(), before, pulled.haveZeros());
  }

  /** An input for each value that is there. */
  private static List<Optional<Value>> present(GraphBuilder b, List<Optional<Value>> like) {
    return like.stream().map(o -> o.map(v -> b.input(v.type(), v.hint()))).toList();
  }

  /** One condition over both; what only one branch has is written out in the other. */
  private static List<Optional<Value>> join(
      GraphBuilder b, Value condition, List<Value> arguments, Branch x, Branch y) {
    List<Integer> present =
        IntStream.range(0, x.results.size())
            .filter(i -> x.results.get(i).isPresent() || y.results.get(i).isPresent())
            .boxed()
            .toList();
    List<Optional<Value>> joined = new ArrayList<>();
    x.results.forEach(r -> joined.add(Optional.empty()));
    if (!present.isEmpty()) {
      Graph then = build(x, present);
      List<Value> results = Cond.emit(b, condition, then, build(y, present), arguments);
      for (int i = 0; i < present.size(); i++) {
        joined.set(present.get(i), Optional.of(results.get(i)));
      }
    }
    return joined;
  }

  private static Graph build(Branch branch, List<Integer> present) {
    List<Value> outputs = new ArrayList<>();
    for (int i : present) {
      Value like = branch.types.get(i);
      Optional<Value> result = branch.results.get(i).or(() -> branch.without.get(i));
      outputs.add(result.orElseGet(() -> Formula.constant(branch.b, 0, like)));
    }
    return branch.b.build(outputs);
  }
}
