package org.tgraph.rewrite;

import static org.tgraph.rewrite.TermRule.rule;
import static org.tgraph.type.Kind.ANY;
import static org.tgraph.type.Kind.BITS;
import static org.tgraph.type.Kind.BOOL;
import static org.tgraph.type.Kind.COMPLEX;
import static org.tgraph.type.Kind.FLOAT;
import static org.tgraph.type.Kind.FLOATING;
import static org.tgraph.type.Kind.INT;
import static org.tgraph.type.Kind.NUMERIC;
import static org.tgraph.type.Kind.REAL;

import java.util.List;

/**
 * Arithmetic, logic and choices, element by element. Complex numbers are left out where a part that
 * is infinite or -0 would come out otherwise.
 */
final class AlgebraRules {
  static final List<Rule> ALL =
      List.of(
          rule("add_zero", INT, "x + 0", "x", "of floats -0 + 0 is 0"),
          rule("add_negative_zero", FLOAT, "x + -0", "x", "0 + -0 is 0, and -0 + -0 is -0"),
          rule("subtract_zero", REAL, "x - 0", "x", "-0 - 0 is -0"),
          rule("subtract_from_zero", INT, "0 - x", "-x", "of floats 0 - 0 is 0"),
          rule(
              "multiply_by_one",
              REAL,
              "x * 1",
              "x",
              "of a complex number with an infinite part it would not be"),
          rule(
              "multiply_by_zero",
              INT,
              "x * 0",
              "0",
              "of floats an infinite x gives nan, and a negative one -0"),
          rule("multiply_by_minus_one", FLOAT, "x * -1", "-x", "exact"),
          rule("divide_by_one", FLOAT, "x / 1", "x", "exact"),
          rule("floor_divide_by_one", INT, "x // 1", "x", "of floats it rounds"),
          rule("remainder_by_one", INT, "x % 1", "0", "of floats it is the fraction"),
          rule("subtract_itself", INT, "x - x", "0", "of floats an infinite x gives nan"),
          rule("xor_itself", INT, "x ^ x", "0", "always"),
          rule("differs_from_itself", BOOL, "x ^ x", "false", "always"),
          rule("and_itself", BITS, "x & x", "x", "always"),
          rule("or_itself", BITS, "x | x", "x", "always"),
          rule("and_true", BOOL, "x & true", "x", "always"),
          rule("and_false", BOOL, "x & false", "false", "always"),
          rule("or_true", BOOL, "x | true", "true", "always"),
          rule("or_false", BOOL, "x | false", "x", "always"),
          rule("not_not", BITS, "~(~x)", "x", "always"),
          rule(
              "not_equal",
              ANY,
              "~(x == y)",
              "x != y",
              "always; an order may have nan on both sides"),
          rule("not_different", ANY, "~(x != y)", "x == y", "always"),
          rule("negative_of_negative", NUMERIC, "-(-x)", "x", "exact"),
          rule("conjugate_of_conjugate", COMPLEX, "conj(conj(x))", "x", "exact"),
          rule("add_negative", NUMERIC, "x + -y", "x - y", "exact"),
          rule("subtract_negative", NUMERIC, "x - -y", "x + y", "exact"),
          rule("multiply_negatives", REAL, "-x * -y", "x * y", "exact"),
          rule("divide_negatives", FLOAT, "-x / -y", "x / y", "exact"),
          rule(
              "abs_of_negative",
              FLOATING,
              "abs(-x)",
              "abs(x)",
              "exact; of unsigned integers it is not"),
          rule("abs_of_abs", REAL, "abs(abs(x))", "abs(x)", "exact, of the least integer too"),
          rule(
                  "multiply_no_nan_by_constant",
                  FLOATING,
                  "multiply_no_nan(c, x)",
                  "c * x",
                  "c is a constant other than 0")
              .when(m ->
                  m.facts()
                      .fill(m.value("c"))
                      .filter(c -> c.re(0) != 0 || c.im(0) != 0)
                      .isPresent()),
          rule("abs_of_never_negative", FLOAT, "abs(x)", "x", "x is never negative")
              .when(m -> m.facts().isNeverNegative(m.value("x"))),
          rule("cos_of_negative", FLOAT, "cos(-x)", "cos(x)", "exact"),
          rule("cosh_of_negative", FLOAT, "cosh(-x)", "cosh(x)", "exact"),
          rule("square", REAL, "x ** 2", "x * x", "rounded once"),
          rule("power_one", REAL, "x ** 1", "x", "exact"),
          rule("power_zero", REAL, "x ** 0", "1", "of nan too"),
          rule("reciprocal", FLOAT, "x ** -1", "1 / x", "rounded once"),
          rule(
                  "power_half",
                  FLOAT,
                  "x ** 0.5",
                  "sqrt(x)",
                  "x is never negative, nor -0, of which the root is -0")
              .when(m -> m.facts().isNeverNegative(m.value("x"))),
          rule("power_minus_half", FLOAT, "x ** -0.5", "1 / sqrt(x)", "x is never negative, nor -0")
              .when(m -> m.facts().isNeverNegative(m.value("x"))),
          rule("select_true", ANY, "where(true, x, y)", "x", "always"),
          rule("select_false", ANY, "where(false, x, y)", "y", "always"),
          rule("select_same", ANY, "where(c, x, x)", "x", "always"),
          rule("select_flags", BOOL, "where(c, true, false)", "c", "always"),
          rule("select_by_negation", ANY, "where(~c, x, y)", "where(c, y, x)", "always"),
          rule("select_in_first", ANY, "where(c, where(c, x, y), z)", "where(c, x, z)", "always"),
          rule("select_in_second", ANY, "where(c, x, where(c, y, z))", "where(c, x, z)", "always"),
          rule("maximum_of_itself", REAL, "maximum(x, x)", "x", "always"),
          rule("minimum_of_itself", REAL, "minimum(x, x)", "x", "always"),
          rule("equals_itself", INT, "x == x", "true", "nan does not"),
          rule("less_than_itself", REAL, "x < x", "false", "always"),
          rule("greater_than_itself", REAL, "x > x", "false", "always"),
          rule("floor_of_floor", FLOAT, "floor(floor(x))", "floor(x)", "exact"),
          rule("ceil_of_ceil", FLOAT, "ceil(ceil(x))", "ceil(x)", "exact"),
          rule("round_of_round", FLOAT, "round(round(x))", "round(x)", "exact"),
          rule("trunc_of_trunc", FLOAT, "trunc(trunc(x))", "trunc(x)", "exact"),
          rule("sign_of_sign", REAL, "sign(sign(x))", "sign(x)", "exact"),
          rule("real_of_parts", COMPLEX, "real(complex(x, y))", "x", "exact"),
          rule("imag_of_parts", COMPLEX, "imag(complex(x, y))", "y", "exact"));

  private AlgebraRules() {}
}
