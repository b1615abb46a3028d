package org.tgraph.op.linalg;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.array.Array;
import org.tgraph.graph.Interruption;
import org.tgraph.type.DType;

/**
 * A matrix of doubles that a factorisation works on in place: one row after the other, the
 * imaginary parts in an array of their own. A real matrix has none, so that the same algorithm
 * serves both and the loops over rows, where all the time is spent, do not compute with zeros.
 */
final class Matrix {
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private final int rows;
  private final int cols;
  private final double[] re;
  private final double[] im;
  private final boolean isComplex;

  private Matrix(int rows, int cols, double[] re, double[] im, boolean isComplex) {
    this.rows = rows;
    this.cols = cols;
    this.re = re;
    this.im = im;
    this.isComplex = isComplex;
  }

  static Matrix zeros(int rows, int cols, boolean isComplex) {
    int size = Math.multiplyExact(rows, cols);
    return new Matrix(rows, cols, new double[size], new double[isComplex ? size : 0], isComplex);
  }

  static Matrix identity(int size, boolean isComplex) {
    return eye(size, size, isComplex);
  }

  /** Ones on the diagonal. */
  static Matrix eye(int rows, int cols, boolean isComplex) {
    Matrix eye = zeros(rows, cols, isComplex);
    for (int i = 0; i < Math.min(rows, cols); i++) {
      eye.re[i * cols + i] = 1;
    }
    return eye;
  }

  /** A column of real numbers. */
  static Matrix column(double... values) {
    return new Matrix(values.length, 1, values, new double[0], false);
  }

  static Matrix scalar(Complex value, boolean isComplex) {
    Matrix scalar = zeros(1, 1, isComplex);
    scalar.set(0, 0, value);
    return scalar;
  }

  /** Reads the matrix whose elements start at {@code offset}. */
  static Matrix read(Array array, long offset, int rows, int cols) {
    Matrix matrix = zeros(rows, cols, array.dtype().isComplex());
    if (array.dtype() == DType.F64) {
      MemorySegment.copy(
          array.data(), DOUBLE, offset * Double.BYTES, matrix.re, 0, matrix.re.length);
      return matrix;
    }
    for (int i = 0; i < matrix.re.length; i++) {
      matrix.re[i] = array.re(offset + i);
    }
    for (int i = 0; i < matrix.im.length; i++) {
      matrix.im[i] = array.im(offset + i);
    }
    return matrix;
  }

  /** Writes all elements from {@code offset} on; into integers, whole numbers. */
  void write(Array array, long offset) {
    DType type = array.dtype();
    if (type == DType.F64) {
      MemorySegment.copy(re, 0, array.data(), DOUBLE, offset * Double.BYTES, re.length);
      return;
    }
    for (int i = 0; i < re.length; i++) {
      if (type.isComplex()) {
        array.set(offset + i, re[i], isComplex ? im[i] : 0);
      } else if (type.isFloat()) {
        array.set(offset + i, re[i]);
      } else {
        array.set(offset + i, (long) re[i]);
      }
    }
  }

  int rows() {
    return rows;
  }

  int cols() {
    return cols;
  }

  boolean isComplex() {
    return isComplex;
  }

  double re(int row, int col) {
    return re[row * cols + col];
  }

  Complex get(int row, int col) {
    int at = row * cols + col;
    return Complex.ofCartesian(re[at], isComplex ? im[at] : 0);
  }

  /** Sets an element; of a real matrix, to the real part. */
  void set(int row, int col, Complex value) {
    int at = row * cols + col;
    re[at] = value.real();
    if (isComplex) {
      im[at] = value.imag();
    }
  }

  void set(int row, int col, double value) {
    int at = row * cols + col;
    re[at] = value;
    if (isComplex) {
      im[at] = 0;
    }
  }

  /** Puts another matrix in place of a part of this. */
  void put(int row, int col, Matrix part) {
    for (int i = 0; i < part.rows; i++) {
      for (int j = 0; j < part.cols; j++) {
        set(row + i, col + j, part.get(i, j));
      }
    }
  }

  /** Adds {@code factor} times another matrix of the same shape. */
  void add(double factor, Matrix other) {
    for (int i = 0; i < re.length; i++) {
      re[i] += factor * other.re[i];
    }
    for (int i = 0; i < im.length; i++) {
      im[i] += factor * other.im[i];
    }
  }

