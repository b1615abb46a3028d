package org.tgraph.op.linalg;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.numbers.complex.Complex;

/**
 * The eigenvalues and vectors of a matrix that need not be symmetric: those of its {@link Schur}
 * form, after its rows and columns were scaled to like norms (B. Parlett and C. Reinsch, "Balancing
 * a matrix for calculation of eigenvalues and eigenvectors", 1969).
 *
 * @param values by their real parts, ascending, and by the imaginary parts where those are equal
 * @param vectors of length 1, in the columns, turned as {@link Direction} says
 */
record Eigen(Complex[] values, Matrix vectors) {
  private static final Complex NAN = Complex.ofCartesian(Double.NaN, Double.NaN);

  static Eigen of(Matrix matrix) {
    int n = matrix.rows();
    if (!matrix.isFinite()) {
      Complex[] nan = new Complex[n];
      Arrays.fill(nan, NAN);
      return new Eigen(nan, Matrix.filled(n, n, true, Double.NaN));
    }
    Matrix a = Matrix.zeros(n, n, true);
    a.put(0, 0, matrix);
    double[] scales = balance(a);
    double size = a.normalise();
    Schur schur = Schur.of(a);
    Complex[] values = new Complex[n];
    for (int i = 0; i < n; i++) {
      values[i] = schur.triangle().get(i, i).multiply(size);
    }
    Matrix rows = schur.vectors().times(ofTriangle(schur.triangle())).transposed();
    for (int row = 0; row < n; row++) {
      for (int col = 0; col < n; col++) {
        rows.set(row, col, rows.get(row, col).multiply(scales[col]));
      }
      normalise(rows, row);
    }
    if (!matrix.isComplex()) {
      pair(values, rows);
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> values[i].real())
                    .thenComparingDouble(i -> values[i].imag()))
            .mapToInt(i -> i)
            .toArray();
    Complex[] sorted = IntStream.of(order).mapToObj(i -> values[i]).toArray(Complex[]::new);
    return new Eigen(sorted, rows.rowsAt(order).transposed());
  }

  private static void normalise(Matrix rows, int row) {
    rows.scaleRow(row, Complex.ofCartesian(1 / rows.rowNorm(row), 0));
    rows.scaleRow(row, Direction.fix(rows, row));
  }

  /** Scales by powers of 2, {@code d⁻¹ a d}, until rows are like columns; returns d. */
  private static double[] balance(Matrix a) {
    int n = a.rows();
    double[] scales = new double[n];
    Arrays.fill(scales, 1);
    boolean changed = true;
    for (int sweep = 0; changed && sweep < 20; sweep++) {
      changed = false;
      for (int i = 0; i < n; i++) {
        double row = 0;
        double col = 0;
        for (int j = 0; j < n; j++) {
          row += j == i ? 0 : a.get(i, j).abs();
          col += j == i ? 0 : a.get(j, i).abs();
        }
        if (row == 0 || col == 0 || Double.isInfinite(row + col)) {
          continue;
        }
        double factor = Math.scalb(1.0, (Math.getExponent(row) - Math.getExponent(col)) / 2);
        if (factor != 1 && row / factor + col * factor < 0.95 * (row + col)) {
          changed = true;
          scales[i] *= factor;
          for (int j = 0; j < n; j++) {
            a.set(i, j, a.get(i, j).divide(factor));
          }
          for (int j = 0; j < n; j++) {
            a.set(j, i, a.get(j, i).multiply(factor));
          }
        }
      }
    }
    return scales;
  }

  /** The eigenvectors of an upper triangular matrix, in the columns, by substitution. */
  private static Matrix ofTriangle(Matrix t) {
    int n = t.rows();
    Matrix x = Matrix.identity(n, true);
    double least = Math.max(t.columnNorm() * Math.ulp(1.0), Double.MIN_NORMAL);
    for (int k = 0; k < n; k++) {
      for (int i = k - 1; i >= 0; i--) {
        Complex sum = t.get(i, k);
        for (int j = i + 1; j < k; j++) {
          sum = sum.add(t.get(i, j).multiply(x.get(j, k)));
        }
        Complex gap = t.get(k, k).subtract(t.get(i, i));
        // Of equal eigenvalues, one is moved by rounding.
        x.set(i, k, sum.divide(gap.abs() < least ? Complex.ofCartesian(least, 0) : gap));
      }
    }
    return x;
  }

  private static Complex real(Complex x) {
    return Complex.ofCartesian(x.real(), 0);
  }

  /**
   * Those of a real matrix are real or come in conjugate pairs, which holds but for rounding: each
   * is real if none is nearer to its conjugate than itself.
   */
  private static void pair(Complex[] values, Matrix rows) {
    boolean[] done = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      if (done[i]) {
        continue;
      }
      int partner = i;
      for (int j = i + 1; j < values.length; j++) {
        Complex mirrored = values[i].conj();
        boolean isNearer =
            mirrored.subtract(values[j]).abs() < mirrored.subtract(values[partner]).abs();
        partner = !done[j] && isNearer ? j : partner;
      }
      done[i] = true;
      done[partner] = true;
      boolean isReal = partner == i;
      Complex mean = values[i].add(values[partner].conj()).multiply(0.5);
      values[partner] = isReal ? real(mean) : mean.conj();
      values[i] = isReal ? real(mean) : mean;
      for (int col = 0; col < values.length; col++) {
        Complex component = rows.get(i, col);
        rows.set(partner, col, isReal ? real(component) : component.conj());
      }
    }
  }
}
