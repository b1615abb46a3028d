package org.tgraph.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.GraphReader;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/** Gradients that need more than the rule of one operation. */
class GradTest {
  private static Graph read(String text) {
    Graph graph = GraphReader.read(text).orThrow();
    Numbers.checked(graph);
    return graph;
  }

  private static Array vector(double... values) {
    return Array.of(new long[] {values.length}, values);
  }

  /** The gradient of a function of one vector. */
  private static double[] gradient(Graph graph, double... at) {
    Graph grad = Numbers.checked(Grad.of(graph, List.of(0)));
    return Numbers.run(grad, List.of(vector(at))).get(1).toDoubles();
  }

  private static void near(double[] expected, double[] actual) {
    Numbers.near(vector(expected), vector(actual), 1e-12, "gradient");
  }

  @Test
  void theOtherBranchOfWhereMayHaveAPole() {
    Graph logs =
        read(
            """
            graph(%x: f64[n]) {
              %zero: f64 = constant{value: f64(0.0)}()
              %zeros: f64[n] = broadcast{shape: [n], axes: []}(%zero)
              %ok: bool[n] = greater(%x, %zeros)
              %log: f64[n] = log(%x)
              %root: f64[n] = sqrt(%log)
              %both: f64[n] = multiply(%log, %root)
              %chosen: f64[n] = select(%ok, %both, %x)
              %sum: f64 = sum{axes: [0]}(%chosen)
              return %sum
            }
            """);
    near(new double[] {1, 1, 1.5 * Math.sqrt(Math.log(2)) / 2}, gradient(logs, 0, -1, 2));
  }

  @Test
  void theMaskReachesThroughSums() {
    Graph norm =
        read(
            """
            graph(%x: f64[n]) {
              %square: f64[n] = multiply(%x, %x)
              %sum: f64 = sum{axes: [0]}(%square)
              %zero: f64 = constant{value: f64(0.0)}()
              %ok: bool = greater(%sum, %zero)
              %root: f64 = sqrt(%sum)
              %norm: f64 = select(%ok, %root, %zero)
              return %norm
            }
            """);
    near(new double[] {0, 0}, gradient(norm, 0, 0));
    near(new double[] {0.6, 0.8}, gradient(norm, 3, 4));
    Graph rootsInside =
        read(
            """
            graph(%x: f64[n]) {
              %root: f64[n] = sqrt(%x)
              %sum: f64 = sum{axes: [0]}(%root)
              %zero: f64 = constant{value: f64(0.0)}()
              %ok: bool = greater(%sum, %zero)
              %exp: f64 = exp(%sum)
              %chosen: f64 = select(%ok, %exp, %zero)
              return %chosen
            }
            """);
    near(new double[] {0, 0}, gradient(rootsInside, 0, 0));
  }

  @Test
  void masksWithinMasks() {
    Graph nested =
        read(
            """
            graph(%x: f64[n]) {
              %zero: f64 = constant{value: f64(0.0)}()
              %zeros: f64[n] = broadcast{shape: [n], axes: []}(%zero)
              %one: f64 = constant{value: f64(1.0)}()
              %ones: f64[n] = broadcast{shape: [n], axes: []}(%one)
              %positive: bool[n] = greater(%x, %zeros)
              %large: bool[n] = greater(%x, %ones)
              %log: f64[n] = log(%x)
              %loglog: f64[n] = log(%log)
              %inner: f64[n] = select(%large, %loglog, %log)
              %outer: f64[n] = select(%positive, %inner, %zeros)
              %sum: f64 = sum{axes: [0]}(%outer)
              return %sum
            }
            """);
    near(new double[] {0, 0, 2, 1, 1 / (2 * Math.log(2))}, gradient(nested, -1, 0, 0.5, 1, 2));
    Graph grad = Grad.of(nested, List.of(0)).orThrow();
    Graph second = Numbers.checked(Jvp.of(grad, List.of(0)));
    List<Array> results = Numbers.run(second, List.of(vector(-1, 0, 0.5), vector(1, 1, 1)));
    near(new double[] {0, 0, -4}, results.get(3).toDoubles());
  }

  @Test
  void whatDoesNotDependHasZeroGradient() {
    Graph graph =
        read(
            """
            graph(%x: f64[n], %y: f64[n], %k: i64) {
              %sum: f64 = sum{axes: [0]}(%x)
              return %sum
            }
            """);
    Graph grad = Numbers.checked(Grad.of(graph, List.of(1, 0)));
    List<Array> results = Numbers.run(grad, List.of(vector(1, 2), vector(3, 4), Array.scalar(7L)));
    assertEquals(List.of(Array.scalar(3.0), vector(0, 0), vector(1, 1)), results);
  }

  @Test
  void derivativesOfDerivatives() {
    Graph cube =
        read(
            """
            graph(%x: f64) {
              %xx: f64 = multiply(%x, %x)
              %xxx: f64 = multiply(%xx, %x)
              return %xxx
            }
            """);
    Graph current = cube;
    double[] expected = {8, 12, 12, 6, 0};
    for (double derivative : expected) {
      assertEquals(
          derivative, Numbers.run(current, List.of(Array.scalar(2.0))).get(0).getDouble(0));
      Graph grad = Numbers.checked(Grad.of(current, List.of(0)));
      GraphBuilder b = new GraphBuilder();
      List<Value> inputs = Jvp.inputs(b, grad);
      current = b.build(b.splice(grad, inputs).subList(1, 2));
    }
  }

