package org.tgraph.prelude;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.check.Broadcasting;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Type;

/** Distributions of matrices, written in {@code stdlib/matrices.tgraph}. */
final class MatrixFamilies {
  private static final String MODULE = "matrices";

  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "LKJCholesky(n, eta)",
              "Cholesky factors of correlation matrices of `n` rows, with density proportional to"
                  + " `det(L @ L.T) ** (eta - 1)` of the matrices themselves: all alike for `eta` 1,"
                  + " nearer to no correlation above.",
              MatrixFamilies::lkj),
          Builtin.of(
              "Wishart(nu, scale)",
              "Symmetric positive definite matrices: sums of `nu` products of normal vectors with the"
                  + " covariance `scale` with themselves.",
              call -> wishart(call, "Wishart")),
          Builtin.of(
              "WishartCholesky(nu, scale)",
              "Lower Cholesky factors of covariances that have the distribution `Wishart(nu, scale)`.",
              call -> wishart(call, "WishartCholesky")));

  private MatrixFamilies() {}

  private static Val lkj(CallSite call) {
    Dim n = call.size("n");
    Value eta = call.together(List.of(call.operand("eta")), Kind.FLOAT).get(0);
    Map<String, Val> given = new LinkedHashMap<>();
    given.put("n", new Val.Known(n));
    given.put("eta", new Val.Tensor(eta));
    return Family.made(
        call,
        MODULE,
        given,
        new Type.Distribution(
            "LKJCholesky", eta.type().element(), eta.shape(), new Shape(List.of(n, n))));
  }

  private static Val wishart(CallSite call, String family) {
    List<Value> both =
        call.together(List.of(call.operand("nu"), call.operand("scale")), Kind.FLOAT);
    Value scale = both.get(1);
    call.needLastAxes("scale", scale, 2);
    Shape event = scale.shape().slice(scale.rank() - 2, scale.rank());
    if (!call.isEqual(event.dim(0), event.dim(1))) {
      String[] texts = call.pair(event.dim(0), event.dim(1));
      throw call.fail(
          call.explain(
              Diagnostic.error(
                  Code.TG0301,
                  call.span("scale"),
                  "`scale` of `%s` must be square, but this has `%s` rows and `%s` columns."
                      .formatted(family, texts[0], texts[1])),
              event.dim(0),
              event.dim(1)));
    }
    Value batch =
        call.fill(new Val.WeakFloat(0), DType.F64, scale.shape().slice(0, scale.rank() - 2));
    Shape shape =
        new Broadcasting(call.c())
            .shape(
                List.of(both.get(0), batch),
                List.of(call.span("nu"), call.span("scale")),
                call.called(),
                call.at());
    Map<String, Val> given = new LinkedHashMap<>();
    given.put("nu", new Val.Tensor(both.get(0)));
    given.put("scale", new Val.Tensor(scale));
    return Family.made(
        call, MODULE, given, new Type.Distribution(family, scale.type().element(), shape, event));
  }
}
