package org.tgraph.rewrite;

import static org.tgraph.rewrite.TermRule.rule;
import static org.tgraph.type.Kind.NUMERIC;

import java.util.List;

/** Products of transposed matrices: the order of the operands in place of transposes. */
final class ProductRules {
  static final List<Rule> ALL =
      List.of(
          rule(
                  "product_of_transposes",
                  NUMERIC,
                  "transpose(x, axes=p) @ transpose(y, axes=p)",
                  "transpose(y @ x, axes=p)",
                  "p exchanges the last two axes")
              .when(m -> Layouts.exchangesLastTwo(m.integers("p"))),
          rule(
                  "transpose_of_product_left",
                  NUMERIC,
                  "transpose(transpose(x, axes=p) @ y, axes=p)",
                  "transpose(y, axes=p) @ x",
                  "p exchanges the last two axes, and nothing else uses the product")
              .when(m ->
                  Layouts.exchangesLastTwo(m.integers("p"))
                      && m.facts().isUsedOnce(m.inner().get(0).result())),
          rule(
                  "transpose_of_product_right",
                  NUMERIC,
                  "transpose(x @ transpose(y, axes=p), axes=p)",
                  "y @ transpose(x, axes=p)",
                  "p exchanges the last two axes, and nothing else uses the product")
              .when(m ->
                  Layouts.exchangesLastTwo(m.integers("p"))
                      && m.facts().isUsedOnce(m.inner().get(0).result())));

  private ProductRules() {}
}
