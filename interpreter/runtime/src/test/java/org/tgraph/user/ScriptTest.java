package org.tgraph.user;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.tgraph.call.Result;
import org.tgraph.call.Script;
import org.tgraph.call.ScriptException;
import org.tgraph.call.TensorFunction;
import org.tgraph.run.ReferenceBackend;
import org.tgraph.type.DType;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Functions of scripts, called from a package that is not ours. */
class ScriptTest {
  private static final String TEXT =
      """
      let scale = [2.0, 3.0]
      print("not when it is loaded")

      fn predict(X: f64[n, k], w: f64[k], b: f64) -> f64[n] = X @ w + b
      fn loss(p: {w: f64[k], b: f64}, X: f64[n, k], y: f64[n]) -> f64 =
        mean((predict(X, p.w, p.b) - y) ** 2)
      fn both(a: (f64, f64[n])) -> {low: f64, parts: (f64, f64[n])} = {low: min(a.1), parts: a}
      fn relu[T: real](x: T[..s]) -> T[..s] = maximum(x, 0)
      fn weighted[T: float](p: {w: T[..s], x: T[..s]}) -> T = sum(p.w * p.x)
      fn steps(n: dim, by: f64) -> f64[n] = by * f64(arange(n))
      fn scaled(x: f64[2]) -> f64[2] = scale * x
      fn untyped(x) = x
      """;

  @TempDir private Path folder;

  private static Script script() {
    return Script.of("model.tgraph", TEXT);
  }

  private static final double[][] X = {{1, 2}, {3, 4}};

  @Test
  void functionsByName() throws IOException {
    Path file = Files.writeString(folder.resolve("model.tgraph"), TEXT);
    Script script = Script.load(file, new ReferenceBackend());
    TensorFunction predict = script.function("predict");
    assertEquals("predict", predict.name());
    assertEquals(List.of("X", "w", "b"), predict.parameters());
    assertEquals("predict(X: f64[n, k], w: f64[k], b: f64)", predict.toString());
    assertArrayEquals(new double[] {5.5, 11.5}, predict.call(X, List.of(1, 2), 0.5).toDoubles());
    assertTrue(script.functions().containsAll(List.of("predict", "relu", "steps")));
  }

  @Test
  void recordsAndTuples() {
    TensorFunction loss = script().function("loss");
    double[] y = {1, 2};
    Map<String, Object> p = Map.of("w", new double[] {1, 0}, "b", 0);
    assertEquals(0.5, loss.call(p, X, y).scalar());
    assertEquals(0.5, loss.callWith(Map.of("p", p, "X", X, "y", y)).scalar());
    assertEquals(
        0.5, loss.callWith(Map.of("p.w", new double[] {1, 0}, "p.b", 0, "X", X, "y", y)).scalar());
    Result both = script().function("both").call(List.of(4.0, new double[] {3, 2}));
    assertEquals(2, both.get("low").scalar());
    assertArrayEquals(new double[] {3, 2}, both.get("parts").get(1).toDoubles());
    assertMessage("The field `p.b` is missing.", () -> loss.call(Map.of("w", y), X, y));
    assertMessage("`p` has no field `c`", () -> loss.call(Map.of("w", y, "b", 0, "c", 0), X, y));
    assertMessage(
        "The argument `p.b` is missing.", () -> loss.callWith(Map.of("p.w", y, "X", X, "y", y)));
    assertMessage(
        "`p` is declared as `{w: f64[k], b: f64}`, but a `double[]` is given.",
        () -> loss.call(y, X, y));
    assertMessage(
        "Axis 1 of `X` has size 2, but `k` is 3, from axis 0 of `p.w`.",
        () -> loss.call(Map.of("w", new int[3], "b", 0), X, y));
  }

  @Test
  void gradientHasTheStructureOfTheParameter() {
    Compiled gradient = script().compiled("loss").grad();
    Map<String, Object> p = Map.of("w", new double[] {1, 0}, "b", 0.5);
    Result g = gradient.call(p, X, new double[] {1, 2});
    // Residuals (0.5, 1.5): the gradient is their mean product with (x, 1), times 2.
    assertArrayEquals(new double[] {5.0, 7.0}, g.get("w").toDoubles(), 1e-15);
    assertEquals(2.0, g.get("b").scalar(), 1e-15);
  }

