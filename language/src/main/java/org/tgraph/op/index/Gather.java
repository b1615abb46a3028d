package org.tgraph.op.index;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Interruption;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.Moving;
import org.tgraph.op.Op;
import org.tgraph.op.layout.Axes;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Transpose;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * The elements that index tensors name: of {@code x[b.., d.., rest..]} with {@code count} axes
 * {@code d} and as many indices {@code [b.., s..]}, all of one type, {@code [b.., s.., rest..]}. An
 * index of {@code -1} is the last element; one out of range is a TG0802.
 *
 * @param batch how many axes the tensor and the indices share at the front
 * @param count how many axes after them are indexed, at least 1
 */
public record Gather(int batch, int count) implements Moving {
  /** Like NumPy's {@code take_along_axis}: the shapes of x and index differ only in the axis. */
  public static Value alongAxis(GraphBuilder b, Value x, Value index, int axis) {
    int last = x.rank() - 1;
    if (axis == last) {
      return b.one(new Gather(last, 1), x, index);
    }
    Transpose toLast = new Transpose(Axes.moved(x.rank(), axis, last));
    Value picked = b.one(new Gather(last, 1), b.one(toLast, x), b.one(toLast, index));
    return b.one(toLast.inverse(), picked);
  }

  @Override
  public String name() {
    return "gather";
  }

  @Override
  public Signature signature() {
    return Indices.signature("x", Kind.ANY, count);
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    TensorType x = operands.get(0);
    if (x.rank() < batch + count) {
      return Inferred.problem(new ShapeProblem.RankWrong(0, x.rank(), batch + count, true));
    }
    for (int axis = batch; axis < batch + count; axis++) {
      if (x.dim(axis).isPack()) {
        return Inferred.problem(new ShapeProblem.AxisInPack(0, axis));
      }
    }
    Optional<ShapeProblem> problem = Indices.problem(operands, batch);
    if (problem.isPresent()) {
      return Inferred.problem(problem.get());
    }
    Shape rest = x.shape().slice(batch + count, x.rank());
    return Inferred.of(x.withShape(operands.get(1).shape().concat(rest)));
  }

  /** Linear in the tensor; the transpose adds up what goes to the same element. */
  @Override
  public Derivative derivative() {
    return new Derivative.Linear(
        List.of(0),
        (b, i, in, cotangent) -> {
          Shape axes = in.get(0).shape().slice(batch, batch + count);
          List<Value> operands = new ArrayList<>(in);
          operands.set(0, cotangent);
          return b.emit(new ScatterAdd(batch, count, axes), operands).get(0);
        });
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    List<Array> indices = operands.subList(1, operands.size());
    List<TensorType> types = operands.stream().map(Array::type).toList();
    TensorType type = infer(types).orThrow(name()).get(0);
    Array result = Array.zeros(x.dtype(), type.shape().values());
    long[] axes = Arrays.copyOfRange(x.shape(), batch, batch + count);
    long perBatch = Array.count(axes);
    long each =
        Array.count(Arrays.copyOfRange(indices.get(0).shape(), batch, type.rank() - rest(x)));
    long bytes = Array.count(Arrays.copyOfRange(x.shape(), batch + count, x.rank()));
    bytes *= x.dtype().bytes();
    for (long at = 0; at < indices.get(0).size(); at++) {
      Interruption.check(at);
      long from = at / each * perBatch + Indices.position(indices, at, axes, batch);
      MemorySegment.copy(x.data(), from * bytes, result.data(), at * bytes, bytes);
    }
    return List.of(result);
  }

  /** What is told of an index that is none of its axis; {@code unsigned} if its type is. */
  public static EvaluationProblem outOfRange(long index, boolean unsigned, int axis, long size) {
    return new EvaluationProblem(
        Code.TG0802,
        "Index %s is out of range for axis %d, which has size %d."
            .formatted(unsigned ? Long.toUnsignedString(index) : Long.toString(index), axis, size));
  }

  private int rest(Array x) {
    return x.rank() - batch - count;
  }

  @Override
  public Op batched(Dim size) {
    return new Gather(batch + 1, count);
  }

  /**
   * A tensor that is not batched itself is never repeated: the new axis joins those of the index.
   * One that is batched under indices that are not repeats the indices, which are not larger than
   * the result.
   */
  @Override
  public List<Value> batch(
      GraphBuilder b, List<Value> operands, List<Boolean> isBatched, Dim size) {
    if (isBatched.get(0)) {
      return Moving.super.batch(b, operands, isBatched, size);
    }
    List<Value> all = new ArrayList<>(List.of(operands.get(0)));
    for (int i = 1; i < operands.size(); i++) {
      Value index = operands.get(i);
      Value repeated = isBatched.get(i) ? index : Broadcast.leading(b, index, size);
      List<Integer> order = Axes.moved(repeated.rank(), 0, batch);
      all.add(batch == 0 ? repeated : b.one(new Transpose(order), repeated));
    }
    Value result = b.emit(this, all).get(0);
    List<Integer> order = Axes.moved(result.rank(), batch, 0);
    return List.of(batch == 0 ? result : b.one(new Transpose(order), result));
  }

  /** Indices that every axis has that has elements. */
  @Override
  public Domain domain(int operand) {
    return operand == 0 ? Domain.ANY : new Domain(-1, 0);
  }
}
