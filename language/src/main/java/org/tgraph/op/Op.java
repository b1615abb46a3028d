package org.tgraph.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Signature;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * An operation of the graph: all that is known of it, in one place. Its parameters are the
 * components of the record that implements it, and of types that the graph's text can hold: int,
 * long, boolean, String, {@link Dim}, {@link SizeVar}, DType, Shape, TensorType, Array, Graph, and
 * lists of these. Operations are pure; operands are not broadcast or promoted: that is done before.
 */
public interface Op {
  /** The name in the graph's text, unique among {@link Ops#ALL}. */
  String name();

  /** The rule for the types, in the notation users know; shown in errors and on hover. */
  Signature signature();

  /** The types of the results. To be overridden where the signature cannot say it all. */
  default Inferred infer(List<TensorType> operands) {
    return signature().match(operands);
  }

  Derivative derivative();

  /**
   * The definition of what the operation computes. The parameters hold no size variable, and the
   * operands have types that {@link #infer} takes.
   *
   * @throws EvaluationProblem where the values do not allow a result
   */
  List<Array> evaluate(List<Array> operands);

  /** This operation with the size variables in its parameters replaced. */
  default Op substitute(Function<SizeVar, Dim> sizes) {
    return this;
  }

  /** The sizes among the parameters. */
  default List<Dim> sizes() {
    return List.of();
  }

  /** The size variables that get their value when this operation is run. */
  default List<SizeVar> defines() {
    return List.of();
  }

  /** The graphs among the parameters, each closed: its inputs are all it uses of the outside. */
  default List<Graph> graphs() {
    return List.of();
  }

  /**
   * The same operation for operands that all have a further axis at the front. By default this
   * operation itself, which is right where every operand and result begins with a pack.
   */
  default Op batched(Dim size) {
    return this;
  }

  /**
   * Applies the operation to operands of which some have a further axis of {@code size} at the
   * front; all results have it. By default, the others are broadcast.
   */
  default List<Value> batch(
      GraphBuilder b, List<Value> operands, List<Boolean> isBatched, Dim size) {
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Value operand = operands.get(i);
      all.add(isBatched.get(i) ? operand : Broadcast.leading(b, operand, size));
    }
    return b.emit(batched(size), all);
  }

  /**
   * What this is made of, in simpler operations; nothing if it belongs to the core that every
   * backend must have. {@code operands} are values of {@code b}.
   */
  default Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    return Optional.empty();
  }

  /**
   * About how many operations on numbers it takes: by default one for each element of the results.
   * What only moves numbers takes none.
   */
  default Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results);
  }

  /** Where the operand may be sampled to test the operation's laws. */
  default Domain domain(int operand) {
    return Domain.ANY;
  }
}
