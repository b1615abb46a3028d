package org.tgraph.backend.nativecode;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.library.OpenBlas;
import org.tgraph.op.linalg.Direction;
import org.tgraph.type.DType;

/**
 * The eigenvalues and vectors of large real matrices, which need not be symmetric, by LAPACK
 * ({@code dgeev}). It gives those that are not real in pairs: the vectors are {@code v + iw} and
 * {@code v - iw}, of which it has v and w.
 */
final class GeneralEigenvalues {
  private static final int COLUMNS = 102;
  private static final MemoryLayout LETTER = ValueLayout.JAVA_BYTE;
  private static final MemoryLayout INT = ValueLayout.JAVA_INT;
  private static final MemoryLayout ADDRESS = ValueLayout.ADDRESS;
  private static final ValueLayout.OfDouble NUMBER = ValueLayout.JAVA_DOUBLE;

  private final int n;
  private final MemorySegment matrix;
  private final MemorySegment re;
  private final MemorySegment im;
  private final MemorySegment vectors;

  private GeneralEigenvalues(int n, Arena arena) {
    this.n = n;
    this.matrix = arena.allocate(NUMBER, (long) n * n);
    this.re = arena.allocate(NUMBER, n);
    this.im = arena.allocate(NUMBER, n);
    this.vectors = arena.allocate(NUMBER, (long) n * n);
  }

  /**
   * Of finite matrices.
   *
   * @return nothing if the library is not there, or it does not find them
   */
  static Optional<List<Array>> of(Array x) {
    long address = OpenBlas.address("LAPACKE_dgeev");
    if (address == 0) {
      return Optional.empty();
    }
    MethodHandle dgeev =
        Linker.nativeLinker()
            .downcallHandle(
                MemorySegment.ofAddress(address),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    INT,
                    LETTER,
                    LETTER,
                    INT,
                    ADDRESS,
                    INT,
                    ADDRESS,
                    ADDRESS,
                    ADDRESS,
                    INT,
                    ADDRESS,
                    INT));
    int n = (int) x.dim(x.rank() - 1);
    DType type = x.dtype() == DType.F32 ? DType.C64 : DType.C128;
    Array values = Array.zeros(type, Arrays.copyOf(x.shape(), x.rank() - 1));
    Array vectors = Array.zeros(type, x.shape());
    try (Arena arena = Arena.ofConfined()) {
      GeneralEigenvalues one = new GeneralEigenvalues(n, arena);
      for (long batch = 0; batch * n < values.size(); batch++) {
        one.fill(x, batch);
        int failed =
            (int)
                dgeev.invokeExact(
                    COLUMNS,
                    (byte) 'N',
                    (byte) 'V',
                    n,
                    one.matrix,
                    n,
                    one.re,
                    one.im,
                    MemorySegment.NULL,
                    1,
                    one.vectors,
                    n);
        if (failed != 0) {
          return Optional.empty();
        }
        one.store(batch, values, vectors);
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return Optional.of(List.of(values, vectors));
  }

  private void fill(Array x, long batch) {
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        double element = x.getDouble((batch * n + row) * n + column);
        matrix.setAtIndex(NUMBER, (long) column * n + row, element);
      }
    }
  }

  private double re(int k) {
    return re.getAtIndex(NUMBER, k);
  }

  private double im(int k) {
    return im.getAtIndex(NUMBER, k);
  }

  private double number(int vector, int component) {
    return vectors.getAtIndex(NUMBER, (long) vector * n + component);
  }

  private double vectorRe(int k, int component) {
    return number(im(k) < 0 ? k - 1 : k, component);
  }

  private double vectorIm(int k, int component) {
    return im(k) == 0 ? 0 : im(k) > 0 ? number(k + 1, component) : -number(k, component);
  }

  /** By the real parts and then by the imaginary ones. */
  private void store(long batch, Array values, Array all) {
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(this::re).thenComparingDouble(this::im))
            .mapToInt(k -> k)
            .toArray();
    for (int at = 0; at < n; at++) {
      int k = order[at];
      values.set(batch * n + at, re(k), im(k));
      int first = directing(k);
      double size = Math.hypot(vectorRe(k, first), vectorIm(k, first));
      double cos = vectorRe(k, first) / size;
      double sin = -vectorIm(k, first) / size;
      for (int i = 0; i < n; i++) {
        double x = vectorRe(k, i);
        double y = vectorIm(k, i);
        double turned = i == first ? 0 : x * sin + y * cos;
        all.set((batch * n + i) * n + at, x * cos - y * sin, turned);
      }
    }
  }

  /** The component that {@link Direction} makes real and positive. */
  private int directing(int k) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.hypot(vectorRe(k, i), vectorIm(k, i)));
    }
    int first = 0;
    while (Math.hypot(vectorRe(k, first), vectorIm(k, first)) <= Direction.SHARE * largest) {
      first++;
    }
    return first;
  }
}
