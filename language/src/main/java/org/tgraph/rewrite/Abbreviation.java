package org.tgraph.rewrite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A name for an expression that stands in several rules, such as what {@code sigmoid(x)} of the
 * prelude is made of.
 *
 * @param variables those of {@code text}, in the order in which they are given
 */
record Abbreviation(String name, List<String> variables, String text) {
  static final List<Abbreviation> ALL =
      List.of(
          new Abbreviation(
              "sigmoid",
              List.of("x"),
              "where(x >= 0, 1, exp(where(x >= 0, -x, x))) / (1 + exp(where(x >= 0, -x, x)))"),
          new Abbreviation(
              "sigmoid_of_negative",
              List.of("x"),
              "where(-x >= 0, 1, exp(where(-x >= 0, x, -x))) / (1 + exp(where(-x >= 0, x, -x)))"),
          new Abbreviation(
              "log_sigmoid",
              List.of("x"),
              "where(x >= 0, 0, x) - log1p(exp(where(x >= 0, -x, x)))"),
          new Abbreviation(
              "log1m_exp",
              List.of("x"),
              "where(x < -0.6931471805599453, log1p(0 - exp(x)), log(0 - expm1(x)))"),
          new Abbreviation(
              "log_cosh",
              List.of("x"),
              "where(abs(x) < 20, log1p(2 * (sinh(0.5 * x) * sinh(0.5 * x))), abs(x) -"
                  + " 0.6931471805599453)"),
          new Abbreviation("nonnegative_or_nan", List.of("x"), "where(x >= 0, x + 0, nan)"));

  static Optional<Abbreviation> named(String name) {
    return ALL.stream().filter(a -> a.name.equals(name)).findFirst();
  }

  Term expand(List<Term> operands, Map<String, Term.Parameter> parameters) {
    if (operands.size() != variables.size() || !parameters.isEmpty()) {
      throw new IllegalArgumentException("`" + name + "` stands for something of " + variables);
    }
    Map<String, Term> terms = new HashMap<>();
    for (int i = 0; i < operands.size(); i++) {
      terms.put(variables.get(i), operands.get(i));
    }
    return TermReader.read(text).replace(terms);
  }
}
