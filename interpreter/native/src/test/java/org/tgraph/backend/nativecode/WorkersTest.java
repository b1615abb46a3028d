package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphReader;
import org.tgraph.run.Executable;

/** Loops that are shared among threads. */
class WorkersTest {
  private static final NativeBackend BACKEND = new NativeBackend();

  /**
   * Elementwise, by rows, of a vector and of everything, with a number of rows that none divides.
   */
  private static final String LOOPS =
      """
      graph(%x: f64[n, m], %w: f64[m, 1]) {
        %y: f64[n, m] = exp(%x)
        %rows: f64[n] = sum{axes: [1]}(%y)
        %most: f64[n] = max{axes: [1]}(%x)
        %all: f64 = sum{axes: [0, 1]}(%y)
        %z: f64[n, 1] = matmul(%x, %w)
        %t: f64[m, n] = transpose{axes: [1, 0]}(%x)
        %u: f64[m, 1] = matmul(%t, %z)
        return %y, %rows, %most, %all, %z, %u
      }
      """;

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  @AfterEach
  void asManyAsProcessors() {
    System.clearProperty("tgraph.threads");
  }

  private static Array numbers(long... shape) {
    double[] values = new double[(int) Array.count(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin((double) i);
    }
    return Array.of(shape, values);
  }

  private static List<Array> run(Executable executable, String threads) {
    System.setProperty("tgraph.threads", threads);
    return executable.run(List.of(numbers(1013, 307), numbers(307, 1)), Map.of()).outputs();
  }

  @Test
  void theResultDoesNotDependOnTheirNumber() {
    Executable executable = BACKEND.compile(GraphReader.read(LOOPS).orThrow());
    List<Array> one = run(executable, "1");
    assertNotEquals(0.0, one.get(3).getDouble(0));
    for (String threads : List.of("2", "3", "8")) {
      assertEquals(one, run(executable, threads));
    }
  }

  @Test
  void severalCallsShareThem() throws InterruptedException, ExecutionException {
    Executable executable = BACKEND.compile(GraphReader.read(LOOPS).orThrow());
    List<Array> expected = run(executable, "3");
    try (ExecutorService callers = Executors.newFixedThreadPool(4)) {
      List<Future<List<Array>>> all = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        all.add(callers.submit(() -> run(executable, "3")));
      }
      for (Future<List<Array>> each : all) {
        assertEquals(expected, each.get());
      }
    }
  }
}
