package org.tgraph.op.index;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.NotBatchable;
import org.tgraph.op.Op;
import org.tgraph.op.layout.Strides;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * The positions of the elements that are true, or not zero, in row-major order: for each axis of
 * the operand an index tensor. How many there are is a size that is known once this has run.
 *
 * @param count that size
 */
public record Nonzero(SizeVar count) implements Op {
  private static final Signature SIGNATURE = Signature.of("(x: any[..s]) -> (i64[count])");

  @Override
  public String name() {
    return "nonzero";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    TensorType x = operands.get(0);
    if (x.rank() == 0) {
      return Inferred.problem(
          new ShapeProblem.Other(0, "It is a scalar, which has no axes to give positions along."));
    }
    for (int axis = 0; axis < x.rank(); axis++) {
      if (x.dim(axis).isPack()) {
        return Inferred.problem(new ShapeProblem.AxisInPack(0, axis));
      }
    }
    TensorType index = TensorType.of(DType.I64, Dim.of(count));
    return new Inferred.Types(Collections.nCopies(x.rank(), index));
  }

  @Override
  public Derivative derivative() {
    return Derivative.FLAT;
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    long found = 0;
    for (long i = 0; i < x.size(); i++) {
      found += isNonzero(x, i) ? 1 : 0;
    }
    List<Array> results = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      results.add(Array.zeros(DType.I64, found));
    }
    long[] strides = Strides.of(x.shape());
    long to = 0;
    for (long i = 0; i < x.size(); i++) {
      if (isNonzero(x, i)) {
        for (int axis = 0; axis < x.rank(); axis++) {
          results.get(axis).set(to, i / strides[axis] % x.dim(axis));
        }
        to++;
      }
    }
    return results;
  }

  private static boolean isNonzero(Array x, long i) {
    return switch (x.dtype().kind()) {
      case BOOL, INT -> x.getLong(i) != 0;
      default -> x.re(i) != 0 || x.im(i) != 0;
    };
  }

  @Override
  public Op substitute(Function<SizeVar, Dim> sizes) {
    return Dim.of(count).substitute(sizes).variable().<Op>map(Nonzero::new).orElse(this);
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
        "How many elements are selected would differ from one element of the batch to the next.");
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(operands);
  }
}
