package org.tgraph.inference;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Random numbers of one chain: xoshiro256++ (Blackman and Vigna, 2019), seeded by SplitMix64. The
 * numbers are the same on every machine.
 */
final class RandomNumbers {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final long[] state = new long[4];
  private double spare = Double.NaN;

  /** Where the state is meanwhile; null if it is here. */
  private MemorySegment lent;

  /**
   * @param stream chains of one seed have streams of their own
   */
  RandomNumbers(long seed, int stream) {
    long mixed = mix(seed) ^ mix(GOLDEN * (stream + 1));
    for (int i = 0; i < state.length; i++) {
      mixed += GOLDEN;
      state[i] = mix(mixed);
    }
  }

  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }

  /**
   * Has something else go on with these numbers, until they are asked for here again: it finds the
   * state in memory, and leaves it there.
   */
  void lend(MemorySegment to) {
    if (lent == null) {
      MemorySegment.copy(state, 0, to, ValueLayout.JAVA_LONG, 0, state.length);
      to.setAtIndex(ValueLayout.JAVA_DOUBLE, state.length, spare);
      lent = to;
    }
  }

  private void takeBack() {
    if (lent != null) {
      MemorySegment.copy(lent, ValueLayout.JAVA_LONG, 0, state, 0, state.length);
      spare = lent.getAtIndex(ValueLayout.JAVA_DOUBLE, state.length);
      lent = null;
    }
  }

  private long next() {
    long result = Long.rotateLeft(state[0] + state[3], 23) + state[0];
    long shifted = state[1] << 17;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = Long.rotateLeft(state[3], 45);
    return result;
  }

  /** Uniform from 0 to 1, without it. */
  double uniform() {
    takeBack();
    return (next() >>> 11) * 0x1p-53;
  }

  /** Standard normal, by Marsaglia's polar method. */
  double normal() {
    takeBack();
    if (!Double.isNaN(spare)) {
      double number = spare;
      spare = Double.NaN;
      return number;
    }
    while (true) {
      double u = 2 * uniform() - 1;
      double v = 2 * uniform() - 1;
      double s = u * u + v * v;
      if (s < 1 && s > 0) {
        double scale = Math.sqrt(-2 * StrictMath.log(s) / s);
        spare = v * scale;
        return u * scale;
      }
    }
  }
}
