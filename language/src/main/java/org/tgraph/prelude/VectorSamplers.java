package org.tgraph.prelude;

import java.util.List;
import java.util.Optional;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.linalg.Cholesky;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.reduce.Max;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** Samplers of vectors: {@code shape} is that of the sample without the axis of the vectors. */
final class VectorSamplers {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "multivariate_normal(k, mean, cov, shape=())",
              "Normal vectors with this mean and covariance matrix.",
              VectorSamplers::multivariateNormal),
          Builtin.of(
              "dirichlet(k, alpha, shape=none)",
              "Vectors of positive floats with sum 1, Dirichlet distributed.",
              VectorSamplers::dirichlet));

  private VectorSamplers() {}

  private static DType type(CallSite call, Value value, String name) {
    if (value.type().element() instanceof DType type && type.isFloat()) {
      return type;
    }
    throw call.fail(
        Code.TG0401,
        call.span(name),
        "%s makes `f32` or `f64`, not `%s`.".formatted(call.called(), value.type().element()));
  }

  /** The mean and the lower Cholesky factor of the covariance times a standard normal vector. */
  private static Val multivariateNormal(CallSite call) {
    List<Value> both = call.together(Kind.FLOAT, "mean", "cov");
    Value mean = both.get(0);
    DType type = type(call, mean, "mean");
    if (mean.rank() != 1 || both.get(1).rank() != 2) {
      throw call.fail(
          Code.TG0303,
          call.whole(),
          "`multivariate_normal` takes a vector and a matrix, not `%s` and `%s`."
              .formatted(call.c().text(mean.type()), call.c().text(both.get(1).type())));
    }
    Dim n = mean.shape().dim(0);
    for (int axis = 0; axis < 2; axis++) {
      if (!call.isEqual(both.get(1).shape().dim(axis), n)) {
        throw call.fail(
            Code.TG0301,
            call.span("cov"),
            "The covariance of a vector of `%s` must be `[%s, %s]`, but this is `%s`."
                .formatted(
                    call.c().text(n),
                    call.c().text(n),
                    call.c().text(n),
                    call.c().text(both.get(1).shape())));
      }
    }
    Value cov = call.coerce(both.get(1), Shape.of(n, n));
    Shape shape = call.has("shape") ? call.shape("shape", Optional.empty()) : Shape.SCALAR;
    Shape all = shape.insert(shape.rank(), n);
    Draw draw = new Draw(call, call.key("k"), all, type, List.of());
    Value z = call.reshape(ContinuousSamplers.normal(draw), Shape.of(shape.size(), n));
    Value factor = call.emit(new Cholesky(), cov);
    Value moved = call.emit(new MatMul(), z, call.emit(new Transpose(List.of(1, 0)), factor));
    return new Val.Tensor(
        Formula.add(call.b(), Broadcast.to(call.b(), mean, all), call.reshape(moved, all)));
  }

  /** Gamma distributed numbers, divided by their sum. */
  private static Val dirichlet(CallSite call) {
    Value alpha = call.tensor("alpha", Kind.FLOAT);
    type(call, alpha, "alpha");
    call.needLastAxes("alpha", alpha, 1);
    int last = alpha.rank() - 1;
    Shape batch = alpha.shape().slice(0, last);
    Shape shape = Requirements.samples(call, batch, "`alpha` without its last axis");
    Shape all = shape.insert(shape.rank(), alpha.shape().dim(last));
    Value log = GammaSamplers.log(call, call.key("k"), Broadcast.to(call.b(), alpha, all));
    List<Integer> axes = List.of(shape.rank());
    Shape kept = shape.insert(shape.rank(), Dim.ONE);
    Value most = call.reshape(call.emit(new Max(axes), log), kept);
    Value moved = Formula.subtract(call.b(), log, Broadcast.to(call.b(), most, all));
    Value e = call.emit(new Exp(), moved);
    Value sum = call.reshape(call.emit(new Sum(axes), e), kept);
    return new Val.Tensor(Formula.divide(call.b(), e, Broadcast.to(call.b(), sum, all)));
  }
}
