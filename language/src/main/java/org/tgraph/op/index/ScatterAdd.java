package org.tgraph.op.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.graph.Interruption;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * Zeros to which updates are added where index tensors say, the transpose of {@link Gather}: of
 * {@code updates[b.., s.., rest..]} and indices {@code [b.., s..]}, {@code [b.., axes.., rest..]}.
 * Updates of the same element add up.
 *
 * @param batch how many axes the updates and the indices share with the result
 * @param count how many axes are indexed, at least 1
 * @param axes the sizes of the indexed axes
 */
public record ScatterAdd(int batch, int count, Shape axes) implements Op {
  @Override
  public String name() {
    return "scatter_add";
  }

  @Override
  public Signature signature() {
    return Indices.signature("updates", Kind.NUMERIC, count);
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    TensorType updates = operands.get(0);
    int rank = operands.get(1).rank();
    if (!updates.element().isIn(Kind.NUMERIC)) {
      return Inferred.problem(new ShapeProblem.KindWrong(0, updates.element(), Kind.NUMERIC));
    }
    if (updates.rank() < rank) {
      return Inferred.problem(new ShapeProblem.RankWrong(0, updates.rank(), rank, true));
    }
    if (axes.rank() != count || batch > rank) {
      return Inferred.problem(
          new ShapeProblem.Other(
              1, "There are %d indices for the axes `%s`.".formatted(count, axes)));
    }
    Optional<ShapeProblem> problem = Indices.problem(operands, rank);
    if (problem.isPresent()) {
      return Inferred.problem(problem.get());
    }
    Shape shape = updates.shape();
    return Inferred.of(
        updates.withShape(
            shape.slice(0, batch).concat(axes).concat(shape.slice(rank, shape.rank()))));
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Linear(
        List.of(0),
        (b, i, in, cotangent) -> {
          List<Value> operands = new ArrayList<>(in);
          operands.set(0, cotangent);
          return b.emit(new Gather(batch, count), operands).get(0);
        });
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array updates = operands.get(0);
    List<Array> indices = operands.subList(1, operands.size());
    List<TensorType> types = operands.stream().map(Array::type).toList();
    TensorType type = infer(types).orThrow(name()).get(0);
    Array result = Array.zeros(updates.dtype(), type.shape().values());
    Array index = indices.get(0);
    long[] sizes = axes.values();
    long perBatch = Array.count(sizes);
    long each = Array.count(Arrays.copyOfRange(index.shape(), batch, index.rank()));
    long rest = Array.count(Arrays.copyOfRange(updates.shape(), index.rank(), updates.rank()));
    for (long at = 0; at < index.size(); at++) {
      Interruption.check(at);
      long to = at / each * perBatch + Indices.position(indices, at, sizes, batch);
      for (long i = 0; i < rest; i++) {
        add(result, to * rest + i, updates, at * rest + i);
      }
    }
    return List.of(result);
  }

  private static void add(Array result, long to, Array updates, long from) {
    DType type = result.dtype();
    if (type.isInt()) {
      result.set(to, result.getLong(to) + updates.getLong(from));
    } else if (type.isComplex()) {
      result.set(to, result.re(to) + updates.re(from), result.im(to) + updates.im(from));
    } else {
      result.set(to, result.getDouble(to) + updates.getDouble(from));
    }
  }

  @Override
  public Op substitute(Function<SizeVar, Dim> values) {
    return new ScatterAdd(batch, count, axes.substitute(values));
  }

  @Override
  public List<Dim> sizes() {
    return axes.dims();
  }

  @Override
  public Op batched(Dim size) {
    return new ScatterAdd(batch + 1, count, axes);
  }

  /** What is added; the zeros are only put there. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(operands.get(0));
  }

  @Override
  public Domain domain(int operand) {
    return operand == 0 ? Domain.ANY : new Domain(-1, 0);
  }
}
