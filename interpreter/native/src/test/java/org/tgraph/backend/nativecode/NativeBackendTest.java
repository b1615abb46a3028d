package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.llvm.Llvm;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.run.Executable;
import org.tgraph.run.ReferenceBackend;
import org.tgraph.type.DType;

class NativeBackendTest {
  private static final String NORMAL =
      """
      graph(%x: f64[n, m], %w: f64[m]) {
        %wide: f64[n, m] = broadcast{shape: [n, m], axes: [1]}(%w)
        %y: f64[n, m] = multiply(%x, %wide)
        %z: f64[n, m] = exp(%y)
        %rows: f64[n] = sum{axes: [1]}(%z)
        %columns: f64[m] = sum{axes: [0]}(%z)
        return %rows, %columns
      }
      """;

  private static final NativeBackend BACKEND = new NativeBackend();

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  private static Graph graph(String text) {
    return GraphReader.read(text).orThrow();
  }

  private static Array numbers(long... shape) {
    Array array = Array.zeros(DType.F64, shape);
    for (long i = 0; i < array.size(); i++) {
      array.set(i, Math.sin((double) i));
    }
    return array;
  }

  private static void assertClose(List<Array> expected, List<Array> actual) {
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).type(), actual.get(i).type());
      for (long k = 0; k < expected.get(i).size(); k++) {
        double value = expected.get(i).getDouble(k);
        assertEquals(value, actual.get(i).getDouble(k), 1e-13 * Math.abs(value));
      }
    }
  }

  @Test
  void oneCompilationServesAllSizes() {
    Graph graph = graph(NORMAL.replace("exp(", "tanh("));
    Executable reference = new ReferenceBackend().compile(graph);
    long before = uses();
    Executable executable = BACKEND.compile(graph);
    for (int n = 0; n < 10; n++) {
      for (int m = 0; m < 10; m++) {
        List<Array> inputs = List.of(numbers(n, m), numbers(m));
        assertClose(
            reference.run(inputs, Map.of()).outputs(), executable.run(inputs, Map.of()).outputs());
      }
    }
    assertEquals(1, uses() - before);
  }

  /** How many different graphs have been compiled, or found compiled. */
  private static long uses() {
    Llvm llvm = Llvm.get().orElseThrow();
    return llvm.compilations() + llvm.reused();
  }

  @Test
  void manyThreadsCallOneExecutable() throws InterruptedException, ExecutionException {
    Executable executable = BACKEND.compile(graph(NORMAL));
    List<Array> expected =
        executable.run(List.of(numbers(50, 70), numbers(70)), Map.of()).outputs();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(
            threads.submit(() -> {
              boolean same = true;
              for (int call = 0; call < 50; call++) {
                List<Array> inputs = List.of(numbers(50, 70), numbers(70));
                same &= executable.run(inputs, Map.of()).outputs().equals(expected);
              }
              return same;
            }));
      }
      for (Future<Boolean> one : all) {
        assertTrue(one.get());
      }
    }
  }

  /** Of different sizes, so that what one is done with fits another or does not. */
  @Test
  void manyThreadsUseLargeMemoryAgain() throws InterruptedException, ExecutionException {
    Executable shares =
        BACKEND.compile(
            graph(
                """
                graph(%x: f64[n]) {
                  %y: f64[n] = exp(%x)
                  %s: f64 = sum{axes: [0]}(%y)
                  %b: f64[n] = broadcast{shape: [n], axes: []}(%s)
                  %z: f64[n] = divide(%y, %b)
                  return %z
                }
                """));
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int first = thread;
        all.add(
            threads.submit(() -> {
              boolean right = true;
              for (int call = 0; call < 8; call++) {
                int n = 200_000 + 350_000 * ((first + call) % 4);
                Array x = Array.zeros(DType.F64, n);
                x.set(call, Math.log(n + 1.0));
                Array z = shares.run(List.of(x), Map.of()).outputs().get(0);
                for (int i = 0; i < n; i++) {
                  double expected = i == call ? (n + 1.0) / (2.0 * n) : 1 / (2.0 * n);
                  right &= Math.abs(z.getDouble(i) - expected) < 1e-12 * expected;
                }
              }
              return right;
            }));
      }
      for (Future<Boolean> one : all) {
        assertTrue(one.get());
      }
    }
  }

  @Test
  void codeIsUnloadedWhenNobodyCanCallIt() throws InterruptedException {
    Llvm llvm = Llvm.get().orElseThrow();
    long before = llvm.loaded();
    for (int i = 0; i < 40; i++) {
      Graph other =
          graph(
              "graph(%x: f64) {\n%y: f64 = add(%x, %x)\n%c: f64 = constant{value: f64("
                  + i
                  + ".5)}()\n%z: f64 = add(%y, %c)\nreturn %z\n}\n");
      assertEquals(
          i + 2.5,
          BACKEND
              .compile(other)
              .run(List.of(Array.scalar(1.0)), Map.of())
              .outputs()
              .get(0)
              .getDouble(0));
    }
    for (int i = 0; i < 100 && llvm.loaded() > before + 5; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertTrue(llvm.loaded() <= before + 5, () -> llvm.loaded() + " are loaded");
  }

  /** By OpenBLAS, where it is there. */
  @Test
  void largeMatricesAreMultiplied() {
    String text =
        """
        graph(%x: f64[b, m, k], %y: f64[b, k, n]) {
          %z: f64[b, m, n] = matmul(%x, %y)
          return %z
        }
        """;
    List<Array> inputs = List.of(numbers(2, 30, 50), numbers(2, 50, 40));
    Array expected =
        new ReferenceBackend().compile(graph(text)).run(inputs, Map.of()).outputs().get(0);
    Array product = BACKEND.compile(graph(text)).run(inputs, Map.of()).outputs().get(0);
    assertEquals(expected.type(), product.type());
    for (long i = 0; i < expected.size(); i++) {
      assertEquals(expected.getDouble(i), product.getDouble(i), 1e-13);
    }
  }

  @Test
  void largeResultsAreReadWhereTheyAre() {
    Graph twice = graph("graph(%x: f64[n]) {\n%y: f64[n] = add(%x, %x)\nreturn %y\n}\n");
    Executable executable = BACKEND.compile(twice);
    Array once = executable.run(List.of(numbers(100_000)), Map.of()).outputs().get(0);
    Array again = executable.run(List.of(once), Map.of()).outputs().get(0);
    assertTrue(once.data().isNative());
    assertEquals(4 * Math.sin(99_999), again.getDouble(99_999));
  }

  @Test
  void anIndexOutOfRangeIsAProblem() {
    Executable executable =
        BACKEND.compile(
            graph(
                """
                graph(%x: f64[n], %i: i64[m]) {
                  %y: f64[m] = gather{batch: 0, count: 1}(%x, %i)
                  return %y
                }
                """));
    Array x = numbers(4);
    Array good = Array.of(new long[] {3}, 0L, -4L, 3L);
    assertEquals(
        List.of(Math.sin(0), Math.sin(0), Math.sin(3)),
        Arrays.stream(executable.run(List.of(x, good), Map.of()).outputs().get(0).toDoubles())
            .boxed()
            .toList());
    Array bad = Array.of(new long[] {3}, 0L, -5L, 7L);
    EvaluationProblem problem =
        assertThrows(EvaluationProblem.class, () -> executable.run(List.of(x, bad), Map.of()));
    assertEquals(Code.TG0802, problem.code());
    assertEquals("Index -5 is out of range for axis 0, which has size 4.", problem.getMessage());
  }

  @Test
  void anEndlessLoopCanBeInterrupted() throws InterruptedException {
    Executable executable =
        BACKEND.compile(
            graph(
                """
                graph(%x: f64) {
                  %y: f64 = while{test: graph(%0: f64) {
                    %1: bool = equal(%0, %0)
                    return %1
                  }, body: graph(%0: f64) {
                    %1: f64 = add(%0, %0)
                    return %1
                  }, carries: 1, limit: []}(%x)
                  return %y
                }
                """));
    AtomicReference<Throwable> end = new AtomicReference<>();
    Thread thread =
        new Thread(() -> {
          try {
            executable.run(List.of(Array.scalar(1.0)), Map.of());
          } catch (CancellationException e) {
            end.set(e);
          }
        });
    thread.setDaemon(true);
    thread.start();
    Thread.sleep(50);
    thread.interrupt();
    thread.join(20_000);
    assertTrue(end.get() instanceof CancellationException);
  }
}
