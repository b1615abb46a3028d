package org.tgraph.backend.nativecode;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.library.OpenBlas;
import org.tgraph.op.Op;
import org.tgraph.op.linalg.Direction;
import org.tgraph.op.linalg.Eig;
import org.tgraph.op.linalg.Eigh;
import org.tgraph.op.linalg.Svd;

/**
 * Eigenvalues and singular values of large real matrices by LAPACK ({@code dsyevd}, {@code dgeev},
 * {@code dgesdd}), which at 200 rows takes a tenth of the time of the definitions' rotations. Its
 * vectors are turned as the operations define it.
 *
 * <p>LAPACK's matrices are column by column, so what is handed over is the transposed matrix, and
 * what comes back is transposed again.
 */
final class Lapack {
  /** From so many rows and columns on a call pays. */
  static final int LARGE = 32;

  private static final int COLUMNS = 102;
  private static final ValueLayout.OfDouble NUMBER = ValueLayout.JAVA_DOUBLE;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfByte LETTER = ValueLayout.JAVA_BYTE;

  private Lapack() {}

  /** The results; nothing where the definition is to find them. */
  static Optional<List<Array>> evaluate(Op op, List<Array> operands) {
    Array x = operands.get(0);
    if (!isFor(op, x) || !x.dtype().isFloat() || !isLarge(x) || !isFinite(x)) {
      return Optional.empty();
    }
    return op instanceof Eig ? GeneralEigenvalues.of(x) : op instanceof Eigh ? eigh(x) : svd(x);
  }

  /** What completes the vectors of a matrix that is not square is for the definition to choose. */
  private static boolean isFor(Op op, Array x) {
    return op instanceof Eigh
        || op instanceof Eig
        || op instanceof Svd svd && (!svd.full() || x.dim(x.rank() - 2) == x.dim(x.rank() - 1));
  }

  private static boolean isLarge(Array x) {
    long rows = x.dim(x.rank() - 2);
    long columns = x.dim(x.rank() - 1);
    return Math.min(rows, columns) >= LARGE && rows * columns <= Integer.MAX_VALUE;
  }

  private static boolean isFinite(Array x) {
    for (long i = 0; i < x.size(); i++) {
      if (!Double.isFinite(x.getDouble(i))) {
        return false;
      }
    }
    return true;
  }

  private static Array result(Array like, int axes, long... last) {
    long[] shape = Arrays.copyOf(like.shape(), like.rank() - 2 + axes);
    System.arraycopy(last, 0, shape, like.rank() - 2, axes);
    return Array.zeros(like.dtype(), shape);
  }

  private static Optional<MethodHandle> function(String name, MemoryLayout... arguments) {
    long address = OpenBlas.address(name);
    return address == 0
        ? Optional.empty()
        : Optional.of(
            Linker.nativeLinker()
                .downcallHandle(
                    MemorySegment.ofAddress(address), FunctionDescriptor.of(INT, arguments)));
  }

  private static void fill(MemorySegment to, Array from, long first, long count) {
    for (long i = 0; i < count; i++) {
      to.setAtIndex(NUMBER, i, from.getDouble(first + i));
    }
  }

  private static Optional<List<Array>> eigh(Array x) {
    int n = (int) x.dim(x.rank() - 1);
    Optional<MethodHandle> dsyevd =
        function(
            "LAPACKE_dsyevd",
            INT,
            LETTER,
            LETTER,
            INT,
            ValueLayout.ADDRESS,
            INT,
            ValueLayout.ADDRESS);
    if (dsyevd.isEmpty()) {
      return Optional.empty();
    }
    Array values = result(x, 1, n);
    Array vectors = result(x, 2, n, n);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocate(NUMBER, (long) n * n);
      MemorySegment w = arena.allocate(NUMBER, n);
      for (long batch = 0; batch * n < values.size(); batch++) {
        long first = batch * n * n;
        fill(a, x, first, (long) n * n);
        // The lower triangle, row by row, is the upper one, column by column.
        int failed = (int) dsyevd.get().invokeExact(COLUMNS, (byte) 'V', (byte) 'U', n, a, n, w);
        if (failed != 0) {
          return Optional.empty();
        }
        for (int k = 0; k < n; k++) {
          values.set(batch * n + k, w.getAtIndex(NUMBER, k));
          double sign = sign(a, (long) k * n, 1, n);
          for (int i = 0; i < n; i++) {
            double element = a.getAtIndex(NUMBER, (long) k * n + i);
            vectors.set(first + (long) i * n + k, sign * element);
          }
        }
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return Optional.of(List.of(values, vectors));
  }

  /** What a vector is multiplied by to point where {@link Direction} has it. */
  private static double sign(MemorySegment vectors, long first, long step, int count) {
    double largest = 0;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, Math.abs(vectors.getAtIndex(NUMBER, first + i * step)));
    }
    for (int i = 0; i < count; i++) {
      double component = vectors.getAtIndex(NUMBER, first + i * step);
      if (Math.abs(component) > Direction.SHARE * largest) {
        return Math.signum(component);
      }
    }
    return 1;
  }

  private static Optional<List<Array>> svd(Array x) {
    int m = (int) x.dim(x.rank() - 2);
    int n = (int) x.dim(x.rank() - 1);
    int k = Math.min(m, n);
    Optional<MethodHandle> dgesdd =
        function(
            "LAPACKE_dgesdd",
            INT,
            LETTER,
            INT,
            INT,
            ValueLayout.ADDRESS,
            INT,
            ValueLayout.ADDRESS,
            ValueLayout.ADDRESS,
            INT,
            ValueLayout.ADDRESS,
            INT);
    if (dgesdd.isEmpty()) {
      return Optional.empty();
    }
    Array u = result(x, 2, m, k);
    Array s = result(x, 1, k);
    Array vh = result(x, 2, k, n);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocate(NUMBER, (long) m * n);
      MemorySegment values = arena.allocate(NUMBER, k);
      MemorySegment left = arena.allocate(NUMBER, (long) m * k);
      MemorySegment right = arena.allocate(NUMBER, (long) k * n);
      for (long batch = 0; batch * k < s.size(); batch++) {
        fill(a, x, batch * m * n, (long) m * n);
        // The transposed matrix is v diag(s) uh.
        int failed =
            (int)
                dgesdd
                    .get()
                    .invokeExact(COLUMNS, (byte) 'S', n, m, a, n, values, right, n, left, k);
        if (failed != 0) {
          return Optional.empty();
        }
        for (int j = 0; j < k; j++) {
          s.set(batch * k + j, values.getAtIndex(NUMBER, j));
          double sign = sign(left, j, k, m);
          for (int i = 0; i < m; i++) {
            long at = (long) i * k + j;
            u.set(batch * m * k + at, sign * left.getAtIndex(NUMBER, at));
          }
          for (int i = 0; i < n; i++) {
            long at = (long) j * n + i;
            vh.set(batch * k * n + at, sign * right.getAtIndex(NUMBER, at));
          }
        }
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return Optional.of(List.of(u, s, vh));
  }
}
