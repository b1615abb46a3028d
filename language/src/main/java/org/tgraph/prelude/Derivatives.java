package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.Mapping;
import org.tgraph.check.Rules;

/** Functions on functions. */
final class Derivatives {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "grad(f, wrt=0)",
              "The function that gives the gradient of `f`, by its first argument or those that"
                  + " `wrt` names.",
              call -> call.transforms().grad(call, false)),
          Builtin.of(
              "value_and_grad(f, wrt=0)",
              "The function that gives the value of `f` and its gradient, as a tuple.",
              call -> call.transforms().grad(call, true)),
          Builtin.of(
              "jacobian(f, wrt=0)",
              "The function that gives the derivative of each element of the result by each of the"
                  + " argument.",
              call -> call.transforms().jacobian(call)),
          Builtin.of(
              "hessian(f, wrt=0)",
              "The function that gives the second derivatives of `f`.",
              call -> call.transforms().hessian(call)),
          Builtin.of(
              "jvp(f, primals, tangents)",
              "The value of `f` at the tuple `primals`, and its derivative along `tangents`.",
              call -> call.transforms().jvp(call)),
          Builtin.of(
              "vjp(f, primals)",
              "The value of `f` at the tuple `primals`, and the function that takes a cotangent of"
                  + " the value to those of `primals`.",
              call -> call.transforms().vjp(call)),
          Builtin.of(
              "linearize(f, primals)",
              "The value of `f` at the tuple `primals`, and its derivative there as a function of"
                  + " tangents.",
              call -> call.transforms().linearize(call)),
          Builtin.of(
              "hvp(f, primals, tangents)",
              "The Hessian of `f` at the tuple `primals` times `tangents`.",
              call -> call.transforms().hvp(call)),
          Builtin.of(
              "vmap(f, in_axes=0, out_axes=0)",
              "The function that applies `f` to each slice of its arguments along an axis;"
                  + " `none` in `in_axes` passes an argument whole.",
              Mapping::vmap),
          Builtin.of(
              "stop_gradient(x)",
              "The value of `x`, which derivatives take for a constant.",
              Rules::stop),
          Builtin.of(
              "checkpoint(f)",
              "The same function, whose derivatives compute what they need of it again instead of"
                  + " keeping it.",
              Rules::checkpoint),
          Builtin.of(
              "custom_derivative(f, rule)",
              "The same function with `rule(primals, tangents)`, which gives `(value, tangent)`, as"
                  + " its derivative.",
              Rules::custom),
          Builtin.of(
              "implicit(x, f)",
              "The vector `x`, where `f` is 0, as a function of what `f` uses: its derivatives are"
                  + " those of the root, however that was found.",
              Rules::implicit));

  private Derivatives() {}
}
