package org.tgraph.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.array.JavaNumbers;
import org.tgraph.dsl.Computation;
import org.tgraph.dsl.Index;
import org.tgraph.dsl.ShapeException;
import org.tgraph.dsl.Tensor;
import org.tgraph.dsl.TensorMap;
import org.tgraph.dsl.Transformed;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;

/** The DSL as its users see it, from a package that is not ours. */
class DslTest {
  private final Computation c = new Computation();

  private static StackTraceElement here() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(1).findFirst())
        .orElseThrow()
        .toStackTraceElement();
  }

  private List<Double> run(Tensor result, Object... inputs) {
    List<Array> arrays = List.of(inputs).stream().map(JavaNumbers::array).toList();
    Array array = GraphEvaluator.evaluate(c.graph(result), arrays, Map.of()).get(0);
    return Arrays.stream(array.toDoubles()).boxed().toList();
  }

  @Test
  void errorIsAtTheLineThatBuiltTheExpression() {
    Dim n = c.size("n");
    Dim k = c.size("k");
    Tensor x = c.input("x", DType.F64, n, k);
    Tensor w = c.input("w", DType.F64, n);
    int line = here().getLineNumber() + 1;
    ShapeException e = assertThrows(ShapeException.class, () -> x.matmul(w));
    assertEquals("DslTest.java", e.getStackTrace()[0].getFileName());
    assertEquals(line, e.getStackTrace()[0].getLineNumber());
    assertTrue(e.getMessage().contains("--> DslTest.java:" + line + "\n"), e.getMessage());
    assertTrue(e.getMessage().contains(" " + line + " | x @ w"), e.getMessage());
    assertTrue(e.getMessage().startsWith("error[TG0301]: "), e.getMessage());
    assertEquals("TG0301", e.diagnostic().code().name());
  }

  @Test
  void functionsAreTransformed() {
    Tensor x = c.input("x", DType.F64, 3);
    Tensor a = c.input("a", DType.F64);
    TensorMap energy = in -> in.get(0).pow(2).sum().times(in.get(1));
    List<Tensor> gradients = c.grad(energy, x, a);
    Object[] at = {new double[] {1, 2, 3}, 2.0};
    assertEquals(List.of(4.0, 8.0, 12.0), run(gradients.get(0), at));
    assertEquals(List.of(14.0), run(gradients.get(1), at));
    Transformed grad = Transformed.by("grad", energy);
    Transformed second = Transformed.by("jacobian", grad, Computation.named("wrt", 1));
    assertEquals(List.of(2.0, 4.0, 6.0), run(c.apply(second, x, a).get(0), at));
    List<Tensor> along = c.callAll("jvp", energy, List.of(x, a), List.of(x, a));
    assertEquals(List.of(84.0), run(along.get(1), at));
    assertEquals(
        List.of(2.0, 8.0, 18.0), run(c.vmap(in -> in.get(0).pow(2).times(a), x).get(0), at));
    TensorMap step = in -> List.of(in.get(0).plus(in.get(1)), in.get(0).times(a));
    assertEquals(List.of(0.0, 2.0, 6.0), run(c.callAll("scan", 0.0, x, step).get(1), at));
  }

  @Test
  void everyTransformation() {
    Tensor x = c.input("x", DType.F64, 2);
    Tensor a = c.input("a", DType.F64);
    Object[] at = {new double[] {1, 2}, 3.0};
    TensorMap cubes = in -> in.get(0).pow(3).sum().times(in.get(1));
    TensorMap squares = in -> in.get(0).pow(2).times(in.get(1));
    List<Tensor> both = c.apply(Transformed.by("value_and_grad", cubes), x, a);
    assertEquals(List.of(27.0), run(both.get(0), at));
    assertEquals(List.of(9.0, 36.0), run(both.get(1), at));
    List<Tensor> jacobian = c.apply(Transformed.by("jacobian", squares), x, a);
    assertEquals(List.of(6.0, 0.0, 0.0, 12.0), run(jacobian.get(0), at));
    Object byBoth = Computation.named("wrt", List.of(0, 1));
    List<Tensor> hessian = c.apply(Transformed.by("hessian", cubes, byBoth), x, a);
    assertEquals(4, hessian.size());
    assertEquals(List.of(18.0, 0.0, 0.0, 36.0), run(hessian.get(0), at));
    assertEquals(List.of(3.0, 12.0), run(hessian.get(1), at));
    List<Object> point = List.of(x, a);
    List<Tensor> product = c.callAll("hvp", cubes, point, List.of(x, 1.0));
    assertEquals(List.of(21.0, 84.0), run(product.get(0), at));
    Transformed back = Transformed.by("vjp", squares, point).part(1);
    List<Tensor> cotangents = c.apply(back, c.constant(new double[] {1, 10}));
    assertEquals(List.of(6.0, 120.0), run(cotangents.get(0), at));
    assertEquals(List.of(41.0), run(cotangents.get(1), at));
    Transformed along = Transformed.by("linearize", squares, point).part(1);
    assertEquals(List.of(7.0, 28.0), run(c.apply(along, x, 1.0).get(0), at));
    Object whole = Computation.named("in_axes", List.of(0, Index.NEW_AXIS));
    Tensor mapped =
        c.apply(Transformed.by("vmap", Transformed.by("grad", cubes), whole), x, a).get(0);
    assertEquals(List.of(9.0, 36.0), run(mapped, at));
    TensorMap half = in -> c.call("stop_gradient", in.get(0)).times(in.get(0)).sum();
    assertEquals(List.of(1.0, 2.0), run(c.grad(half, x).get(0), at));
    Transformed kept = Transformed.by("checkpoint", cubes);
    assertEquals(List.of(9.0, 36.0), run(c.apply(Transformed.by("grad", kept), x, a).get(0), at));
    TensorMap rule = in -> List.of(in.get(0).pow(2), in.get(1).times(100.0));
    Transformed own = Transformed.by("custom_derivative", (TensorMap) in -> in.get(0).pow(2), rule);
    assertEquals(List.of(100.0), run(c.apply(Transformed.by("grad", own), a).get(0), at));
  }

  @Test
  void recordsAreMaps() {
    Tensor x = c.input("x", DType.F64, 2);
    Tensor b = c.input("b", DType.F64);
    Object[] at = {new double[] {1, 2}, 3.0};
    Map<String, Object> p = new LinkedHashMap<>();
    p.put("w", x);
    p.put("b", b);
    TensorMap loss = in -> in.get(0).pow(2).sum().times(in.get(1));
    List<Tensor> gradient = c.apply(Transformed.by("grad", loss), p);
    assertEquals(List.of(6.0, 12.0), run(gradient.get(0), at));
    assertEquals(List.of(5.0), run(gradient.get(1), at));
    TensorMap parts = in -> Map.of("twice", in.get(0).times(2.0));
    assertEquals(List.of(2.0, 4.0), run(c.apply(Transformed.by("vmap", parts), x).get(0), at));
    TensorMap bowl = in -> in.get(0).minus(x).pow(2).sum().plus(in.get(1).minus(b).pow(2));
    Map<String, Object> start = new LinkedHashMap<>();
    start.put("w", c.constant(new double[2]));
    start.put("b", 0.0);
    Map<String, Tensor> least = c.callRecord("minimize", bowl, start);
    assertEquals(3.0, run(least.get("x.b"), at).get(0), 1e-6);
    assertEquals(2.0, run(least.get("x.w"), at).get(1), 1e-6);
    assertThrows(IllegalArgumentException.class, () -> c.callRecord("sum", x));
    assertThrows(IllegalArgumentException.class, () -> c.call("sum", Map.of("no name", x)));
  }

  @Test
  void aMistakeInAFunctionIsAtItsLine() {
    Tensor x = c.input("x", DType.F64, 3);
    int line = here().getLineNumber() + 1;
    TensorMap wrong = in -> in.get(0).matmul(c.call("ones", 4));
    ShapeException e = assertThrows(ShapeException.class, () -> c.vmap(wrong, c.call("eye", 3)));
    assertTrue(e.getMessage().contains("--> DslTest.java:" + line + "\n"), e.getMessage());
    assertThrows(ShapeException.class, () -> c.grad(in -> in.get(0), x));
    Tensor fine = c.grad(in -> in.get(0).sum(), x).get(0);
    assertEquals(List.of(1.0, 1.0, 1.0), run(fine, new double[3]));
    assertThrows(IllegalArgumentException.class, () -> c.grad(in -> "a text", x));
  }

  @Test
  void errorSaysWhatUnnamedTensorsAre() {
    Dim n = c.size("n");
    Tensor x = c.input("x", DType.F64, n);
    Tensor shorter = x.get(Index.from(1)).minus(x.get(Index.to(-1)));
    ShapeException e = assertThrows(ShapeException.class, () -> shorter.plus(x));
    assertTrue(e.getMessage().contains("is `t1 - t2` (DslTest.java:"), e.getMessage());
  }

  @Test
  void everyOperator() {
    Tensor x = c.input("x", DType.F64, Dim.of(2));
    Tensor y = c.input("y", DType.F64, 2);
    double[] a = {5, -3};
    double[] b = {2, 4};
    assertEquals(List.of(7.0, 1.0), run(x.plus(y), a, b));
    assertEquals(List.of(7.0, -1.0), run(x.plus(2), a, b));
    assertEquals(List.of(3.0, -7.0), run(x.minus(y), a, b));
    assertEquals(List.of(6.5, -1.5), run(x.minus(-1.5), a, b));
    assertEquals(List.of(10.0, -12.0), run(x.times(y), a, b));
    assertEquals(List.of(-10.0, 6.0), run(x.times(-2L), a, b));
    assertEquals(List.of(2.5, -0.75), run(x.div(y), a, b));
    assertEquals(List.of(2.5, -1.5), run(x.div(2), a, b));
    assertEquals(List.of(2.0, -1.0), run(x.floorDiv(y), a, b));
    assertEquals(List.of(2.0, -2.0), run(x.floorDiv(2), a, b));
    assertEquals(List.of(1.0, 1.0), run(x.rem(y), a, b));
    assertEquals(List.of(1.0, 1.0), run(x.rem(2), a, b));
    assertEquals(List.of(-5.0, 3.0), run(x.unaryMinus(), a, b));
    assertEquals(List.of(5.0, -3.0), run(x.unaryPlus(), a, b));
    assertEquals(List.of(25.0, 81.0), run(x.pow(y), a, b));
    assertEquals(List.of(25.0, 9.0), run(x.pow(2), a, b));
    assertEquals(List.of(-2.0), run(x.matmul(y), a, b));
    assertEquals(List.of(-3.0), run(x.get(1), a, b));
    assertEquals(List.of(-3.0), run(x.get(-1), a, b));
    assertEquals(List.of(0.0, 1.0), run(x.lt(y), a, b));
    assertEquals(List.of(0.0, 1.0), run(x.lt(5), a, b));
    assertEquals(List.of(0.0, 1.0), run(x.le(y), a, b));
    assertEquals(List.of(1.0, 1.0), run(x.le(5), a, b));
    assertEquals(List.of(1.0, 0.0), run(x.gt(y), a, b));
    assertEquals(List.of(0.0, 0.0), run(x.gt(5), a, b));
    assertEquals(List.of(1.0, 0.0), run(x.ge(y), a, b));
    assertEquals(List.of(1.0, 0.0), run(x.ge(5), a, b));
    assertEquals(List.of(0.0, 0.0), run(x.eq(y), a, b));
    assertEquals(List.of(1.0, 0.0), run(x.eq(5), a, b));
    assertEquals(List.of(1.0, 1.0), run(x.ne(y), a, b));
    assertEquals(List.of(0.0, 1.0), run(x.ne(5), a, b));
    assertEquals(List.of(0.0, 1.0), run(x.gt(0).not().and(y.gt(0)), a, b));
    assertEquals(List.of(1.0, 0.0), run(x.gt(0).or(y.lt(0)), a, b));
    assertEquals(List.of(-3.0, 5.0), run(c.infix(2, "-", x), a, b));
  }

  @Test
  void numbersAndSizesKeepTogether() {
    Dim n = c.size("n");
    Tensor x = c.input("x", DType.F64, n);
    Tensor i = c.input("i", DType.I64);
    double[] a = {1, 2, 3};
    assertEquals(List.of(9.0), run(c.infix(-3, "**", 2), a, 5));
    assertEquals(List.of(10.0), run(i.times(n.minus(1)), a, 5L));
    assertEquals(List.of(4.0), run(i.minus(n.minus(2)), a, 5L));
    assertEquals(List.of(8.0), run(i.plus(n), a, 5L));
    assertEquals(List.of(3.0), run(x.get(n.minus(1)), a, 5L));
    assertEquals(List.of(2.0), run(x.sum().minus(i.minus(1).to(DType.F64)), a, 5L));
  }

  @Test
  void indexing() {
    Dim n = c.size("n");
    Tensor x = c.input("x", DType.F64, n, Dim.of(2));
    double[][] a = {{1, 2}, {3, 4}, {5, 6}};
    assertEquals("f64[2]", x.get(0).type().toString());
    assertEquals(List.of(2.0, 4.0, 6.0), run(x.get(Index.ALL, 1), (Object) a));
    assertEquals(List.of(2.0, 4.0, 6.0), run(x.get(Index.REST, 1), (Object) a));
    assertEquals(List.of(1.0, 5.0), run(x.get(Index.step(2), 0), (Object) a));
    assertEquals(List.of(3.0, 4.0), run(x.get(Index.range(1, 2)), (Object) a));
    assertEquals(List.of(1.0), run(x.get(Index.range(0, 2).by(2), 0), (Object) a));
    assertEquals(1, x.get(Index.NEW_AXIS, 0, 0).type().rank());
    assertEquals(List.of(5.0, 6.0), run(x.get(x.get(Index.ALL, 0).gt(4)), (Object) a));
  }

  @Test
  void functions() {
    Dim n = c.size("n");
    Tensor x = c.input("x", DType.F64, n, Dim.of(2));
    double[][] a = {{1, 2}, {3, 4}};
    assertEquals(List.of(4.0, 6.0), run(x.sum(0), (Object) a));
    assertEquals(List.of(10.0), run(x.sum(0, 1), (Object) a));
    assertEquals(List.of(2.5), run(x.mean(), (Object) a));
    assertEquals(List.of(2.0, 4.0), run(x.max(1), (Object) a));
    assertEquals(List.of(1.0), run(x.min(), (Object) a));
    assertEquals(List.of(1.0, 3.0, 2.0, 4.0), run(x.transpose(), (Object) a));
    assertEquals("f64[2*n]", x.reshape(-1).type().toString().replace(" ", "").replace(".1", ""));
    assertEquals(List.of(Math.exp(1), Math.exp(2)), run(x.get(0).exp(), (Object) a));
    assertEquals(
        List.of(3.0, 7.0), run(c.call("sum", x, Computation.named("axis", 1)), (Object) a));
    assertEquals(2, c.callAll("nonzero", x.gt(2)).size());
    assertEquals("f64[2, 2]", x.promise(2, 2).type().toString());
    assertEquals(DType.F32, x.to(DType.F32).type().element());
    assertEquals(List.of(2.0, 4.0), run(c.constant(new double[] {1, 3}).plus(1), (Object) a));
  }

  @Test
  void namesOfTheLanguageCanBeInputs() {
    Tensor sum = c.input("sum", DType.F64, 3);
    Tensor t1 = c.input("t1", DType.F64, 3);
    double[] a = {1, 2, 3};
    assertEquals(List.of(6.0), run(sum.sum(), a, a));
    assertEquals(List.of(3.0, 6.0, 9.0), run(sum.plus(t1).plus(t1), a, a));
    assertEquals("sum", c.graph(sum).inputs().get(0).hint());
  }

  @Test
  void wrongNames() {
    c.size("n");
    c.input("x", DType.F64);
    assertMessage("There is an input `x` already.", () -> c.input("x", DType.F64));
    assertMessage("There is a size `n` already.", () -> c.size("n"));
    for (String name : List.of("", "a b", "1x", "let", "x+y", "f(x)", "true")) {
      assertMessage("`" + name + "` is not a name in the language", () -> c.input(name, DType.F64));
      assertMessage("`" + name + "` is not a name in the language", () -> c.size(name));
    }
  }

  @Test
  void otherComputations() {
    Computation other = new Computation();
    Tensor x = c.input("x", DType.F64);
    Tensor y = other.input("y", DType.F64);
    Dim m = other.size("m");
    assertMessage("`y` is a tensor of another computation.", () -> x.plus(y));
    assertMessage("`y` is a tensor of another computation.", () -> c.graph(y));
    assertMessage("The size `m` is not of this computation.", () -> c.input("z", DType.F64, m));
  }

  @Test
  void wrongCalls() {
    Tensor x = c.input("x", DType.F64, 3, 3);
    assertMessage("a tuple, which `callAll` takes apart", () -> c.call("nonzero", x.gt(0)));
    assertMessage("is not a tuple", () -> c.callAll("sum", x));
    assertMessage("is not the name of a function", () -> c.call("sum(x) + sum", x));
    assertMessage("cannot stand in an expression", () -> c.call("sum", new double[] {1}));
    assertMessage("is null", () -> x.plus((Tensor) null));
    assertThrows(ShapeException.class, () -> c.call("smu", x));
  }

  private static void assertMessage(String part, Runnable action) {
    String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
