package org.tgraph.prelude;

import java.util.List;
import org.tgraph.check.Builtin;

/** Functions on functions. */
final class Derivatives {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "grad(f)",
              "The function that gives the gradient of `f` by its first argument.",
              call -> call.grad("f", false)),
          Builtin.of(
              "value_and_grad(f)",
              "The function that gives the value of `f` and its gradient, as a tuple.",
              call -> call.grad("f", true)));

  private Derivatives() {}
}
