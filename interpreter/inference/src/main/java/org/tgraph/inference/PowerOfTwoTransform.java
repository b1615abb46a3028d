package org.tgraph.inference;

/**
 * The discrete Fourier transform of as many numbers as a power of two, by factors of two (Gentleman
 * and Sande, "Fast Fourier Transforms for Fun and Profit", 1966; back, Cooley and Tukey). Spectra
 * are in the order in which the bits of each index are reversed, which saves putting them in order
 * where all that is done with them is done to each. The operation {@code dft} of the language is of
 * any size; this is faster for these, and this module knows nothing of the language.
 */
final class PowerOfTwoTransform {
  private static volatile PowerOfTwoTransform last = new PowerOfTwoTransform(1);

  private final int size;

  /** At {@code half + j}, {@code exp(-πi j / half)}: what one step needs lies together. */
  private final double[] rootsR;

  private final double[] rootsI;

  private PowerOfTwoTransform(int size) {
    this.size = size;
    this.rootsR = new double[size];
    this.rootsI = new double[size];
    for (int half = 1; half < size; half *= 2) {
      for (int j = 0; j < half; j++) {
        double angle = Math.PI * j / half;
        rootsR[half + j] = Math.cos(angle);
        rootsI[half + j] = -Math.sin(angle);
      }
    }
  }

  /** That of the least size which is not below a number. */
  static PowerOfTwoTransform of(int least) {
    int size = Math.max(1, Integer.highestOneBit(2 * least - 1));
    PowerOfTwoTransform now = last;
    if (now.size != size) {
      now = new PowerOfTwoTransform(size);
      last = now;
    }
    return now;
  }

  int size() {
    return size;
  }

  /** Replaces numbers by {@code y[k] = Σ x[j] exp(-2πi jk / n)}, in reversed order. */
  void toReversed(double[] re, double[] im) {
    for (int half = size / 2; half >= 1; half /= 2) {
      for (int from = 0; from < size; from += 2 * half) {
        for (int j = 0; j < half; j++) {
          int a = from + j;
          int b = a + half;
          double differenceR = re[a] - re[b];
          double differenceI = im[a] - im[b];
          double wr = rootsR[half + j];
          double wi = rootsI[half + j];
          re[a] += re[b];
          im[a] += im[b];
          re[b] = differenceR * wr - differenceI * wi;
          im[b] = differenceR * wi + differenceI * wr;
        }
      }
    }
  }

  /** Replaces numbers in reversed order by the same sums of them, in order. */
  void fromReversed(double[] re, double[] im) {
    for (int half = 1; half < size; half *= 2) {
      for (int from = 0; from < size; from += 2 * half) {
        for (int j = 0; j < half; j++) {
          int a = from + j;
          int b = a + half;
          double wr = rootsR[half + j];
          double wi = rootsI[half + j];
          double turnedR = re[b] * wr - im[b] * wi;
          double turnedI = re[b] * wi + im[b] * wr;
          re[b] = re[a] - turnedR;
          im[b] = im[a] - turnedI;
          re[a] += turnedR;
          im[a] += turnedI;
        }
      }
    }
  }
}
