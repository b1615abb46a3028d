package org.tgraph.op.fourier;

/** The discrete Fourier transform of one size, {@code y[k] = Σ x[j] exp(-2πi jk / n)}. */
interface Transform {
  /** Replaces the real and the imaginary parts by those of their transform. */
  void apply(double[] re, double[] im);

  /** The fast way for the size: its factors one after the other, unless one of them is large. */
  static Transform of(int n) {
    int[] factors = Factors.of(n);
    boolean isSmooth = factors.length == 0 || factors[factors.length - 1] <= MixedRadix.LARGEST;
    return isSmooth ? new MixedRadix(n, factors) : new Bluestein(n);
  }
}
