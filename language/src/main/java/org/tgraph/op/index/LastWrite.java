package org.tgraph.op.index;

import java.util.List;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.EvaluationProblem;
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
 * For each place, which of the writes {@code positions[b.., s]} to places {@code 0 … size - 1}
 * comes last: its number from 0, or -1 where there is none. A functional update chooses by it
 * between the old element and the new.
 *
 * @param batch how many axes at the front are batches
 * @param size how many places there are
 */
public record LastWrite(int batch, Dim size) implements Op {
  private static final Signature SIGNATURE =
      Signature.of("(positions: i64[..b, s]) -> i64[..b, size]");

  @Override
  public String name() {
    return "last_write";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    TensorType positions = operands.get(0);
    if (positions.element() != DType.I64) {
      return Inferred.problem(
          new ShapeProblem.ElementsDiffer(0, positions.element(), -1, DType.I64));
    }
    if (positions.rank() != batch + 1) {
      return Inferred.problem(new ShapeProblem.RankWrong(0, positions.rank(), batch + 1, false));
    }
    Shape shape = positions.shape().slice(0, batch).insert(batch, size);
    return Inferred.of(positions.withShape(shape));
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array positions = operands.get(0);
    long places = size.value();
    long[] shape = positions.shape();
    long writes = shape[batch];
    shape[batch] = places;
    Array result = Array.zeros(DType.I64, shape);
    for (long i = 0; i < result.size(); i++) {
      result.set(i, -1L);
    }
    for (long i = 0; i < positions.size(); i++) {
      long place = positions.getLong(i);
      if (place < 0 || place >= places) {
        throw outOfRange(place, places);
      }
      result.set(i / writes * places + place, i % writes);
    }
    return List.of(result);
  }

  /** What is told of a place that is not there. */
  public static EvaluationProblem outOfRange(long place, long places) {
    return new EvaluationProblem(
        Code.TG0802, "Index %d is out of range for size %d.".formatted(place, places));
  }

  @Override
  public Op substitute(Function<SizeVar, Dim> sizes) {
    return new LastWrite(batch, size.substitute(sizes));
  }

  @Override
  public List<Dim> sizes() {
    return List.of(size);
  }

  @Override
  public Op batched(Dim added) {
    return new LastWrite(batch + 1, size);
  }

  @Override
  public Domain domain(int operand) {
    return new Domain(0, 1);
  }
}
