package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.run.Executable;
import org.tgraph.type.DType;

/** Threads that compile the same and different graphs, and call what they compiled, all at once. */
class ConcurrentCompilationTest {
  private static final int THREADS = 8;
  private static final int GRAPHS = 12;

  private static final NativeBackend BACKEND = new NativeBackend();

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  /** With a loop, a product and an operation that is left to its definition. */
  private static Graph graph(int number) {
    return GraphReader.read(
            """
            graph(%%x: f64[n]) {
              %%c: f64 = constant{value: f64(%d.25)}()
              %%w: f64[n] = broadcast{shape: [n], axes: []}(%%c)
              %%y: f64[n] = multiply(%%x, %%w)
              %%a: f64[n, 1] = reshape{shape: [n, 1]}(%%y)
              %%b: f64[1, n] = reshape{shape: [1, n]}(%%x)
              %%p: f64[n, n] = matmul(%%a, %%b)
              %%l: f64[n] = scan{body: graph(%%sum: f64[n], %%row: f64[n]) {
                %%next: f64[n] = add(%%sum, %%row)
                return %%next
              }, carries: 1, sequences: 1, length: n, reverse: false}(%%x, %%p)
              %%s: f64 = sum{axes: [0]}(%%l)
              return %%s
            }
            """
                .formatted(number))
        .orThrow();
  }

  /** Of ones: n of them, and in the products n times n times the factor. */
  private static double expected(int number, int n) {
    return n + (number + 0.25) * n * n;
  }

  private static double call(Executable executable, int n) {
    Array x = Array.zeros(DType.F64, n);
    for (int i = 0; i < n; i++) {
      x.set(i, 1.0);
    }
    return executable.run(List.of(x), Map.of()).outputs().get(0).getDouble(0);
  }

  private static void all(int thread) {
    for (int i = 0; i < GRAPHS; i++) {
      // Every thread comes to every graph, some at the same time as others and some not.
      int number = (i * (thread % 2 == 0 ? 1 : 5) + thread / 2) % GRAPHS;
      Executable executable = BACKEND.compile(graph(number));
      for (int n : new int[] {0, 1, 7, 40}) {
        assertEquals(expected(number, n), call(executable, n), 1e-9);
      }
      if (i % 4 == 3) {
        System.gc();
      }
    }
  }

  @Test
  void allGetRightResults() throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int number = thread;
        running.add(threads.submit(() -> all(number)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }
}
