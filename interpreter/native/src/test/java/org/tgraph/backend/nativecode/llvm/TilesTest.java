package org.tgraph.backend.nativecode.llvm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tgraph.backend.nativecode.ir.TileText;
import org.tgraph.type.DType;

/**
 * The tiles of products, with the vectors of several processors: each against sums made one product
 * at a time, in the same order, rounded once for each.
 */
class TilesTest {
  private static final int STRIDE = 61;
  private static final double UNTOUCHED = 1e300;

  static Stream<Arguments> vectors() {
    return Stream.of(
            new Registers(64, 32), new Registers(32, 16), new Registers(16, 32), Registers.NARROW)
        .flatMap(r -> Stream.of(Arguments.of(r, false), Arguments.of(r, true)));
  }

  private static MethodHandle tile(Registers registers, boolean isTurned) {
    Llvm llvm = Llvm.get().orElseThrow();
    TileText.Kind kind = new TileText.Kind(DType.F64, isTurned, false);
    String name = "test_" + registers.bytes() + "_" + registers.count() + "_" + kind.name();
    llvm.provide(name, () -> TileText.of(kind, registers).replace(kind.name(), name), Effort.FULL);
    return Linker.nativeLinker()
        .downcallHandle(
            MemorySegment.ofAddress(llvm.address(name)),
            FunctionDescriptor.ofVoid(
                ADDRESS,
                JAVA_LONG,
                ADDRESS,
                JAVA_LONG,
                ADDRESS,
                JAVA_LONG,
                ADDRESS,
                JAVA_LONG,
                JAVA_LONG,
                JAVA_LONG,
                JAVA_BOOLEAN));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void eachElementIsASum(Registers registers, boolean isTurned) throws Throwable {
    assumeTrue(Llvm.get().isPresent(), () -> Llvm.unavailable().orElseThrow());
    MethodHandle tile = tile(registers, isTurned);
    for (int width : List.of(8, 16, 24)) {
      for (int rows : List.of(1, 5, 8)) {
        for (int columns : List.of(1, width - 3, width)) {
          for (int length : List.of(1, 7, 12)) {
            for (boolean isMore : List.of(false, true)) {
              check(tile, isTurned, rows, columns, width, length, isMore);
            }
          }
        }
      }
    }
  }

  private static void check(
      MethodHandle tile,
      boolean isTurned,
      int rows,
      int columns,
      int width,
      int length,
      boolean isMore)
      throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      int stride = isTurned ? rows + 2 : length + 2;
      MemorySegment left = numbers(arena, 0.3, isTurned ? length * stride : rows * stride);
      MemorySegment right = numbers(arena, 0.7, length * width);
      MemorySegment to = numbers(arena, 1.1, 8 * STRIDE);
      double[] before = to.toArray(JAVA_DOUBLE);
      for (int i = 0; i < before.length; i++) {
        if (i / STRIDE >= rows || i % STRIDE >= columns) {
          before[i] = UNTOUCHED;
          to.setAtIndex(JAVA_DOUBLE, i, UNTOUCHED);
        }
      }
      tile.invoke(
          to,
          (long) STRIDE,
          left,
          (long) stride,
          right,
          (long) length,
          right,
          (long) rows,
          (long) columns,
          (long) width,
          isMore);
      for (int i = 0; i < before.length; i++) {
        double expected = before[i];
        int row = i / STRIDE;
        int column = i % STRIDE;
        if (row < rows && column < columns) {
          double sum = 0;
          for (int k = 0; k < length; k++) {
            int at = isTurned ? k * stride + row : row * stride + k;
            double factor = left.getAtIndex(JAVA_DOUBLE, at);
            sum = Math.fma(factor, right.getAtIndex(JAVA_DOUBLE, k * width + column), sum);
          }
          expected = isMore ? before[i] + sum : sum;
        }
        String where = "%d x %d of %d, %d".formatted(rows, columns, width, length);
        assertEquals(expected, to.getAtIndex(JAVA_DOUBLE, i), where);
      }
    }
  }

  private static MemorySegment numbers(Arena arena, double step, int count) {
    MemorySegment all = arena.allocate(8L * count, 64);
    for (int i = 0; i < count; i++) {
      all.setAtIndex(JAVA_DOUBLE, i, Math.sin(step * i * i + 1));
    }
    return all;
  }
}
