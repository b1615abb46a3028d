package org.tgraph.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.call.CallException;
import org.tgraph.call.Compiled;
import org.tgraph.dsl.Computation;
import org.tgraph.dsl.Tensor;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;

/** Graphs of the DSL, called on ND4J. */
class Nd4jCallTest {
  private static Compiled predict() {
    Computation c = new Computation();
    Dim k = c.size("k");
    Tensor x = c.input("x", DType.F64, c.size("n"), k);
    Tensor w = c.input("w", DType.F64, k);
    return Compiled.of(c.graph(x.matmul(w).plus(1)), new Nd4jBackend());
  }

  @Test
  void arraysMemoryAndEmptyAxes() {
    Compiled f = predict();
    double[] w = {1, 2};
    double[][] x = {{1, 2}, {3, 4}};
    assertArrayEquals(new double[] {6, 12}, f.call(x, w).toDoubles());
    assertArrayEquals(new double[0], f.call(Array.zeros(DType.F64, 0, 2), w).toDoubles());
    assertArrayEquals(
        new double[] {1, 1}, f.call(Array.zeros(DType.F64, 2, 0), new double[0]).toDoubles());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, 1, 2, 3, 4);
      Array array = Array.of(DType.F64, new long[] {2, 2}, memory);
      assertArrayEquals(new double[] {6, 12}, f.call(array, w).toDoubles());
    }
    assertThrows(CallException.class, () -> f.call(x, new double[3]));
  }

  @Test
  void manyThreadsAtOnce() throws Exception {
    Compiled f = predict();
    List<Future<Boolean>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int t = 0; t < 8; t++) {
        int thread = t;
        all.add(
            threads.submit(() -> {
              boolean right = true;
              for (int i = 1; i <= 50; i++) {
                double[][] x = new double[i][2];
                x[i - 1][0] = thread;
                double[] y = f.call(x, new double[] {2, 3}).toDoubles();
                right &= y.length == i && y[i - 1] == 2 * thread + 1;
              }
              return right;
            }));
      }
    }
    for (Future<Boolean> one : all) {
      assertTrue(one.get());
    }
  }

  @Test
  void whatItLacksIsComputedAllTheSame() {
    Computation c = new Computation();
    Tensor z = c.input("z", DType.U64, 2);
    Array most = Array.zeros(DType.U64, 2);
    most.set(1, -1);
    Compiled f = Compiled.of(c.graph(z.minus(1)), new Nd4jBackend());
    assertEquals("[18446744073709551615 18446744073709551614]", f.call(most).toString());
  }
}
