package org.tgraph.rewrite;

import java.util.List;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;

/**
 * Numbers that may be 0, infinite or far from 1 where their logarithms are not: exponentials or one
 * of them, products, determinants, and what is made of one by a positive factor.
 */
final class Extremes {
  private static final int DEPTH = 8;

  private Extremes() {}

  /** Whether the value is such a number, by how it is made. */
  static boolean has(Facts facts, Value x) {
    return has(facts, x, DEPTH);
  }

  private static boolean has(Facts facts, Value x, int fuel) {
    Equation made = facts.definition(x).orElse(null);
    if (made == null || fuel == 0) {
      return false;
    }
    List<Value> in = made.operands();
    return switch (made.op().name()) {
      case "cosh", "det", "exp", "prod" -> true;
      case "sum" -> facts.isMadeBy(in.get(0), "exp") || isWeighted(facts, in.get(0));
      case "matmul" -> in.stream().anyMatch(v -> WeightedExponentials.isOpen(facts, v));
      case "reshape", "sqrt", "abs" -> has(facts, in.get(0), fuel - 1);
      case "divide" -> isPositive(facts, in.get(1)) && has(facts, in.get(0), fuel - 1);
      case "multiply" ->
          in.get(0) == in.get(1) && has(facts, in.get(0), fuel - 1)
              || isPositive(facts, in.get(0)) && has(facts, in.get(1), fuel - 1)
              || isPositive(facts, in.get(1)) && has(facts, in.get(0), fuel - 1);
      default -> false;
    };
  }

  private static boolean isWeighted(Facts facts, Value x) {
    return facts
        .definition(x)
        .filter(e -> e.op().name().equals("multiply"))
        .filter(e -> e.operands().stream().anyMatch(v -> WeightedExponentials.isOpen(facts, v)))
        .isPresent();
  }

  /** Whether {@code x + y} has exponentials in both summands, or in one beside a constant. */
  static boolean areSummed(Match match) {
    return areExponential(match)
        || isBesideConstant(match, "x", "y")
        || isBesideConstant(match, "y", "x");
  }

  private static boolean isBesideConstant(Match match, String exponential, String constant) {
    return isExponential(match.facts(), match.value(exponential), DEPTH)
        && isPositive(match.facts(), match.value(constant));
  }

  /** Whether {@code x} and {@code y} have exponentials. */
  static boolean areExponential(Match match) {
    return isExponential(match.facts(), match.value("x"), DEPTH)
        && isExponential(match.facts(), match.value("y"), DEPTH);
  }

  /** Whether the value is an exponential, or sums and products of them and positive constants. */
  private static boolean isExponential(Facts facts, Value x, int fuel) {
    Equation made = facts.definition(x).orElse(null);
    if (made == null || fuel == 0) {
      return false;
    }
    List<Value> in = made.operands();
    return switch (made.op().name()) {
      case "exp" -> true;
      case "sum", "reshape" -> isExponential(facts, in.get(0), fuel - 1);
      case "divide" -> isPositive(facts, in.get(1)) && isExponential(facts, in.get(0), fuel - 1);
      case "add", "multiply" ->
          in.stream().anyMatch(v -> isExponential(facts, v, fuel - 1))
              && in.stream()
                  .allMatch(v -> isPositive(facts, v) || isExponential(facts, v, fuel - 1));
      default -> false;
    };
  }

  private static boolean isPositive(Facts facts, Value c) {
    return facts.fill(c).filter(v -> v.re(0) > 0 && Double.isFinite(v.re(0))).isPresent();
  }

  /** Whether {@code c} is a positive constant beside such a number {@code x}. */
  static boolean isScaled(Match match) {
    return isPositive(match.facts(), match.value("c")) && has(match.facts(), match.value("x"));
  }
}
