package org.tgraph.prelude;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.tgraph.check.CallSite;
import org.tgraph.check.LoopCalls;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.BitwiseInvert;
import org.tgraph.op.pointwise.BitwiseOr;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Less;
import org.tgraph.op.pointwise.LessEqual;
import org.tgraph.op.reduce.Any;
import org.tgraph.type.DType;

/**
 * Candidates for random numbers until each element has one that is taken, in a loop of the graph,
 * so that every backend makes the same. Each round has a key of its own, and what an element
 * becomes does not depend on how long others take.
 */
final class SamplerLoop {
  /** The candidates of one round, and which of them are taken. */
  record Round(Value candidates, Value isTaken) {}

  /** Makes the candidates of a round. */
  interface Maker {
    Round of(Value key);
  }

  private SamplerLoop() {}

  /** The first candidates that are taken; all are of the type of {@code start}. */
  static Value first(CallSite call, Value key, Value start, Maker maker) {
    Value none = call.cast(Formula.constant(call.b(), 0, start), DType.BOOL);
    Value round = call.fill(0, key);
    List<Value> results =
        LoopCalls.loop(
            call,
            List.of(round, start, none),
            now -> any(call, call.emit(new BitwiseInvert(), now.get(2))),
            now -> {
              Round made = maker.of(Bits.child(call, key, now.get(0)));
              Value isDone = now.get(2);
              return List.of(
                  call.emit(new Add(), now.get(0), call.fill(1, now.get(0))),
                  Formula.select(call.b(), isDone, now.get(1), made.candidates()),
                  call.emit(new BitwiseOr(), isDone, made.isTaken()));
            });
    return results.get(1);
  }

  /**
   * The smallest whole numbers from 0 up to which the probabilities have a sum above {@code u}, by
   * adding them up.
   *
   * @param first the probability of 0
   * @param next the probability of a number, given it and the probability of the number before
   * @param most where to stop, all but 10⁻⁵⁰ being below
   */
  static Value inverted(
      CallSite call, Value u, Value first, BinaryOperator<Value> next, double most) {
    Value zero = Formula.constant(call.b(), 0, u);
    List<Value> results =
        LoopCalls.loop(
            call,
            List.of(zero, first, first),
            now -> any(call, isBelow(call, u, now, most)),
            now -> {
              Value goesOn = isBelow(call, u, now, most);
              Value one = Formula.constant(call.b(), 1, u);
              Value k = Formula.add(call.b(), now.get(0), one);
              Value probability = next.apply(k, now.get(1));
              Value sum = Formula.add(call.b(), now.get(2), probability);
              return List.of(
                  Formula.select(call.b(), goesOn, k, now.get(0)),
                  Formula.select(call.b(), goesOn, probability, now.get(1)),
                  Formula.select(call.b(), goesOn, sum, now.get(2)));
            });
    return results.get(0);
  }

  private static Value isBelow(CallSite call, Value u, List<Value> now, double most) {
    Value isBelow = call.emit(new LessEqual(), now.get(2), u);
    Value end = Formula.constant(call.b(), most, u);
    Value isEarly = call.emit(new Less(), now.get(0), end);
    return call.emit(new BitwiseAnd(), isBelow, isEarly);
  }

  private static Value any(CallSite call, Value flags) {
    return call.emit(new Any(axes(flags)), flags);
  }

  private static List<Integer> axes(Value x) {
    return IntStream.range(0, x.rank()).boxed().toList();
  }
}