  @Test
  void complexGradientsAreThoseOfJax() {
    // jax.grad(lambda z: jnp.abs(z) ** 2)(3 + 4j) is 6 - 8j.
    Graph square =
        read(
            """
            graph(%z: c128) {
              %w: c128 = conj(%z)
              %zw: c128 = multiply(%z, %w)
              %re: f64 = real(%zw)
              return %re
            }
            """);
    Graph grad = Numbers.checked(Grad.of(square, List.of(0)));
    Array z = Array.zeros(DType.C128);
    z.set(0, 3, 4);
    Array g = Numbers.run(grad, List.of(z)).get(1);
    assertEquals(6, g.re(0));
    assertEquals(-8, g.im(0));
  }

  @Test
  void smallNumbersDoNotOverflow() {
    Graph hypot =
        read(
            """
            graph(%x: f64[n], %y: f64[n]) {
              %h: f64[n] = hypot(%x, %y)
              %sum: f64 = sum{axes: [0]}(%h)
              return %sum
            }
            """);
    Graph twice = Numbers.checked(Vjp.of(hypot, List.of(0, 1)));
    List<Array> inputs = List.of(vector(3e-310), vector(4e-310), Array.scalar(1.0));
    List<Array> results = Numbers.run(twice, inputs);
    Numbers.near(vector(0.6), results.get(1), 1e-9, "by x");
  }

  @Test
  void aFunctionThatCountsMayBeWrittenTwice() {
    Graph positive =
        read(
            """
            graph(%x: f64[n]) {
              %zero: f64 = constant{value: f64(0.0)}()
              %zeros: f64[n] = broadcast{shape: [n], axes: []}(%zero)
              %ok: bool[n] = greater(%x, %zeros)
              %i: i64[?kept] = nonzero{count: ?kept}(%ok)
              %y: f64[?kept] = gather{batch: 0, count: 1}(%x, %i)
              %yy: f64[?kept] = multiply(%y, %y)
              %sum: f64 = sum{axes: [0]}(%yy)
              return %sum
            }
            """);
    Graph grad = Numbers.checked(Grad.of(positive, List.of(0)));
    GraphBuilder b = new GraphBuilder();
    Value x = b.input(TensorType.of(DType.F64, Dim.of(3)), "x");
    Value y = b.input(TensorType.of(DType.F64, Dim.of(3)), "y");
    Graph fixed = grad.substitute(v -> Dim.of(3));
    List<Value> outputs = new ArrayList<>();
    for (Value argument : List.of(x, y, x)) {
      outputs.add(b.splice(fixed, List.of(argument)).get(1));
    }
    Graph twice = b.build(outputs);
    Numbers.checked(twice);
    assertEquals(
        List.of(vector(0, 4, 0), vector(2, 2, 8), vector(0, 4, 0)),
        Numbers.run(twice, List.of(vector(-1, 2, 0), vector(1, 1, 4))));
  }

  private record Opaque() implements Op {
    @Override
    public String name() {
      return "opaque";
    }

    @Override
    public Signature signature() {
      return Signature.of("(x: float[..s]) -> float[..s]");
    }

    @Override
    public Derivative derivative() {
      return new Derivative.Undefined("It has none.");
    }

    @Override
    public List<Array> evaluate(List<Array> operands) {
      return operands;
    }
  }

  @Test
  void noDerivativeIsRefusedWithItsPlace() {
    GraphBuilder b = new GraphBuilder();
    Value x = b.input(TensorType.scalar(DType.F64), "x");
    Value k = b.input(TensorType.scalar(DType.F64), "k");
    Value fine = b.one(new Exp(), x);
    Origin origin = new Origin.Line("Model.java:7");
    b.at(origin);
    Value opaque = b.one(new Opaque(), fine);
    b.one(new Opaque(), x);
    Value other = b.one(new Opaque(), k);
    Graph refused = b.build(List.of(opaque));
    Transformed.Refused why =
        assertInstanceOf(Transformed.Refused.class, Grad.of(refused, List.of(0)));
    assertEquals(origin, why.origin());
    assertEquals("It has none.", why.reason());
    assertEquals("opaque", why.op().name());
    Graph unaffected = b.build(List.of(b.one(new Add(), other, fine)));
    Numbers.near(
        1,
        Numbers.run(
                Grad.of(unaffected, List.of(0)).orThrow(),
                List.of(Array.scalar(0.0), Array.scalar(0.0)))
            .get(1)
            .getDouble(0),
        0,
        "exp(0)");
  }

  @Test
  void originsAreThoseOfTheFunction() {
    GraphBuilder b = new GraphBuilder();
    Value x = b.input(TensorType.scalar(DType.F64), "x");
    Origin origin = new Origin.Line("Model.java:7");
    b.at(origin);
    Graph graph = b.build(List.of(b.one(new Exp(), b.one(new Exp(), x))));
    Graph grad = Grad.of(graph, List.of(0)).orThrow();
    grad.body()
        .forEach(e ->
            assertTrue(
                e.origin().equals(origin) || e.origin().equals(new Origin.Derived("grad", origin)),
                e.toString()));
    Graph vmap = Vmap.of(grad, List.of(true), Dim.of(3)).orThrow();
    assertTrue(
        vmap.body().stream()
            .anyMatch(e ->
                e.origin().equals(new Origin.Derived("vmap", new Origin.Derived("grad", origin)))));
  }
}
