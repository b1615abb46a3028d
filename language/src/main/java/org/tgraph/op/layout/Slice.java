package org.tgraph.op.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.EvaluationProblem;
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
 * Evenly spaced elements along each axis: element {@code i} of the result is element {@code start +
 * i * step} of the operand. All of them must be elements of the operand; what a user writes is
 * clamped before.
 *
 * @param starts for each axis, from 0
 * @param lengths for each axis, the size of the result
 * @param steps for each axis, at least 1
 */
public record Slice(List<Dim> starts, List<Dim> lengths, List<Integer> steps) implements Moving {
  private static final Signature SIGNATURE = Signature.of("(x: any[..s]) -> any[..t]");

  public Slice {
    starts = List.copyOf(starts);
    lengths = List.copyOf(lengths);
    steps = List.copyOf(steps);
  }

  /** {@code length} elements along {@code axis} from {@code start} on, and all along the others. */
  public static Value along(GraphBuilder b, Value x, int axis, Dim start, Dim length) {
    if (length.equals(x.shape().dim(axis)) && start.is(0)) {
      return x;
    }
    List<Dim> starts = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      starts.add(i == axis ? start : Dim.ZERO);
      steps.add(1);
    }
    return b.one(new Slice(starts, x.shape().with(axis, length).dims(), steps), x);
  }

  @Override
  public String name() {
    return "slice";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    TensorType x = operands.get(0);
    if (starts.size() != lengths.size() || steps.size() != lengths.size()) {
      return Inferred.problem(
          new ShapeProblem.Other(0, "There must be as many starts as lengths and steps."));
    }
    if (!steps.stream().allMatch(s -> s >= 1)) {
      return Inferred.problem(new ShapeProblem.Other(0, "Each of the steps must be at least 1."));
    }
    if (x.rank() != lengths.size()) {
      return Inferred.problem(new ShapeProblem.RankWrong(0, x.rank(), lengths.size(), false));
    }
    for (int axis = 0; axis < x.rank(); axis++) {
      if (isOutside(axis, x.dim(axis)) == Truth.YES) {
        return Inferred.problem(
            new ShapeProblem.Other(
                0,
                "Axis %d has size %s, so there are no %s elements from %s on in steps of %d."
                    .formatted(
                        axis, x.dim(axis), lengths.get(axis), starts.get(axis), steps.get(axis))));
      }
    }
    return Inferred.of(x.withShape(new Shape(lengths)));
  }

  /** Whether the slice takes elements that an axis of {@code size} does not have. */
  private Truth isOutside(int axis, Dim size) {
    Dim start = starts.get(axis);
    Dim length = lengths.get(axis);
    Dim end = start.plus(length.plus(-1).times(steps.get(axis))).plus(1);
    if (length.isAtLeast(0) == Truth.NO) {
      return Truth.YES;
    }
    if (length.is(0)) {
      return Truth.NO;
    }
    boolean outside = start.isAtLeast(0) == Truth.NO || size.minus(end).isAtLeast(0) == Truth.NO;
    return outside ? length.isAtLeast(1) : Truth.UNKNOWN;
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Linear(
        List.of(0),
        (b, i, in, cotangent) -> {
          List<Dim> high = new ArrayList<>();
          for (int axis = 0; axis < starts.size(); axis++) {
            Dim span = lengths.get(axis).plus(-1).times(steps.get(axis)).plus(1);
            high.add(in.get(0).shape().dim(axis).minus(starts.get(axis)).minus(span));
          }
          return b.one(new Pad(starts, high, steps.stream().map(s -> s - 1).toList()), cotangent);
        });
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    long[] strides = Strides.of(x.shape());
    long[] steps = new long[strides.length];
    long offset = 0;
    for (int axis = 0; axis < steps.length; axis++) {
      if (isOutside(axis, Dim.of(x.dim(axis))) == Truth.YES) {
        throw outside(lengths.get(axis), starts.get(axis), axis, x.dim(axis));
      }
      steps[axis] = strides[axis] * this.steps.get(axis);
      offset += strides[axis] * starts.get(axis).value();
    }
    Array result = Array.zeros(x.dtype(), new Shape(lengths).values());
    Copy.read(x, steps, offset, result);
    return List.of(result);
  }

  /** What is told of a slice that takes elements that are not there. */
  public static EvaluationProblem outside(Dim length, Dim start, int axis, long size) {
    return new EvaluationProblem(
        Code.TG0802,
        "The slice of %s elements from %s on is not within axis %d, which has size %d."
            .formatted(length, start, axis, size));
  }

  @Override
  public Op substitute(Function<SizeVar, Dim> sizes) {
    return new Slice(
        starts.stream().map(d -> d.substitute(sizes)).toList(),
        lengths.stream().map(d -> d.substitute(sizes)).toList(),
        steps);
  }

  @Override
  public List<Dim> sizes() {
    List<Dim> sizes = new ArrayList<>(starts);
    sizes.addAll(lengths);
    return sizes;
  }

  @Override
  public Op batched(Dim size) {
    return new Slice(
        Axes.prepend(Dim.ZERO, starts), Axes.prepend(size, lengths), Axes.prepend(1, steps));
  }
}
