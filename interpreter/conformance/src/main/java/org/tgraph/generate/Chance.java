package org.tgraph.generate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random choices, the same for the same seed. */
final class Chance {
  private final Random random;

  Chance(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L + 12345);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** From {@code low} to {@code high}, both included. */
  int from(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  boolean coin() {
    return random.nextBoolean();
  }

  /**
   * @throws Unmakeable if there is none
   */
  <T> T of(List<T> choices) {
    if (choices.isEmpty()) {
      throw new Unmakeable();
    }
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  <T> List<T> shuffled(List<T> all) {
    List<T> copy = new ArrayList<>(all);
    Collections.shuffle(copy, random);
    return copy;
  }

  /** Some of the numbers below {@code bound}, in order; none of them only if {@code bound} is 0. */
  List<Integer> some(int bound) {
    List<Integer> result = new ArrayList<>();
    for (int i = 0; i < bound; i++) {
      if (coin()) {
        result.add(i);
      }
    }
    if (result.isEmpty() && bound > 0) {
      result.add(below(bound));
    }
    return result;
  }
}
