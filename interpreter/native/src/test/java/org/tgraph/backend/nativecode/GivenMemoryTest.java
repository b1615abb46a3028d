package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphReader;
import org.tgraph.run.Call;
import org.tgraph.run.Executable;
import org.tgraph.type.DType;

/** Memory that callers hand over, whatever they do with it. */
class GivenMemoryTest {
  private static final NativeBackend BACKEND = new NativeBackend();
  private static final int COUNT = 1000;

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  private static Executable sum() {
    return BACKEND.compile(
        GraphReader.read("graph(%x: f64[n]) {\n%y: f64 = sum{axes: [0]}(%x)\nreturn %y\n}\n")
            .orThrow());
  }

  private static Array ones(MemorySegment memory) {
    for (long i = 0; i < COUNT; i++) {
      memory.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, 8 * i, 1);
    }
    return Array.of(DType.F64, new long[] {COUNT}, memory);
  }

  private static double call(Array x) {
    return sum().run(List.of(x), Map.of()).outputs().get(0).getDouble(0);
  }

  @Test
  void memoryOutsideOfTheHeapIsReadWhereItIs() {
    try (Arena arena = Arena.ofConfined()) {
      Array x = ones(arena.allocate(8 * COUNT, 8));
      Call call = sum().prepare(List.of(x), Map.of());
      call.run();
      assertEquals(COUNT, call.output(0).get(ValueLayout.JAVA_DOUBLE, 0));
      x.data().set(ValueLayout.JAVA_DOUBLE, 0, 2);
      call.run();
      assertEquals(COUNT + 1, call.output(0).get(ValueLayout.JAVA_DOUBLE, 0));
    }
  }

  @Test
  void whatIsNotAlignedIsCopied() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(8 * COUNT + 8, 8);
      for (int from = 0; from < 8; from++) {
        assertEquals(COUNT, call(ones(memory.asSlice(from, 8 * COUNT))));
      }
    }
  }

  @Test
  void closedMemoryIsAnExceptionAndNoCrash() {
    Array x;
    Call call;
    try (Arena arena = Arena.ofConfined()) {
      x = ones(arena.allocate(8 * COUNT, 8));
      call = sum().prepare(List.of(x), Map.of());
    }
    assertThrows(IllegalStateException.class, () -> call(x));
    assertThrows(IllegalStateException.class, call::run);
  }

  @Test
  void memoryOfAnotherThreadIsAnException() throws InterruptedException, ExecutionException {
    try (Arena arena = Arena.ofConfined()) {
      Array x = ones(arena.allocate(8 * COUNT, 8));
      FutureTask<WrongThreadException> other =
          new FutureTask<>(() -> assertThrows(WrongThreadException.class, () -> call(x)));
      Thread.ofPlatform().start(other);
      other.get();
    }
  }

  @Test
  void aNegativeSizeIsNone() {
    long[] shape = {-2, -3};
    MemorySegment memory = MemorySegment.ofArray(new double[6]);
    assertThrows(IllegalArgumentException.class, () -> Array.of(DType.F64, shape, memory));
  }
}
