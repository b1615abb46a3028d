package org.tgraph.op.fourier;

import java.util.ArrayList;
import java.util.List;

/** The factors of a size, ascending: primes, but 4 in place of two 2s. */
final class Factors {
  private Factors() {}

  static int[] of(int n) {
    List<Integer> factors = new ArrayList<>();
    int rest = n;
    for (int p = 2; (long) p * p <= rest; p++) {
      for (; rest % p == 0; rest /= p) {
        factors.add(p);
      }
    }
    if (rest > 1) {
      factors.add(rest);
    }
    while (factors.size() > 1 && factors.get(1) == 2) {
      factors.remove(0);
      factors.remove(0);
      factors.add(4);
    }
    return factors.stream().sorted().mapToInt(p -> p).toArray();
  }
}
