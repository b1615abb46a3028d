package org.tgraph.op.fourier;

/**
 * The transform by the factors of its size, in Stockham's order, which needs no permutation (C. Van
 * Loan, Computational Frameworks for the Fast Fourier Transform, 1992, 1.7 and 2.1).
 */
final class MixedRadix implements Transform {
  /** Above this factor, {@link Bluestein} takes less time. */
  static final int LARGEST = 61;

  private final int n;
  private final int[] factors;
  private final Roots roots;

  MixedRadix(int n, int[] factors) {
    this.n = n;
    this.factors = factors;
    this.roots = new Roots(n);
  }

  @Override
  public void apply(double[] re, double[] im) {
    double[] xr = re;
    double[] xi = im;
    double[] yr = new double[n];
    double[] yi = new double[n];
    int length = n;
    int stride = 1;
    for (int factor : factors) {
      step(factor, length, stride, xr, xi, yr, yi);
      length /= factor;
      stride *= factor;
      double[] kept = xr;
      xr = yr;
      yr = kept;
      kept = xi;
      xi = yi;
      yi = kept;
    }
    if (xr != re) {
      System.arraycopy(xr, 0, re, 0, n);
      System.arraycopy(xi, 0, im, 0, n);
    }
  }

  /**
   * Makes transforms of {@code length / factor} of those of {@code length}, of which {@code stride}
   * lie interleaved: output {@code j} of each small transform of {@code factor} elements goes to
   * the {@code j}-th of them, turned by {@code exp(-2πi pj / length)}.
   */
  private void step(
      int factor, int length, int stride, double[] xr, double[] xi, double[] yr, double[] yi) {
    int m = length / factor;
    int turn = n / factor;
    for (int p = 0; p < m; p++) {
      for (int j = 0; j < factor; j++) {
        int twiddle = (int) ((long) p * j * stride % n);
        double wr = roots.re[twiddle];
        double wi = roots.im[twiddle];
        int to = stride * (factor * p + j);
        for (int q = 0; q < stride; q++) {
          double sumR = 0;
          double sumI = 0;
          for (int k = 0; k < factor; k++) {
            int root = j * k % factor * turn;
            double cr = roots.re[root];
            double ci = roots.im[root];
            int from = q + stride * (p + k * m);
            sumR += xr[from] * cr - xi[from] * ci;
            sumI += xr[from] * ci + xi[from] * cr;
          }
          yr[to + q] = sumR * wr - sumI * wi;
          yi[to + q] = sumR * wi + sumI * wr;
        }
      }
    }
  }
}