  @Test
  void typesThatTheSignatureLeavesOpen() {
    TensorFunction relu = script().function("relu");
    assertArrayEquals(new double[] {0, 2}, relu.call(new double[] {-1, 2}).toDoubles());
    assertEquals(DType.F32, relu.call(new float[] {-1, 2}).array().dtype());
    assertArrayEquals(new long[] {0, 2}, relu.call(new long[] {-1, 2}).toLongs());
    assertEquals(3, relu.call(3).scalarLong());
    assertArrayEquals(new long[] {2, 2}, relu.call(X).array().shape());
    assertArrayEquals(new long[] {0, 3}, relu.call(Array.zeros(DType.I8, 0, 3)).array().shape());
    assertMessage(
        "`x` is of `bool`, but `T` is of kind `real`.", () -> relu.call(new boolean[] {true}));
    Compiled single =
        script().compiled("relu", Map.of("x", new TensorType(DType.F32, Shape.of(2L, 2L))));
    assertEquals("relu(x: f32[s0, s1])", single.toString());
    TensorFunction weighted = script().function("weighted");
    double[] w = {1, 2};
    assertEquals(5, weighted.call(Map.of("w", w, "x", w)).scalar());
    assertEquals(5, weighted.callWith(Map.of("p.w", w, "p.x", w)).scalar());
    assertMessage(
        "has size 3, but `s0` is 2", () -> weighted.call(Map.of("w", w, "x", new double[3])));
    assertMessage("The argument `x` is missing.", () -> relu.call());
  }

  @Test
  void sizesAsArguments() {
    TensorFunction steps = script().function("steps");
    assertArrayEquals(new double[] {0, 0.5, 1}, steps.call(3, 0.5).toDoubles());
    assertArrayEquals(new double[0], steps.callWith(Map.of("n", 0, "by", 1)).toDoubles());
    assertMessage("The size `n` is -1.", () -> steps.call(-1, 1));
    assertMessage("`n` is a size", () -> steps.call(0.5, 1));
  }

  @Test
  void constantsOfTheScript() {
    assertArrayEquals(
        new double[] {2, 6}, script().function("scaled").call(new int[] {1, 2}).toDoubles());
  }

  @Test
  void functionsThatAreNotThere() {
    assertMessage(
        "There is no function `predikt`; did you mean `predict`?",
        () -> script().function("predikt"));
    assertMessage("whose parameters have types", () -> script().function("untyped"));
    assertMessage("The type of `x: T[..s]` must be known", () -> script().compiled("relu"));
  }

  @Test
  void scriptsWithMistakes() {
    ScriptException e =
        assertThrows(
            ScriptException.class,
            () -> Script.of("wrong.tgraph", "fn f(x: f64[n], y: f64[m]) -> f64[n] = x + y\n"));
    assertTrue(e.getMessage().contains("--> wrong.tgraph:1:"), e.getMessage());
    assertEquals(1, e.diagnostics().size());
    assertEquals("ScriptTest.java", e.getStackTrace()[0].getFileName());
    assertMessage("There is no file", () -> Script.load(folder.resolve("none.tgraph")));
  }

  @Test
  void valuesThatDependOnInputsAreRefused() throws IOException {
    Files.writeString(folder.resolve("w.csv"), "a\n1\n2\n");
    Path file =
        Files.writeString(
            folder.resolve("m.tgraph"),
            "input w: {a: f64[n]} = read(\"w.csv\")\nfn f(x: f64) -> f64 = x * sum(w.a)\n");
    assertMessage("uses values of the script", () -> Script.load(file).function("f"));
  }

  @Test
  void manyThreadsAtOnce() throws Exception {
    TensorFunction relu = script().function("relu");
    List<Future<Boolean>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int t = 0; t < 8; t++) {
        int axes = t % 4;
        all.add(
            threads.submit(() -> {
              long[] shape = new long[axes];
              Arrays.fill(shape, 2);
              boolean right = true;
              for (int i = 0; i < 20; i++) {
                right &= relu.call(Array.zeros(DType.F64, shape)).array().rank() == axes;
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
  void callsAreCheckedAtTheUsersLine() {
    CallException e =
        assertThrows(
            CallException.class, () -> script().function("predict").call(X, new double[] {1}, 0));
    assertTrue(
        e.getMessage()
            .startsWith(
                "error[TG0804]: Axis 0 of `w` has size 1, but `k` is 2, from axis 1 of `X`."),
        e.getMessage());
    assertEquals("ScriptTest.java", e.getStackTrace()[0].getFileName());
  }

  private static void assertMessage(String part, Runnable action) {
    String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
