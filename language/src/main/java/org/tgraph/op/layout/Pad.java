package org.tgraph.op.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.op.Derivative;
import org.tgraph.op.Moving;
import org.tgraph.op.Op;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Shape;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;

/**
 * Puts zeros around and between the elements along each axis. An axis of size {@code n} becomes one
 * of size {@code low + n + (n - 1) * interior + high}, for {@code n = 0} too, so that this undoes
 * {@link Slice} for every size.
 *
 * @param low for each axis, the zeros before the first element
 * @param high for each axis, the zeros after the last
 * @param interior for each axis, the zeros between any two
 */
public record Pad(List<Dim> low, List<Dim> high, List<Integer> interior) implements Moving {
  private static final Signature SIGNATURE = Signature.of("(x: any[..s]) -> any[..t]");

  public Pad {
    low = List.copyOf(low);
    high = List.copyOf(high);
    interior = List.copyOf(interior);
  }

  @Override
  public String name() {
    return "pad";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    TensorType x = operands.get(0);
    if (high.size() != low.size() || interior.size() != low.size()) {
      return Inferred.problem(
          new ShapeProblem.Other(0, "There must be as many high as low and interior."));
    }
    if (!interior.stream().allMatch(s -> s >= 0)) {
      return Inferred.problem(
          new ShapeProblem.Other(
              0, "Each of the numbers of zeros between elements must be at least 0."));
    }
    if (x.rank() != low.size()) {
      return Inferred.problem(new ShapeProblem.RankWrong(0, x.rank(), low.size(), false));
    }
    List<Dim> dims = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      Dim size = x.dim(axis).times(1 + interior.get(axis)).plus(-interior.get(axis));
      dims.add(size.plus(low.get(axis)).plus(high.get(axis)));
      if (dims.get(axis).isAtLeast(0) == Truth.NO) {
        return Inferred.problem(
            new ShapeProblem.Other(
                0, "Axis %d would get the size %s.".formatted(axis, dims.get(axis))));
      }
    }
    return Inferred.of(x.withShape(new Shape(dims)));
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Linear(
        List.of(0),
        (b, i, in, cotangent) ->
            b.one(
                new Slice(
                    low, in.get(0).shape().dims(), interior.stream().map(s -> s + 1).toList()),
                cotangent));
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    TensorType type = infer(List.of(x.type())).orThrow(name()).get(0);
    Array result = Array.zeros(x.dtype(), type.shape().values());
    long[] strides = Strides.of(result.shape());
    long[] steps = new long[strides.length];
    long offset = 0;
    for (int axis = 0; axis < steps.length; axis++) {
      steps[axis] = strides[axis] * (1 + interior.get(axis));
      offset += strides[axis] * low.get(axis).value();
    }
    Copy.write(x, steps, offset, result);
    return List.of(result);
  }

  @Override
  public Op substitute(Function<SizeVar, Dim> sizes) {
    return new Pad(
        low.stream().map(d -> d.substitute(sizes)).toList(),
        high.stream().map(d -> d.substitute(sizes)).toList(),
        interior);
  }

  @Override
  public List<Dim> sizes() {
    List<Dim> sizes = new ArrayList<>(low);
    sizes.addAll(high);
    return sizes;
  }

  @Override
  public Op batched(Dim size) {
    return new Pad(
        Axes.prepend(Dim.ZERO, low), Axes.prepend(Dim.ZERO, high), Axes.prepend(0, interior));
  }
}
