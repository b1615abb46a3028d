package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.llvm.Llvm;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.type.DType;

/**
 * Many compilations, each called and let go, leave the memory of the process where it was. {@code
 * -Dendurance.rounds=10000} does more of them than the build.
 */
class EnduranceTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int ROUNDS = Integer.getInteger("endurance.rounds", 60);

  /** What may be added: rounds of LLVM leave holes in its memory, in no order. */
  private static final long ALLOWED = 48L << 20;

  private static final NativeBackend BACKEND = new NativeBackend();

  /** The bytes of memory that the process has now. */
  private static long resident() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** No two are the same, or it would be compiled once. */
  private static void round(int number) {
    Graph graph =
        GraphReader.read(
                """
                graph(%%x: f64[n]) {
                  %%c: f64 = constant{value: f64(%d.25)}()
                  %%w: f64[n] = broadcast{shape: [n], axes: []}(%%c)
                  %%y: f64[n] = multiply(%%x, %%w)
                  %%e: f64[n] = exp(%%x)
                  %%p: f64[n] = subtract(%%y, %%e)
                  %%s: f64 = sum{axes: [0]}(%%p)
                  return %%y, %%s
                }
                """
                    .formatted(number))
            .orThrow();
    Array x = Array.zeros(DType.F64, 20_000);
    List<Array> outputs = BACKEND.compile(graph).run(List.of(x), Map.of()).outputs();
    assertEquals(-20_000.0, outputs.get(1).getDouble(0));
  }

  private static void rounds(int first, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      round(first + i);
      if (i % 50 == 49) {
        System.gc();
      }
    }
    // Code is unloaded when the collector has found that nobody can call it.
    Llvm llvm = Llvm.get().orElseThrow();
    for (int i = 0; i < 100 && llvm.loaded() > 5; i++) {
      System.gc();
      Thread.sleep(20);
    }
  }

  @Test
  void memoryStaysWhereItWas() throws IOException, InterruptedException {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
    assumeTrue(Files.exists(STATUS), "no Linux");
    int half = ROUNDS / 2;
    rounds(0, half);
    long before = resident();
    rounds(half, ROUNDS - half);
    long after = resident();
    assertTrue(
        after - before < ALLOWED,
        () -> "from %d to %d MiB in %d rounds".formatted(before >> 20, after >> 20, ROUNDS - half));
  }
}
