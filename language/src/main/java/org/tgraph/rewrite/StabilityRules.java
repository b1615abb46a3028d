package org.tgraph.rewrite;

import static org.tgraph.rewrite.TermRule.rule;
import static org.tgraph.type.Kind.FLOAT;

import java.util.List;

/**
 * Expressions that lose digits, overflow or underflow as they are written. The statement says where
 * the right side is more accurate; elsewhere both are.
 */
final class StabilityRules {
  static final List<Rule> ALL =
      List.of(
          rule(
              "log_of_sigmoid",
              FLOAT,
              "log(sigmoid(x))",
              "log_sigmoid(x)",
              "where sigmoid(x) rounds to 0 or 1"),
          rule(
              "log_of_one_minus_sigmoid",
              FLOAT,
              "log(1 - sigmoid(x))",
              "log_sigmoid(-x)",
              "where sigmoid(x) rounds to 0 or 1"),
          rule(
              "log_of_logistic",
              FLOAT,
              "log(1 / (1 + exp(-x)))",
              "log_sigmoid(x)",
              "where the quotient rounds to 0 or 1"),
          rule(
              "log_of_one_minus_logistic",
              FLOAT,
              "log(1 - 1 / (1 + exp(-x)))",
              "log_sigmoid(-x)",
              "where the quotient rounds to 0 or 1"),
          rule(
              "log_of_sigmoid_of_negative",
              FLOAT,
              "log(sigmoid_of_negative(x))",
              "log_sigmoid(-x)",
              "where sigmoid(-x) rounds to 0 or 1"),
          rule(
              "log_of_one_minus_sigmoid_of_negative",
              FLOAT,
              "log(1 - sigmoid_of_negative(x))",
              "log_sigmoid(x)",
              "where sigmoid(-x) rounds to 0 or 1"),
          rule(
              "log_of_negative_logistic",
              FLOAT,
              "log(1 / (1 + exp(x)))",
              "log_sigmoid(-x)",
              "where the quotient rounds to 0 or 1"),
          rule(
              "log_of_one_minus_negative_logistic",
              FLOAT,
              "log(1 - 1 / (1 + exp(x)))",
              "log_sigmoid(x)",
              "where the quotient rounds to 0 or 1"),
          rule(
              "log_of_logistic_of_exp",
              FLOAT,
              "log(where(x < inf, sigmoid(x), nan))",
              "where(x < inf, log_sigmoid(x), nan)",
              "where sigmoid(x) rounds to 0 or 1; exp(x) / (1 + exp(x)) has become this by"
                  + " `quotient_by_one_plus_exp`"),
          rule(
              "log_of_one_minus_logistic_of_exp",
              FLOAT,
              "log(1 - where(x < inf, sigmoid(x), nan))",
              "where(x < inf, log_sigmoid(-x), nan)",
              "where sigmoid(x) rounds to 0 or 1; exp(x) / (1 + exp(x)) has become this by"
                  + " `quotient_by_one_plus_exp`"),
          rule(
              "log1p_of_minus_sigmoid",
              FLOAT,
              "log1p(-sigmoid(x))",
              "log_sigmoid(-x)",
              "where sigmoid(x) rounds to 1"),
          rule(
              "log1p_of_minus_logistic",
              FLOAT,
              "log1p(-(1 / (1 + exp(-x))))",
              "log_sigmoid(-x)",
              "where the quotient rounds to 1"),
          rule("log_of_one_plus", FLOAT, "log(1 + x)", "log1p(x)", "x is near 0"),
          rule("log_of_one_minus", FLOAT, "log(1 - x)", "log1p(-x)", "x is near 0"),
          rule(
              "log2_of_one_plus",
              FLOAT,
              "log2(1 + x)",
              "log1p(x) / 0.6931471805599453",
              "x is near 0"),
          rule(
              "log2_of_one_minus",
              FLOAT,
              "log2(1 - x)",
              "log1p(-x) / 0.6931471805599453",
              "x is near 0"),
          rule(
              "log10_of_one_plus",
              FLOAT,
              "log10(1 + x)",
              "log1p(x) / 2.302585092994046",
              "x is near 0"),
          rule(
              "log10_of_one_minus",
              FLOAT,
              "log10(1 - x)",
              "log1p(-x) / 2.302585092994046",
              "x is near 0"),
          rule("exp_minus_one", FLOAT, "exp(x) - 1", "expm1(x)", "x is near 0"),
          rule("exp_plus_minus_one", FLOAT, "exp(x) + -1", "expm1(x)", "x is near 0"),
          rule("one_minus_exp", FLOAT, "1 - exp(x)", "-expm1(x)", "x is near 0"),
          rule(
              "log_of_one_minus_exp",
              FLOAT,
              "log(-expm1(x))",
              "log1m_exp(x)",
              "x is far below 0; log(1 - exp(x)) has become this by `one_minus_exp` (Mächler,"
                  + " Accurately computing log(1 - exp(-|a|)), 2012)"),
          rule(
              "log1p_of_minus_exp",
              FLOAT,
              "log1p(-exp(x))",
              "log1m_exp(x)",
              "x is near 0 (Mächler, 2012)"),
          rule(
                  "softplus",
                  FLOAT,
                  "log1p(exp(x))",
                  "logaddexp(x, 0)",
                  "exp(x) overflows; x is not a number that is never above 0")
              .when(m -> !m.facts().isNegated(m.value("x"))),
          rule(
              "log_of_sum_of_two",
              FLOAT,
              "log(exp(x) + exp(y))",
              "logaddexp(x, y)",
              "an exponential overflows, or both underflow"),
          rule(
                  "log_of_softmax",
                  FLOAT,
                  "log(exp(x) / broadcast(sum(exp(x), axes=a), shape=s, axes=p))",
                  "x - broadcast(log(sum(exp(x), axes=a)), shape=s, axes=p)",
                  "the quotient rounds to 0; the greatest x along the axes has been subtracted")
              .when(m -> LogSumExp.isShifted(m.facts(), m.value("x"))),
          rule(
                  "log_of_sum_of_exp",
                  FLOAT,
                  "log(sum(exp(x), axes=a))",
                  "m + log(sum(exp(x - m), axes=a)), m = max(x, axes=a)",
                  "exponentials overflow, or all underflow; where m is infinite or there is none 0"
                      + " is subtracted; m has not been subtracted already",
                  LogSumExp::log)
              .when(m -> !LogSumExp.isShifted(m.facts(), m.value("x"))),
          rule(
                  "log_of_mean_of_exp",
                  FLOAT,
                  "log(sum(exp(x), axes=a) / y)",
                  "m + log(sum(exp(x - m), axes=a) / y), m = max(x, axes=a)",
                  "as for `log_of_sum_of_exp`",
                  LogSumExp::logOfMean)
              .when(m -> !LogSumExp.isShifted(m.facts(), m.value("x"))),
          rule(
                  "log1p_of_sum_of_exp",
                  FLOAT,
                  "log1p(sum(exp(x), axes=a))",
                  "m + log1p(sum(exp(x - m), axes=a) + expm1(-m)), m = max(x, 0, axes=a)",
                  "exponentials overflow; where m is infinite or there is none 0 is subtracted; m"
                      + " has not been subtracted already",
                  LogSumExp::log1p)
              .when(m -> !LogSumExp.isShifted(m.facts(), m.value("x"))),
          rule(
                  "log_of_weighted_sum_of_exp",
                  FLOAT,
                  "log(sum(y * exp(x), axes=a))",
                  "m + log(sum(y * exp(x - m), axes=a)), m = half_excess(max(x, axes=a))",
                  "all exponentials overflow or underflow; m, which has not been subtracted"
                      + " already, brings the greatest halfway to 0, and is 0 elsewhere, since"
                      + " weights may be 0",
                  WeightedExponentials::logOfSum)
              .when(m -> !LogSumExp.isShifted(m.facts(), m.value("x"))),
          rule(
                  "log_of_product_with_exp",
                  FLOAT,
                  "log(x @ y)",
                  "m + log(exp(log(x) - m) @ y), m = half_excess(max(log(x), axes=[-1]))",
                  "x or y is exponentials, perhaps transposed or reshaped; as for"
                      + " `log_of_weighted_sum_of_exp`, for each row of x and each column of y",
                  WeightedExponentials::logOfProduct)
              .when(WeightedExponentials::isProduct),
          rule(
                  "quotient_by_sum_of_exp",
                  FLOAT,
                  "exp(x) / broadcast(sum(exp(x), axes=a), shape=s, axes=p)",
                  "exp(x - m) / broadcast(sum(exp(x - m), axes=a), shape=s, axes=p), m = max(x,"
                      + " axes=a)",
                  "as for `log_of_sum_of_exp`",
                  LogSumExp::softmax)
              .when(m -> LogSumExp.isAlongAll(m) && !LogSumExp.isShifted(m.facts(), m.value("x"))),
          rule(
              "quotient_by_one_plus_exp",
              FLOAT,
              "exp(x) / (1 + exp(x))",
              "where(x < inf, sigmoid(x), nan)",
              "exp(x) overflows"),
          rule(
                  "log_of_multiple",
                  FLOAT,
                  "log(x * c)",
                  "log(x) + log(c)",
                  "the product overflows or underflows; x is an exponential or a sum of them, a"
                      + " product or a determinant, c a constant above 0")
              .when(Extremes::isScaled),
          rule(
                  "log_of_part",
                  FLOAT,
                  "log(x / c)",
                  "log(x) - log(c)",
                  "the quotient overflows or underflows; x is an exponential or a sum of them, a"
                      + " product or a determinant, c a constant above 0")
              .when(Extremes::isScaled),
          rule(
                  "log_of_reciprocal",
                  FLOAT,
                  "log(c / x)",
                  "log(c) - log(x)",
                  "the quotient overflows or underflows; x is an exponential or a sum of them, a"
                      + " product or a determinant, c a constant above 0")
              .when(Extremes::isScaled),
          rule(
                  "log_of_sqrt",
                  FLOAT,
                  "log(sqrt(x))",
                  "0.5 * log(x)",
                  "x is next to 1; x is an exponential or a sum of them, a product or a"
                      + " determinant")
              .when(m -> Extremes.has(m.facts(), m.value("x"))),
          rule(
              "log_of_square",
              FLOAT,
              "log(x * x)",
              "2 * log(abs(x))",
              "the square overflows or underflows"),
          rule(
                  "log_of_prod",
                  FLOAT,
                  "log(prod(x, axes=a))",
                  "sum(log(x), axes=a)",
                  "the product overflows or underflows; x is never negative")
              .when(m -> m.facts().isNeverNegative(m.value("x"))),
          rule(
              "log_of_prod_of_any",
              FLOAT,
              "log(prod(x, axes=a))",
              "sum(log(abs(x)), axes=a) + where(prod(sign(x), axes=a) >= 0, 0, nan)",
              "the product overflows or underflows"),
          rule(
                  "log_of_sum",
                  FLOAT,
                  "log(x + y)",
                  "logaddexp(log(x), log(y))",
                  "an exponential overflows, or all underflow; x and y are exponentials, sums and"
                      + " products of them, or one is a constant above 0")
              .when(Extremes::areSummed),
          rule(
                  "log_of_product",
                  FLOAT,
                  "log(x * y)",
                  "log(x) + log(y)",
                  "an exponential overflows or underflows; x and y are exponentials, sums and"
                      + " products of them")
              .when(Extremes::areExponential),
          rule(
              "log_of_difference_of_exp",
              FLOAT,
              "log(exp(x) - exp(y))",
              "where(x == y, log(exp(x) * 0), x + log1m_exp(y - x))",
              "an exponential overflows, or both underflow"),
          rule(
              "log_of_cosh",
              FLOAT,
              "log(cosh(x))",
              "log_cosh(x)",
              "cosh(x) overflows, or x is near 0"),
          rule(
              "log_of_sinh",
              FLOAT,
              "log(sinh(x))",
              "x + log1m_exp(-2 * x) - 0.6931471805599453",
              "sinh(x) overflows"),
          rule(
              "log1p_of_minus_square_of_tanh",
              FLOAT,
              "log1p(-(tanh(x) * tanh(x)))",
              "-2 * log_cosh(x)",
              "tanh(x) rounds to 1; log(1 - tanh(x) ** 2) has become this"),
          rule(
              "log1p_of_minus_tanh",
              FLOAT,
              "log1p(-tanh(x))",
              "where(x < 1, log1p(0 - tanh(x)), 0.6931471805599453 + log_sigmoid(-2 * x))",
              "tanh(x) rounds to 1; log(1 - tanh(x)) has become this"),
          rule(
              "quotient_of_hyperbolic",
              FLOAT,
              "(exp(x) - exp(-x)) / (exp(x) + exp(-x))",
              "where(abs(x) < inf, tanh(x), nan)",
              "exp(x) or exp(-x) overflows, or x is near 0"),
          rule(
              "one_minus_cos",
              FLOAT,
              "1 - cos(x)",
              "2 * (sin(0.5 * x) * sin(0.5 * x))",
              "x is near 0"),
          rule("log_of_expm1", FLOAT, "log(expm1(x))", "x + log1m_exp(-x)", "exp(x) overflows"),
          rule("log_of_exp", FLOAT, "log(exp(x))", "x", "exp(x) overflows or underflows"),
          rule("exp_of_log", FLOAT, "exp(log(x))", "x", "x is never negative")
              .when(m -> m.facts().isNeverNegative(m.value("x"))),
          rule(
              "exp_of_log_of_any",
              FLOAT,
              "exp(log(x))",
              "nonnegative_or_nan(x)",
              "rounded nowhere"),
          rule("square_of_sqrt", FLOAT, "sqrt(x) * sqrt(x)", "x", "x is never negative")
              .when(m -> m.facts().isNeverNegative(m.value("x"))),
          rule(
              "square_of_sqrt_of_any",
              FLOAT,
              "sqrt(x) * sqrt(x)",
              "nonnegative_or_nan(x)",
              "rounded nowhere"),
          rule(
              "sqrt_of_square",
              FLOAT,
              "sqrt(x * x)",
              "abs(x)",
              "the square overflows or underflows"),
          rule(
              "log1p_of_expm1",
              FLOAT,
              "log1p(expm1(x))",
              "x",
              "expm1(x) overflows or is next to -1"),
          rule(
              "expm1_of_log1p",
              FLOAT,
              "expm1(log1p(x))",
              "where(x >= -1, x, nan)",
              "rounded nowhere"),
          rule("one_minus_erf", FLOAT, "1 - erf(x)", "erfc(x)", "x is large"),
          rule("one_plus_erf_of_negative", FLOAT, "1 + erf(-x)", "erfc(x)", "x is large"),
          rule("one_minus_ndtr", FLOAT, "1 - ndtr(x)", "ndtr(-x)", "x is large"),
          rule("log_of_ndtr", FLOAT, "log(ndtr(x))", "log_ndtr(x)", "x is far below 0"),
          rule("erf_minus_one", FLOAT, "erf(x) - 1", "-erfc(x)", "x is large"),
          rule("one_minus_erfc", FLOAT, "1 - erfc(x)", "erf(x)", "x is near 0"),
          rule(
                  "log_of_det_of_cholesky_product",
                  FLOAT,
                  "log(det(x @ transpose(x, axes=p)))",
                  "2 * sum(log(diagonal(x)))",
                  "x is a Cholesky factor and p exchanges the last two axes; the determinant"
                      + " overflows or underflows",
                  Determinants::logOfCholeskyProduct)
              .when(m ->
                  m.facts().isMadeBy(m.value("x"), "cholesky")
                      && Layouts.exchangesLastTwo(m.integers("p"))),
          rule(
              "log_of_abs_of_det",
              FLOAT,
              "log(abs(det(x)))",
              "slogdet(x).logabsdet",
              "the determinant overflows or underflows, of finite elements",
              Determinants::logOfAbs),
          rule(
              "log_of_det",
              FLOAT,
              "log(det(x))",
              "slogdet(x).logabsdet + where(slogdet(x).sign >= 0, 0, nan)",
              "the determinant overflows or underflows, of finite elements",
              Determinants::log));

  private StabilityRules() {}
}
