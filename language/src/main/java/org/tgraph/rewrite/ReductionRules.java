package org.tgraph.rewrite;

import static org.tgraph.rewrite.TermRule.rule;
import static org.tgraph.type.Kind.BOOL;
import static org.tgraph.type.Kind.FLOATING;
import static org.tgraph.type.Kind.INT;
import static org.tgraph.type.Kind.REAL;

import java.util.List;

/** Reductions of single elements, and of reductions. */
final class ReductionRules {
  static final List<Rule> ALL =
      List.of(
          rule(
                  "all_of_one",
                  BOOL,
                  "all(x, axes=a)",
                  "reshape(x, shape=shape())",
                  "the axes all have size 1")
              .when(m -> Layouts.areOnes(m.value("x").shape(), m.integers("a"))),
          rule(
                  "any_of_one",
                  BOOL,
                  "any(x, axes=a)",
                  "reshape(x, shape=shape())",
                  "the axes all have size 1")
              .when(m -> Layouts.areOnes(m.value("x").shape(), m.integers("a"))),
          rule(
                  "max_of_one",
                  REAL,
                  "max(x, axes=a)",
                  "reshape(x, shape=shape())",
                  "the axes all have size 1")
              .when(m -> Layouts.areOnes(m.value("x").shape(), m.integers("a"))),
          rule(
                  "min_of_one",
                  REAL,
                  "min(x, axes=a)",
                  "reshape(x, shape=shape())",
                  "the axes all have size 1")
              .when(m -> Layouts.areOnes(m.value("x").shape(), m.integers("a"))),
          rule(
                  "prod_of_one",
                  REAL,
                  "prod(x, axes=a)",
                  "reshape(x, shape=shape())",
                  "the axes all have size 1")
              .when(m -> Layouts.areOnes(m.value("x").shape(), m.integers("a"))),
          rule(
                  "sum_of_one",
                  INT,
                  "sum(x, axes=a)",
                  "reshape(x, shape=shape())",
                  "the axes all have size 1")
              .when(m -> Layouts.areOnes(m.value("x").shape(), m.integers("a"))),
          rule(
                  "sum_of_one_float",
                  FLOATING,
                  "sum(x, axes=a)",
                  "0 + reshape(x, shape=shape())",
                  "the axes all have size 1; the sum of -0 is 0")
              .when(m -> Layouts.areOnes(m.value("x").shape(), m.integers("a"))),
          rule(
              "all_of_all",
              BOOL,
              "all(all(x, axes=a), axes=b)",
              "all(x, axes=joined(a, b))",
              "always"),
          rule(
              "any_of_any",
              BOOL,
              "any(any(x, axes=a), axes=b)",
              "any(x, axes=joined(a, b))",
              "always"),
          rule(
              "max_of_max",
              REAL,
              "max(max(x, axes=a), axes=b)",
              "max(x, axes=joined(a, b))",
              "it cannot fail for want of elements"),
          rule(
              "min_of_min",
              REAL,
              "min(min(x, axes=a), axes=b)",
              "min(x, axes=joined(a, b))",
              "it cannot fail for want of elements"),
          rule(
              "prod_of_prod",
              INT,
              "prod(prod(x, axes=a), axes=b)",
              "prod(x, axes=joined(a, b))",
              "floats would be rounded otherwise, and might not overflow"),
          rule(
              "sum_of_sum",
              INT,
              "sum(sum(x, axes=a), axes=b)",
              "sum(x, axes=joined(a, b))",
              "floats would be rounded otherwise, and might not overflow"));

  private ReductionRules() {}
}
