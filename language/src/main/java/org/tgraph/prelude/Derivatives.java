package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Mapping;
import org.tgraph.check.Operators;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.type.Dim;

/** Functions on functions. */
final class Derivatives {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "grad(f)",
              "The function that gives the gradient of `f` by its first argument.",
              call -> call.transforms().grad(call.function("f"), false, call.at())),
          Builtin.of(
              "value_and_grad(f)",
              "The function that gives the value of `f` and its gradient, as a tuple.",
              call -> call.transforms().grad(call.function("f"), true, call.at())),
          Builtin.of(
              "hessian(f)",
              "The function that gives the second derivatives of `f` by its first argument.",
              call -> call.transforms().hessian(call.function("f"), call.at())),
          Builtin.of(
              "jvp(f, primals, tangents)",
              "The value of `f` at the tuple `primals`, and its derivative along `tangents`.",
              call ->
                  call.transforms()
                      .jvp(
                          call.function("f"),
                          call.tuple("primals"),
                          call.tuple("tangents"),
                          call.at(),
                          call.whole())),
          Builtin.of(
              "vmap(f, in_axes=0, out_axes=0)",
              "The function that applies `f` to each slice of its arguments along an axis;"
                  + " `none` in `in_axes` passes an argument whole.",
              Derivatives::vmap));

  private Derivatives() {}

  private static Val vmap(CallSite call) {
    List<Optional<Dim>> in = new ArrayList<>();
    if (call.has("in_axes")) {
      for (Operand axis : call.list("in_axes")) {
        in.add(
            axis.val() instanceof Val.Nothing ? Optional.empty() : Optional.of(axis(call, axis)));
      }
    } else {
      in.add(Optional.of(Dim.ZERO));
    }
    Dim out = call.has("out_axes") ? call.size("out_axes") : Dim.ZERO;
    return new Mapping(call.c()).of(call.function("f"), in, out, call.at());
  }

  private static Dim axis(CallSite call, Operand axis) {
    return Operators.size(axis.val())
        .orElseThrow(() ->
            call.fail(
                Code.TG0411, axis.span(), "An axis is a whole number, or `none` for no axis."));
  }
}
