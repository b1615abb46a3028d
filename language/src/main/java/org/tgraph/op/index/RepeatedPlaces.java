package org.tgraph.op.index;

import java.util.List;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.NotBatchable;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Shape;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * The places of the operand, each as often as the number there says: of {@code [2, 0, 1]} it is
 * {@code [0, 0, 2]}. How many there are is a size that is known once this has run.
 *
 * @param count that size
 */
public record RepeatedPlaces(SizeVar count) implements Op {
  private static final Signature SIGNATURE = Signature.of("(repeats: i64[n]) -> i64[count]");

  @Override
  public String name() {
    return "repeated_places";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    TensorType repeats = operands.get(0);
    if (repeats.element() != DType.I64) {
      return Inferred.problem(new ShapeProblem.ElementsDiffer(0, repeats.element(), -1, DType.I64));
    }
    if (repeats.rank() != 1) {
      return Inferred.problem(new ShapeProblem.RankWrong(0, repeats.rank(), 1, false));
    }
    return Inferred.of(DType.I64, Shape.of(Dim.of(count)));
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }

  /**
   * @throws EvaluationProblem if a number is negative
   * @throws OutOfMemoryError if there are too many
   */
  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array repeats = operands.get(0);
    long total = 0;
    for (long i = 0; i < repeats.size(); i++) {
      long times = repeats.getLong(i);
      if (times < 0) {
        throw negative(i, times);
      }
      if (times > Long.MAX_VALUE - total) {
        throw new OutOfMemoryError("more elements than can be counted");
      }
      total += times;
    }
    Array places = Array.zeros(DType.I64, total);
    long to = 0;
    for (long i = 0; i < repeats.size(); i++) {
      for (long k = repeats.getLong(i); k > 0; k--) {
        places.set(to, i);
        to++;
      }
    }
    return List.of(places);
  }

  /** What is told of an element that is to be repeated less often than never. */
  public static EvaluationProblem negative(long element, long times) {
    return new EvaluationProblem(
        Code.TG0802, "Element %d cannot be repeated %d times.".formatted(element, times));
  }

  @Override
  public Op substitute(Function<SizeVar, Dim> sizes) {
    return Dim.of(count).substitute(sizes).variable().<Op>map(RepeatedPlaces::new).orElse(this);
  }

  @Override
  public List<SizeVar> defines() {
    return List.of(count);
  }

  /**
   * @throws NotBatchable as each element of the batch would have a size of its own
   */
  @Override
  public List<Value> batch(
      GraphBuilder b, List<Value> operands, List<Boolean> isBatched, Dim size) {
    throw new NotBatchable(
        "How many elements there are would differ from one element of the batch to the next.");
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results);
  }
}
