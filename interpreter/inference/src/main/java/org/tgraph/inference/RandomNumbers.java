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

  /** Puts the state where something else goes on with it, which draws uniform numbers only. */
  void save(MemorySegment to) {
    MemorySegment.copy(state, 0, to, ValueLayout.JAVA_LONG, 0, state.length);
  }

  /** Goes on with the state that that left. */
  void restore(MemorySegment from) {
    MemorySegment.copy(from, ValueLayout.JAVA_LONG, 0, state, 0, state.length);
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
    return (next() >>> 11) * 0x1p-53;
  }

  /** Standard normal, by Marsaglia's polar method. */
  double normal() {
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
