package org.tgraph.backend.nativecode.lower;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tgraph.backend.nativecode.loop.Var;

/**
 * A whole number as a sum of multiples of variables and a number; like the machine's, it wraps
 * around.
 */
record Linear(Map<Var, Long> factors, long constant) {
  Linear {
    Map<Var, Long> present = new LinkedHashMap<>();
    factors.forEach((var, factor) -> {
      if (factor != 0) {
        present.put(var, factor);
      }
    });
    factors = present;
  }

  static Linear of(long constant) {
    return new Linear(Map.of(), constant);
  }

  static Linear of(Var var) {
    return new Linear(Map.of(var, 1L), 0);
  }

  Linear plus(Linear other) {
    Map<Var, Long> sum = new LinkedHashMap<>(factors);
    other.factors.forEach((var, factor) -> sum.merge(var, factor, Long::sum));
    return new Linear(sum, constant + other.constant);
  }

  Linear plus(long more) {
    return new Linear(factors, constant + more);
  }

  Linear times(long factor) {
    Map<Var, Long> product = new LinkedHashMap<>();
    factors.forEach((var, f) -> product.put(var, f * factor));
    return new Linear(product, constant * factor);
  }

  Linear minus(Linear other) {
    return plus(other.times(-1));
  }

  boolean isConstant() {
    return factors.isEmpty();
  }

  /** Whether it is a variable, and nothing else. */
  boolean isVariable() {
    return constant == 0 && factors.size() == 1 && factors.containsValue(1L);
  }

  long factor(Var var) {
    return factors.getOrDefault(var, 0L);
  }
}
