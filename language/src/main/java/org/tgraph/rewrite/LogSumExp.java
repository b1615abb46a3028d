package org.tgraph.rewrite;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.control.Cond;
import org.tgraph.op.create.SizeOf;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Greater;
import org.tgraph.op.pointwise.IsFinite;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.pointwise.Subtract;
import org.tgraph.op.reduce.Max;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/** The logarithm of a sum of exponentials, whose greatest is 1. */
final class LogSumExp {
  private LogSumExp() {}

  /** Whether a greatest element, or 0 where that is infinite, has been subtracted. */
  static boolean isShifted(Facts facts, Value x) {
    return operand(facts, x, "subtract", 1)
        .flatMap(v -> operand(facts, v, "broadcast", 0))
        .map(v -> operand(facts, v, "select", 1).orElse(v))
        .map(v -> operand(facts, v, "reshape", 0).orElse(v))
        .flatMap(v -> operand(facts, v, "max", 0))
        .isPresent();
  }

  private static Optional<Value> operand(Facts facts, Value value, String op, int operand) {
    Optional<Equation> made = facts.definition(value).filter(e -> e.op().name().equals(op));
    return made.map(e -> e.operands().get(operand));
  }

  /** There is no greatest of no elements: where there may be none, that is asked first. */
  static Value stable(Site site, Match match) {
    Value x = match.value("x");
    List<Integer> axes = match.integers("a");
    Dim count = Dim.ONE;
    for (int axis : axes) {
      count = count.times(x.shape().dim(axis));
    }
    if (count.isAtLeast(1) == Truth.YES) {
      return stable(site.builder(), x, axes);
    }
    GraphBuilder b = site.builder();
    Value zero = site.fill(Array.scalar(0L), Shape.SCALAR);
    Value some = b.one(new Greater(), b.one(new SizeOf(count)), zero);
    GraphBuilder then = new GraphBuilder();
    then.at(b.origin());
    Value inner = then.input(x.type(), x.hint());
    Graph stable = then.build(List.of(stable(then, inner, axes)));
    GraphBuilder otherwise = new GraphBuilder();
    otherwise.at(b.origin());
    otherwise.input(x.type(), x.hint());
    Value like = new Value(match.type(), "");
    Value log = Formula.constant(otherwise, Double.NEGATIVE_INFINITY, like);
    return Cond.emit(b, some, stable, otherwise.build(List.of(log)), List.of(x)).get(0);
  }

  private static Value stable(GraphBuilder b, Value x, List<Integer> axes) {
    List<Integer> kept =
        IntStream.range(0, x.rank()).filter(a -> !axes.contains(a)).boxed().toList();
    Value most = b.one(new Max(axes), x);
    Value zero = Formula.constant(b, 0, most);
    Value shift = Formula.select(b, b.one(new IsFinite(), most), most, zero);
    Value moved = b.one(new Subtract(), x, b.one(new Broadcast(x.shape(), kept), shift));
    Value log = b.one(new Log(), b.one(new Sum(axes), b.one(new Exp(), moved)));
    return b.one(new Add(), log, shift);
  }
}
