package org.tgraph.op.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.transform.Cotangents;
import org.tgraph.transform.Jvp;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

/**
 * An operation that holds graphs. They are closed: what they use of the graph around them are
 * operands. Their size variables may be those of the graph around them.
 */
public sealed interface ControlFlow extends Op permits Closure, Cond, Implicit, Scan, While {
  @Override
  List<Graph> graphs();

  /** The same operation with as many other graphs, which take and give the same types. */
  ControlFlow withGraphs(List<Graph> graphs);

  /**
   * The transpose, where the operation is linear in some of its operands together.
   *
   * @param operands absent are those in which it is linear
   * @param cotangents of the results
   * @param sums what the cotangents of operands are to be added to; present only of what {@link
   *     #picks}
   * @return those of the operands, with their sums; absent for the others too, and where nothing is
   *     to be added
   * @throws org.tgraph.op.NotReversible if it has none
   */
  Cotangents transpose(
      GraphBuilder b,
      List<Optional<Value>> operands,
      Cotangents cotangents,
      List<Optional<Value>> sums);

  /** Whether elements of an operand are picked that is the same in all steps and branches. */
  default boolean picks(int operand) {
    return Picks.from(this, operand);
  }

  /**
   * The results and their tangents together, where the forward rule shares work with the results;
   * nothing where {@link #derivative} is all there is.
   *
   * @param tangents those of the operands, of which one is present at least
   */
  default Optional<Jvp.Dual> dual(
      GraphBuilder b, List<Value> operands, List<Optional<Value>> tangents) {
    return Optional.empty();
  }

  /**
   * The operation without results that nothing uses; nothing where it computes all or none.
   *
   * @param wanted for each result whether it is used, which one is at least
   */
  default Optional<Pruned> pruned(List<Boolean> wanted) {
    return Optional.empty();
  }

  /** The sizes that the graphs mention and do not count themselves. */
  @Override
  default List<Dim> sizes() {
    List<Dim> sizes = new ArrayList<>();
    for (Graph graph : graphs()) {
      for (SizeVar var : graph.sizes()) {
        sizes.add(Dim.of(var));
      }
    }
    return sizes;
  }
}
