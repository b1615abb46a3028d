package org.tgraph.rewrite;

import static org.tgraph.rewrite.TermRule.rule;
import static org.tgraph.type.Kind.ANY;
import static org.tgraph.type.Kind.FLOAT;

import java.util.List;

/** Operations that move or repeat elements, or change their type. */
final class LayoutRules {
  static final List<Rule> ALL =
      List.of(
          rule(
                  "transpose_nothing",
                  ANY,
                  "transpose(x, axes=p)",
                  "x",
                  "p leaves all axes where they are")
              .when(m -> Layouts.isInOrder(m.integers("p"))),
          rule(
              "transpose_of_transpose",
              ANY,
              "transpose(transpose(x, axes=p), axes=q)",
              "transpose(x, axes=chosen(p, q))",
              "always"),
          rule(
                  "transpose_of_broadcast",
                  ANY,
                  "transpose(broadcast(x, shape=s, axes=p), axes=q)",
                  "broadcast(x, shape=shape(), axes=placed(p, q))",
                  "the axes of x stay in order")
              .when(m -> Layouts.isIncreasing(Layouts.placed(m.integers("p"), m.integers("q")))),
          rule("reshape_nothing", ANY, "reshape(x, shape=s)", "x", "s is the shape of x")
              .when(m -> m.shape("s").equals(m.value("x").shape())),
          rule(
              "reshape_of_reshape",
              ANY,
              "reshape(reshape(x, shape=s), shape=t)",
              "reshape(x, shape=t)",
              "always"),
          rule(
                  "log_of_reshape",
                  FLOAT,
                  "log(reshape(x, shape=s))",
                  "reshape(log(x), shape=s)",
                  "x is an exponential or a sum of them, a product or a determinant, of whose logarithm a rule may be found")
              .when(m -> Extremes.has(m.facts(), m.value("x"))),
          rule(
                  "broadcast_nothing",
                  ANY,
                  "broadcast(x, shape=s, axes=p)",
                  "x",
                  "s is the shape of x")
              .when(m -> m.shape("s").equals(m.value("x").shape())),
          rule(
              "broadcast_of_broadcast",
              ANY,
              "broadcast(broadcast(x, shape=s, axes=p), shape=t, axes=q)",
              "broadcast(x, shape=t, axes=chosen(q, p))",
              "always"),
          rule(
                  "broadcast_of_reshape",
                  ANY,
                  "broadcast(reshape(x, shape=s), shape=t, axes=p)",
                  "broadcast(x, shape=t, axes=without_ones(p, s))",
                  "s is the shape of x with axes of size 1 put in")
              .when(m ->
                  Layouts.withoutOnes(m.value("x").shape(), m.integers("p"), m.shape("s"))
                      .isPresent()),
          rule("flip_nothing", ANY, "flip(x, axes=a)", "x", "there are no axes")
              .when(m -> m.integers("a").isEmpty()),
          rule(
              "flip_of_flip",
              ANY,
              "flip(flip(x, axes=a), axes=b)",
              "flip(x, axes=unequal(a, b))",
              "always"),
          rule(
                  "slice_all",
                  ANY,
                  "slice(x, starts=a, lengths=b, steps=c)",
                  "x",
                  "it takes every element")
              .when(m ->
                  Layouts.isAll(m.value("x").shape(), m.dims("a"), m.dims("b"), m.integers("c"))),
          rule(
              "slice_of_slice",
              ANY,
              "slice(slice(x, starts=a, lengths=b, steps=c), starts=d, lengths=e, steps=f)",
              "slice(x, starts=starts(a, c, d), lengths=e, steps=products(c, f))",
              "the inner one is within x for all sizes"),
          rule(
                  "pad_nothing",
                  ANY,
                  "pad(x, low=a, high=b, interior=c)",
                  "x",
                  "all numbers of zeros are 0")
              .when(m -> Layouts.isNothing(m.dims("a"), m.dims("b"), m.integers("c"))),
          rule("concat_one", ANY, "concat(x)", "x", "always"),
          rule("coerce_nothing", ANY, "coerce(x, type=t)", "x", "t is the type of x")
              .when(m -> m.parameter("t").equals(m.value("x").type())),
          rule("cast_nothing", ANY, "cast(x, element=e)", "x", "e is the element type of x")
              .when(m -> m.parameter("e").equals(m.value("x").type().element())),
          rule(
                  "cast_of_cast",
                  ANY,
                  "cast(cast(x, element=e), element=f)",
                  "cast(x, element=f)",
                  "e holds every element of x exactly, and an integer does not become one again by way of floats, which have no lowest bits")
              .when(m ->
                  Casts.isExact(m.value("x").type().dtype(), m.parameter("e"), m.parameter("f"))));

  private LayoutRules() {}
}
