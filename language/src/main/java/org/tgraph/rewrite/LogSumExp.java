package org.tgraph.rewrite;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
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
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.Divide;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Expm1;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Greater;
import org.tgraph.op.pointwise.IsFinite;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.pointwise.Log1p;
import org.tgraph.op.pointwise.StopGradient;
import org.tgraph.op.pointwise.Subtract;
import org.tgraph.op.reduce.Max;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/**
 * Sums of exponentials of which the greatest is 1: the greatest {@code x} is subtracted, or 0 where
 * that is infinite or there is none. What is subtracted does not change the result, so that
 * derivatives take it for a constant.
 */
final class LogSumExp {
  private LogSumExp() {}

  /** Whether a greatest element, or 0 where that is infinite, has been subtracted. */
  static boolean isShifted(Facts facts, Value x) {
    return operand(facts, x, "subtract", 1)
        .flatMap(v -> operand(facts, v, "broadcast", 0))
        .map(v -> operand(facts, v, "stop_gradient", 0).orElse(v))
        .map(v -> operand(facts, v, "select", 1).orElse(v))
        .map(v -> operand(facts, v, "subtract", 0).orElse(v))
        .map(v -> operand(facts, v, "reshape", 0).orElse(v))
        .flatMap(facts::definition)
        .filter(made ->
            made.op() instanceof Max
                || made.op() instanceof Cond cond
                    && cond.then().body().stream().anyMatch(e -> e.op() instanceof Max))
        .isPresent();
  }

  private static Optional<Value> operand(Facts facts, Value value, String op, int operand) {
    Optional<Equation> made = facts.definition(value).filter(e -> e.op().name().equals(op));
    return made.map(e -> e.operands().get(operand));
  }

  /** Whether what is summed up is put back at the places that it comes from. */
  static boolean isAlongAll(Match match) {
    Value x = match.value("x");
    return match.shape("s").equals(x.shape())
        && match.integers("p").equals(kept(x, match.integers("a")));
  }

  private static List<Integer> kept(Value x, List<Integer> axes) {
    return IntStream.range(0, x.rank()).filter(a -> !axes.contains(a)).boxed().toList();
  }

  /** {@code log(sum(exp(x), axes=a))}. */
  static Value log(Site site, Match match) {
    GraphBuilder b = site.builder();
    Value shift = shift(site, match);
    Value sum = sum(b, exponentials(b, match, shift), match);
    return b.one(new Add(), b.one(new Log(), sum), shift);
  }

  /** {@code log(sum(exp(x), axes=a) / y)}. */
  static Value logOfMean(Site site, Match match) {
    GraphBuilder b = site.builder();
    Value shift = shift(site, match);
    Value sum = sum(b, exponentials(b, match, shift), match);
    return b.one(new Add(), b.one(new Log(), b.one(new Divide(), sum, match.value("y"))), shift);
  }

  /** {@code exp(x) / broadcast(sum(exp(x), axes=a))}. */
  static Value softmax(Site site, Match match) {
    GraphBuilder b = site.builder();
    Value e = exponentials(b, match, shift(site, match));
    Value sum = b.one(new Broadcast(e.shape(), match.integers("p")), sum(b, e, match));
    return b.one(new Divide(), e, sum);
  }

  /** {@code log1p(sum(exp(x), axes=a))}, where 1 is the exponential of one more number, 0. */
  static Value log1p(Site site, Match match) {
    GraphBuilder b = site.builder();
    Value shift = shift(site, match.value("x"), match.integers("a"), LogSumExp::aboveZero);
    Value one = b.one(new Expm1(), Formula.negative(b, shift));
    Value sum = b.one(new Add(), sum(b, exponentials(b, match, shift), match), one);
    return b.one(new Add(), b.one(new Log1p(), sum), shift);
  }

  private static Value exponentials(GraphBuilder b, Match match, Value shift) {
    return exponentials(b, match.value("x"), match.integers("a"), shift);
  }

  /** {@code exp(x - shift)}, where {@code shift} does not have the axes. */
  static Value exponentials(GraphBuilder b, Value x, List<Integer> axes, Value shift) {
    Value all = b.one(new Broadcast(x.shape(), kept(x, axes)), shift);
    return b.one(new Exp(), b.one(new Subtract(), x, all));
  }

  private static Value sum(GraphBuilder b, Value exponentials, Match match) {
    return b.one(new Sum(match.integers("a")), exponentials);
  }

  private static Value shift(Site site, Match match) {
    return shift(site, match.value("x"), match.integers("a"), LogSumExp::finite);
  }

  /**
   * What to subtract, which a derivative takes for a constant. There is no greatest of no elements:
   * where there may be none, that is asked first.
   *
   * @param choice makes it of the greatest along the axes
   */
  static Value shift(
      Site site, Value x, List<Integer> axes, BiFunction<GraphBuilder, Value, Value> choice) {
    GraphBuilder b = site.builder();
    Dim count = Dim.ONE;
    for (int axis : axes) {
      count = count.times(x.shape().dim(axis));
    }
    if (count.isAtLeast(1) == Truth.YES) {
      return b.one(new StopGradient(), choice.apply(b, b.one(new Max(axes), x)));
    }
    Value none = site.fill(Array.scalar(0L), Shape.SCALAR);
    Value some = b.one(new Greater(), b.one(new SizeOf(count)), none);
    GraphBuilder then = new GraphBuilder();
    then.at(b.origin());
    Value inner = then.input(x.type(), x.hint());
    Graph greatest = then.build(List.of(choice.apply(then, then.one(new Max(axes), inner))));
    GraphBuilder otherwise = new GraphBuilder();
    otherwise.at(b.origin());
    otherwise.input(x.type(), x.hint());
    Graph zero =
        otherwise.build(List.of(Formula.constant(otherwise, 0, greatest.outputs().get(0))));
    return b.one(new StopGradient(), Cond.emit(b, some, greatest, zero, List.of(x)).get(0));
  }

  private static Value finite(GraphBuilder b, Value most) {
    Value zero = Formula.constant(b, 0, most);
    return Formula.select(b, b.one(new IsFinite(), most), most, zero);
  }

  private static Value aboveZero(GraphBuilder b, Value most) {
    Value zero = Formula.constant(b, 0, most);
    Value above =
        b.one(new BitwiseAnd(), b.one(new IsFinite(), most), b.one(new Greater(), most, zero));
    return Formula.select(b, above, most, zero);
  }
}
