package org.tgraph.user;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tgraph.array.Array;
import org.tgraph.call.CallException;
import org.tgraph.call.Compiled;
import org.tgraph.call.DataFile;
import org.tgraph.call.Result;
import org.tgraph.dsl.Computation;
import org.tgraph.dsl.Tensor;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;

/** Calling a graph of the DSL, from a package that is not ours. */
class CompiledTest {
  @TempDir private Path folder;

  private static Compiled predict() {
    Computation c = new Computation();
    Dim n = c.size("n");
    Dim k = c.size("k");
    Tensor x = c.input("x", DType.F64, n, k);
    Tensor w = c.input("w", DType.F64, k);
    return Compiled.of(c.graph(x.matmul(w).plus(1)));
  }

  private static final double[][] X = {{1, 2}, {3, 4}, {5, 6}};

  private static void assertY(Result result) {
    assertArrayEquals(new double[] {6, 12, 18}, result.toDoubles());
  }

  @Test
  void argumentsInManyForms() throws IOException {
    Compiled f = predict();
    double[] w = {1, 2};
    assertY(f.call(X, w));
    assertY(f.invoke(X, w));
    assertY(f.call(X, new int[] {1, 2}));
    assertY(f.call(X, new float[] {1, 2}));
    assertY(f.call(List.of(List.of(1, 2), List.of(3, 4.0), List.of(5, 6)), List.of(1, 2.0)));
    assertY(f.call(Array.of(new long[] {3, 2}, 1, 2, 3, 4, 5, 6.0), w));
    assertY(f.callWith(Map.of("w", w, "x", X)));
    assertY(f.callWith(Map.of("w", w, "x", X, "n", 3)));
    Path csv = folder.resolve("x.csv");
    Files.writeString(csv, "a,b,name\n1,2,p\n3,4,q\n5,6,r\n");
    Files.writeString(folder.resolve("m.csv"), "a,b\n1,2\n3,4\n5,6\n");
    assertY(f.call(folder.resolve("m.csv"), w));
    Files.writeString(folder.resolve("w.json"), "{\"p\": {\"w\": [1, 2]}}");
    assertY(f.call(X, DataFile.of(folder.resolve("w.json"), "p", "w")));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, 1, 2, 3, 4, 5, 6);
      assertY(f.call(Array.of(DType.F64, new long[] {3, 2}, memory), w));
    }
    assertMessage("column `name`, which is not a number.", () -> f.call(csv, w));
  }

  @Test
  void emptyAxes() {
    Compiled f = predict();
    Array none = f.call(Array.zeros(DType.F64, 0, 2), new double[] {1, 2}).array();
    assertArrayEquals(new long[] {0}, none.shape());
    Array ones = f.call(Array.zeros(DType.F64, 3, 0), new double[0]).array();
    assertArrayEquals(new double[] {1, 1, 1}, ones.toDoubles());
    assertArrayEquals(new double[0], f.call(new double[0][], new double[0]).toDoubles());
  }

  @Test
  void oneMatrixAloneIsOneArgument() {
    Computation c = new Computation();
    Tensor x = c.input("x", DType.F64, c.size("n"), c.size("m"));
    assertEquals(21, Compiled.of(c.graph(x.sum())).call(X).scalar());
  }

  @Test
  void sizesThatDisagree() {
    String message = message(() -> predict().call(X, new double[] {1, 2, 3}));
    assertTrue(
        message.startsWith(
            "error[TG0804]: Axis 0 of `w` has size 3, but `k` is 2, from axis 1 of `x`.\n"),
        message);
    assertTrue(message.contains("--> CompiledTest.java:"), message);
    assertTrue(message.contains(" | (x: f64[n, k], w: f64[k])"), message);
    assertTrue(message.contains("`f64[3, 2]`"), message);
    CallException e = assertThrows(CallException.class, () -> predict().call(X, new double[] {1}));
    assertEquals("CompiledTest.java", e.getStackTrace()[0].getFileName());
  }

  @Test
  void wrongArguments() {
    Compiled f = predict();
    double[] w = {1, 2};
    assertMessage("The argument `w` is missing.", () -> f.call((Object) X));
    assertMessage("called with 3 arguments, but it takes 2.", () -> f.call(X, w, w));
    assertMessage("The argument `x` is missing.", () -> f.callWith(Map.of("w", w)));
    assertMessage(
        "There is no parameter `ww`; did you mean `w`?",
        () -> f.callWith(Map.of("x", X, "w", w, "ww", w)));
    assertMessage("`x` is declared as `f64[n, k]`, but `f64[2]` is given.", () -> f.call(w, w));
    assertMessage("A `boolean` does not become `f64`.", () -> f.call(X, new boolean[] {true}));
    assertMessage("A `java.lang.String` is no number.", () -> f.call(X, "w"));
    assertMessage("null", () -> f.call(X, null));
    assertMessage(
        "The row at [1] has length 1, but others have 2.",
        () -> f.call(new double[][] {{1, 2}, {3}}, w));
    assertMessage("but `f32[2]` is given.", () -> f.call(X, Array.zeros(DType.F32, 2)));
    assertMessage("not exact as `f64`", () -> f.call(X, new long[] {1, (1L << 53) + 1}));
    assertMessage("but `n` is 4.", () -> f.callWith(Map.of("x", X, "w", w, "n", 4)));
    assertMessage("does not exist", () -> f.call(X, folder.resolve("none.npy")));
  }

  @Test
  void numbersThatDoNotFit() {
    Computation c = new Computation();
    Tensor small = c.input("small", DType.U8, 2);
    Tensor single = c.input("single", DType.F32);
    Compiled f = Compiled.of(c.graph(small, single));
    assertArrayEquals(new long[] {0, 255}, f.call(new int[] {0, 255}, 0.5f).get(0).toLongs());
    assertMessage("The number 256 is none of `u8`.", () -> f.call(new int[] {0, 256}, 0.5f));
    assertMessage("The number -1 is none of `u8`.", () -> f.call(new int[] {0, -1}, 0.5f));
    assertMessage("A `double` does not become `f32`.", () -> f.call(new int[] {0, 1}, 0.5));
  }

  @Test
  void sizesThatNoInputHas() {
    Computation c = new Computation();
    Dim n = c.size("n");
    Tensor a = c.input("a", DType.I64);
    Compiled f = Compiled.of(c.graph(a.plus(n)));
    assertEquals(List.of("a", "n"), f.parameters());
    assertEquals(7, f.call(3, 4).scalarLong());
    assertEquals(7, f.callWith(Map.of("a", 3, "n", 4)).scalarLong());
    assertMessage("The argument `n` is missing.", () -> f.call(3));
    assertMessage("`n` is a size", () -> f.call(3, 1.5));
    assertMessage("The size `n` is -1.", () -> f.call(3, -1));
  }

  @Test
  void namedResults() {
    Computation c = new Computation();
    Tensor x = c.input("x", DType.F64, c.size("n"));
    Compiled f = Compiled.of(c.graph(x.sum(), x.max())).withResults("total", "largest");
    Result result = f.call(new double[] {1, 5, 2});
    assertEquals(8, result.get("total").scalar());
    assertEquals(5, result.get("largest").scalar());
    assertThrows(IllegalArgumentException.class, () -> result.get("least"));
    assertThrows(IllegalStateException.class, result::array);
    assertEquals("{total: 8.0, largest: 5.0}", result.toString().replace("8.,", "8.0,"));
  }

  @Test
  void gradient() {
    Computation c = new Computation();
    Dim n = c.size("n");
    Tensor x = c.input("x", DType.F64, n);
    Tensor y = c.input("y", DType.F64, n);
    Compiled f = Compiled.of(c.graph(x.times(y).times(y).sum()));
    double[] a = {1, 2};
    double[] b = {3, 4};
    assertArrayEquals(new double[] {9, 16}, f.grad().call(a, b).toDoubles());
    assertArrayEquals(new double[] {6, 16}, f.grad("y").call(a, b).toDoubles());
    Result both = f.valueAndGrad("x").call(a, b);
    assertEquals(41, both.component1().scalar());
    assertArrayEquals(new double[] {9, 16}, both.component2().toDoubles());
    assertMessage("There is no parameter `z`.", () -> f.grad("z"));
    assertMessage("The gradient is that of one float", () -> predict().grad());
  }

  @Test
  void problemWhileRunningIsAtTheLineThatBuiltIt() {
    Computation c = new Computation();
    Tensor x = c.input("x", DType.F64, 2);
    Tensor i = c.input("i", DType.I64);
    Compiled f = Compiled.of(c.graph(x.get(i)));
    assertEquals(4, f.call(new double[] {3, 4}, 1).scalar());
    String message = message(() -> f.call(new double[] {3, 4}, 2));
    assertTrue(message.startsWith("error[TG0802]"), message);
    assertTrue(message.contains(" | x[i]"), message);
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

  private static String message(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }

  private static void assertMessage(String part, Runnable action) {
    String message = message(action);
    assertTrue(message.contains(part), message);
  }
}
