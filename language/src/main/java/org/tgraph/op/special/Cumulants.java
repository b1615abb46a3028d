package org.tgraph.op.special;

import static org.tgraph.op.pointwise.Formula.add;
import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.multiply;

import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;

/**
 * Derivatives of a density by two parameters, relative to the density, made of those of its
 * logarithm: the complete Bell polynomials of two indices (Riordan, "An introduction to
 * combinatorial analysis", 1958, chapter 2.8), by their recurrence.
 */
final class Cumulants {
  /** The derivative of orders i and j of the logarithm, {@code i + j} from 1. */
  interface OfLogarithm {
    Value get(int i, int j);
  }

  private Cumulants() {}

  /** The derivative of orders i and j, divided by the density; of the type of {@code like}. */
  static Value relative(GraphBuilder b, int i, int j, Value like, OfLogarithm logarithm) {
    if (i + j == 0) {
      return constant(b, 1, like);
    }
    boolean byFirst = i > 0;
    Value sum = constant(b, 0, like);
    for (int k = 0; k <= (byFirst ? i - 1 : 0); k++) {
      for (int l = 0; l <= (byFirst ? j : j - 1); l++) {
        Value slope = logarithm.get(byFirst ? k + 1 : k, byFirst ? l : l + 1);
        Value rest =
            relative(b, i - k - (byFirst ? 1 : 0), j - l - (byFirst ? 0 : 1), like, logarithm);
        double count = byFirst ? choose(i - 1, k) * choose(j, l) : choose(j - 1, l);
        sum = add(b, sum, multiply(b, constant(b, count, like), multiply(b, slope, rest)));
      }
    }
    return sum;
  }

  private static double choose(int n, int k) {
    double result = 1;
    for (int i = 0; i < k; i++) {
      result = result * (n - i) / (i + 1);
    }
    return result;
  }
}
