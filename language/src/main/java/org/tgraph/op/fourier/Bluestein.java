package org.tgraph.op.fourier;

/**
 * The transform of any size as a convolution with {@code exp(πi k² / n)}, by transforms whose size
 * is a power of two (L. Bluestein, "A linear filtering approach to the computation of discrete
 * Fourier transform", 1970): {@code jk = (j² + k² - (k - j)²) / 2}.
 */
final class Bluestein implements Transform {
  private final int n;
  private final int size;
  private final Transform inner;

  /** {@code exp(-πi k² / n)}. */
  private final double[] chirpR;

  private final double[] chirpI;

  /** The transform of the conjugate chirp, over the size. */
  private final double[] filterR;

  private final double[] filterI;

  Bluestein(int n) {
    this.n = n;
    this.size = Integer.highestOneBit(2 * n - 1) << 1;
    this.inner = Transform.of(size);
    Roots roots = new Roots(2 * n);
    this.chirpR = new double[n];
    this.chirpI = new double[n];
    this.filterR = new double[size];
    this.filterI = new double[size];
    for (int k = 0; k < n; k++) {
      int square = (int) ((long) k * k % (2L * n));
      chirpR[k] = roots.re[square];
      chirpI[k] = roots.im[square];
      int mirrored = k == 0 ? 0 : size - k;
      filterR[k] = filterR[mirrored] = chirpR[k] / size;
      filterI[k] = filterI[mirrored] = -chirpI[k] / size;
    }
    inner.apply(filterR, filterI);
  }

  @Override
  public void apply(double[] re, double[] im) {
    double[] xr = new double[size];
    double[] xi = new double[size];
    for (int j = 0; j < n; j++) {
      xr[j] = re[j] * chirpR[j] - im[j] * chirpI[j];
      xi[j] = re[j] * chirpI[j] + im[j] * chirpR[j];
    }
    inner.apply(xr, xi);
    for (int k = 0; k < size; k++) {
      double real = xr[k] * filterR[k] - xi[k] * filterI[k];
      // With the parts exchanged, the same transform is the inverse.
      xr[k] = xr[k] * filterI[k] + xi[k] * filterR[k];
      xi[k] = real;
    }
    inner.apply(xr, xi);
    for (int k = 0; k < n; k++) {
      re[k] = xi[k] * chirpR[k] - xr[k] * chirpI[k];
      im[k] = xi[k] * chirpI[k] + xr[k] * chirpR[k];
    }
  }
}
