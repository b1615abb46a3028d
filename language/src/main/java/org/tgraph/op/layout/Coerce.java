package org.tgraph.op.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
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
 * The operand itself under a type that says more about its shape: {@code x as f64[m, 3]}. At run
 * time the shape is checked; afterwards it is trusted.
 *
 * @param type what is promised
 * @param binds the size variables of {@code type} that get their value here; unlike those of other
 *     operations they are still variables when this is evaluated
 */
public record Coerce(TensorType type, List<SizeVar> binds) implements Moving {
  private static final Signature SIGNATURE = Signature.of("(x: any[..s]) -> any[..t]");

  public Coerce {
    binds = List.copyOf(binds);
  }

  @Override
  public String name() {
    return "coerce";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    TensorType x = operands.get(0);
    if (!x.element().equals(type.element())) {
      return Inferred.problem(new ShapeProblem.ElementsDiffer(0, x.element(), -1, type.element()));
    }
    if (x.rank() != type.rank()) {
      return Inferred.problem(new ShapeProblem.RankWrong(0, x.rank(), type.rank(), false));
    }
    for (int axis = 0; axis < x.rank(); axis++) {
      if (Dim.isEqual(x.dim(axis), type.dim(axis)) == Truth.NO) {
        return Inferred.problem(new ShapeProblem.DimWrong(0, axis, x.dim(axis), type.dim(axis)));
      }
    }
    return Inferred.of(type);
  }

  /**
   * Linear. Its sizes get their value once, from the operand; the same for its tangent only checks.
   */
  @Override
  public Derivative derivative() {
    if (binds.isEmpty()) {
      return new Derivative.Linear(
          List.of(0),
          (b, i, in, cotangent) -> b.one(new Coerce(in.get(0).type(), List.of()), cotangent));
    }
    return new Derivative.Tangent((b, in, out, tangents) ->
        List.of(tangents.get(0).map(t -> b.one(new Coerce(type, List.of()), t))));
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    Map<SizeVar, Dim> values = new HashMap<>();
    for (int round = 0; round < binds.size(); round++) {
      bind(x, values);
    }
    for (int axis = 0; axis < x.rank(); axis++) {
      Dim promised = type.dim(axis).substitute(v -> values.getOrDefault(v, Dim.of(v)));
      if (!promised.is(x.dim(axis))) {
        throw differs(Shape.of(x.shape()), type.shape());
      }
    }
    return List.of(x);
  }

  /** Solves each axis that has one unknown left for it. */
  private void bind(Array x, Map<SizeVar, Dim> values) {
    for (int axis = 0; axis < x.rank(); axis++) {
      Dim promised = type.dim(axis).substitute(v -> values.getOrDefault(v, Dim.of(v)));
      for (SizeVar var : promised.variables()) {
        Optional<Dim> solved = promised.solve(var, Dim.of(x.dim(axis)));
        solved.filter(d -> d.isAtLeast(0) == Truth.YES).ifPresent(d -> values.put(var, d));
      }
    }
  }

  /** What is told of a value that has not the shape that was promised. */
  public static EvaluationProblem differs(Shape actual, Shape promised) {
    return new EvaluationProblem(
        Code.TG0804,
        "The value has the shape `%s`, not the promised `%s`."
            .formatted(text(actual), text(promised)));
  }

  private static String text(Shape shape) {
    return shape.rank() == 0 ? "[]" : shape.toString(SizeVar::name);
  }

  @Override
  public Op substitute(Function<SizeVar, Dim> sizes) {
    List<SizeVar> open = new ArrayList<>();
    for (SizeVar var : binds) {
      Dim.of(var).substitute(sizes).variable().ifPresent(open::add);
    }
    return new Coerce(type.substitute(sizes), open);
  }

  @Override
  public List<Dim> sizes() {
    return type.shape().dims();
  }

  @Override
  public List<SizeVar> defines() {
    return binds;
  }

  @Override
  public Op batched(Dim size) {
    return new Coerce(type.withShape(type.shape().insert(0, size)), binds);
  }
}