  /** The largest sum of the absolute values of a column. */
  double columnNorm() {
    double largest = 0;
    for (int col = 0; col < cols; col++) {
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += get(row, col).abs();
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  Matrix copy() {
    return new Matrix(rows, cols, re.clone(), im.clone(), isComplex);
  }

  /** The first rows and columns; zeros where this has none. */
  Matrix resized(int newRows, int newCols) {
    Matrix part = zeros(newRows, newCols, isComplex);
    for (int row = 0; row < Math.min(rows, newRows); row++) {
      int length = Math.min(cols, newCols);
      System.arraycopy(re, row * cols, part.re, row * newCols, length);
      if (isComplex) {
        System.arraycopy(im, row * cols, part.im, row * newCols, length);
      }
    }
    return part;
  }

  Matrix transposed() {
    Matrix result = zeros(cols, rows, isComplex);
    for (int row = 0; row < rows; row++) {
      for (int col = 0; col < cols; col++) {
        result.re[col * rows + row] = re[row * cols + col];
        if (isComplex) {
          result.im[col * rows + row] = im[row * cols + col];
        }
      }
    }
    return result;
  }

  Matrix conjugate() {
    Matrix result = copy();
    for (int i = 0; i < im.length; i++) {
      result.im[i] = -im[i];
    }
    return result;
  }

  Matrix adjoint() {
    return transposed().conjugate();
  }

  Matrix times(Matrix other) {
    Matrix result = zeros(rows, other.cols, isComplex);
    for (int row = 0; row < rows; row++) {
      Interruption.check();
      int k = 0;
      for (; !isComplex && k + 4 <= cols; k += 4) {
        result.addFourRows(row, other, k, re, row * cols + k);
      }
      for (; k < cols; k++) {
        result.addRow(row, other, k, get(row, k), 0);
      }
    }
    return result;
  }

  /**
   * Adds four times a row of another real matrix to one of this, in order, as {@link #addRow}
   * would: it is read and written once instead of four times.
   *
   * @param factors those of the rows from {@code otherRow} on, from {@code at} on
   */
  private void addFourRows(int row, Matrix other, int otherRow, double[] factors, int at) {
    double[] from = other.re;
    int to = row * cols;
    int first = otherRow * cols;
    int second = first + cols;
    int third = second + cols;
    int fourth = third + cols;
    double a = factors[at];
    double b = factors[at + 1];
    double c = factors[at + 2];
    double d = factors[at + 3];
    for (int col = 0; col < cols; col++) {
      double sum = re[to + col] + a * from[first + col];
      sum += b * from[second + col];
      sum += c * from[third + col];
      re[to + col] = sum + d * from[fourth + col];
    }
  }

  /** Adds {@code factor} times a row of another matrix to a row of this, from a column on. */
  void addRow(int row, Matrix other, int otherRow, Complex factor, int from) {
    addPart(row, other, otherRow, factor, from, cols);
  }

  /** The same for the columns from one to before another. */
  void addPart(int row, Matrix other, int otherRow, Complex factor, int from, int end) {
    Interruption.check();
    int to = row * cols;
    int at = otherRow * other.cols;
    double fr = factor.real();
    double fi = factor.imag();
    if (!isComplex) {
      for (int col = from; col < end; col++) {
        re[to + col] += fr * other.re[at + col];
      }
      return;
    }
    for (int col = from; col < end; col++) {
      double xr = other.re[at + col];
      double xi = other.im[at + col];
      re[to + col] += fr * xr - fi * xi;
      im[to + col] += fr * xi + fi * xr;
    }
  }

  /** The sum of the first {@code length} products of a row with the conjugate of another's. */
  Complex dot(int row, Matrix other, int otherRow, int length) {
    Interruption.check();
    int a = row * cols;
    int b = otherRow * other.cols;
    double real = 0;
    double imag = 0;
    if (!isComplex) {
      for (int k = 0; k < length; k++) {
        real += re[a + k] * other.re[b + k];
      }
      return Complex.ofCartesian(real, 0);
    }
    for (int k = 0; k < length; k++) {
      real += re[a + k] * other.re[b + k] + im[a + k] * other.im[b + k];
      imag += im[a + k] * other.re[b + k] - re[a + k] * other.im[b + k];
    }
    return Complex.ofCartesian(real, imag);
  }

  /** The sum of the products of a row with another's, from a column on. */
  Complex product(int row, Matrix other, int otherRow, int from) {
    int a = row * cols;
    int b = otherRow * other.cols;
    double real = 0;
    double imag = 0;
    for (int k = from; k < cols; k++) {
      real += re[a + k] * other.re[b + k];
      if (isComplex) {
        real -= im[a + k] * other.im[b + k];
        imag += re[a + k] * other.im[b + k] + im[a + k] * other.re[b + k];
      }
    }
    return Complex.ofCartesian(real, imag);
  }

  /** Makes two rows {@code c * p - s * q} and {@code conj(s) * p + c * q} of them. */
  void rotate(int p, int q, double c, Complex s) {
    Interruption.check();
    int a = p * cols;
    int b = q * cols;
    double sr = s.real();
    double si = s.imag();
    if (!isComplex) {
      for (int k = 0; k < cols; k++) {
        double x = re[a + k];
        double y = re[b + k];
        re[a + k] = c * x - sr * y;
        re[b + k] = sr * x + c * y;
      }
      return;
    }
    for (int k = 0; k < cols; k++) {
      double xr = re[a + k];
      double xi = im[a + k];
      double yr = re[b + k];
      double yi = im[b + k];
      re[a + k] = c * xr - (sr * yr - si * yi);
      im[a + k] = c * xi - (sr * yi + si * yr);
      re[b + k] = sr * xr + si * xi + c * yr;
      im[b + k] = sr * xi - si * xr + c * yi;
    }
  }

  /** The quotient; by a real number, as exact as that of real numbers is. */
  static Complex divide(Complex a, Complex b) {
    return b.imag() == 0
        ? Complex.ofCartesian(a.real() / b.real(), a.imag() / b.real())
        : a.divide(b);
  }

  void scaleRow(int row, Complex factor) {
    for (int col = 0; col < cols; col++) {
      set(row, col, get(row, col).multiply(factor));
    }
  }

  void scale(double factor) {
    for (int i = 0; i < re.length; i++) {
      re[i] *= factor;
    }
    for (int i = 0; i < im.length; i++) {
      im[i] *= factor;
    }
  }

  void swapRows(int p, int q) {
    for (int col = 0; p != q && col < cols; col++) {
      Complex kept = get(p, col);
      set(p, col, get(q, col));
      set(q, col, kept);
    }
  }

  /** This with the rows in the order that {@code rowAt} gives. */
  Matrix rowsAt(int[] rowAt) {
    Matrix result = zeros(rowAt.length, cols, isComplex);
    for (int row = 0; row < rowAt.length; row++) {
      System.arraycopy(re, rowAt[row] * cols, result.re, row * cols, cols);
      if (isComplex) {
        System.arraycopy(im, rowAt[row] * cols, result.im, row * cols, cols);
      }
    }
    return result;
  }

  /** The Euclidean norm of a row, without overflow on the way. */
  double rowNorm(int row) {
    double scale = 0;
    for (int col = 0; col < cols; col++) {
      scale = Math.max(scale, get(row, col).abs());
    }
    if (scale == 0 || Double.isInfinite(scale) || Double.isNaN(scale)) {
      return scale;
    }
    double sum = 0;
    for (int col = 0; col < cols; col++) {
      double part = get(row, col).abs() / scale;
      sum += part * part;
    }
    return scale * Math.sqrt(sum);
  }

  boolean isFinite() {
    return Arrays.stream(re).allMatch(Double::isFinite)
        && Arrays.stream(im).allMatch(Double::isFinite);
  }

  /**
   * Divides all by a power of two so that the largest part is about 1, and returns that power: no
   * square can overflow then, and none that matters underflows.
   */
  double normalise() {
    double largest = 0;
    for (double part : re) {
      largest = Math.max(largest, Math.abs(part));
    }
    for (double part : im) {
      largest = Math.max(largest, Math.abs(part));
    }
    if (largest == 0) {
      return 1;
    }
    int exponent = Math.clamp(Math.getExponent(largest), -1000, 1000);
    scale(Math.scalb(1.0, -exponent));
    return Math.scalb(1.0, exponent);
  }

  static Matrix filled(int rows, int cols, boolean isComplex, double value) {
    Matrix matrix = zeros(rows, cols, isComplex);
    Arrays.fill(matrix.re, value);
    Arrays.fill(matrix.im, value);
    return matrix;
  }
}
