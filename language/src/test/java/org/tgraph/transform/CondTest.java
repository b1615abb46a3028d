package org.tgraph.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.graph.GraphReader;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

/** Branches: only one is computed, and so are derivatives and batches of them. */
class CondTest {
  /** {@code if sum(x) > 0 { sum(log(x)) } else { if flag { sum(x * c) } else { 0 } }}. */
  private static final String NESTED =
      """
      graph(%x: f64[n], %flag: bool, %c: f64[n]) {
        %zero: f64 = constant{value: f64(0.0)}()
        %sum: f64 = sum{axes: [0]}(%x)
        %ok: bool = greater(%sum, %zero)
        %0: f64 = cond{then: graph(%x: f64[n], %flag: bool, %c: f64[n]) {
          %log: f64[n] = log(%x)
          %sum: f64 = sum{axes: [0]}(%log)
          return %sum
        }, otherwise: graph(%x: f64[n], %flag: bool, %c: f64[n]) {
          %0: f64 = cond{then: graph(%x: f64[n], %c: f64[n]) {
            %wide: f64[2, n] = broadcast{shape: [2, n], axes: [1]}(%x)
            %cs: f64[2, n] = broadcast{shape: [2, n], axes: [1]}(%c)
            %product: f64[2, n] = multiply(%wide, %cs)
            %sum: f64 = sum{axes: [0, 1]}(%product)
            return %sum
          }, otherwise: graph(%x: f64[n], %c: f64[n]) {
            %zero: f64 = constant{value: f64(0.0)}()
            return %zero
          }}(%flag, %x, %c)
          return %0
        }}(%ok, %x, %flag, %c)
        return %0
      }
      """;

  private final Graph graph = GraphReader.read(NESTED).orThrow();

  private static Array vector(double... values) {
    return Array.of(new long[] {values.length}, values);
  }

  private static Array flags(boolean... values) {
    Array array = Array.zeros(DType.BOOL, values.length);
    for (int i = 0; i < values.length; i++) {
      array.set(i, values[i] ? 1 : 0);
    }
    return array;
  }

  @Test
  void printsAndComputesOneBranch() {
    Numbers.checked(graph);
    assertEquals(NESTED, graph.toString());
    List<Array> log = List.of(vector(1, Math.E), Array.scalar(true), vector(3, 4));
    assertEquals(1.0, Numbers.run(graph, log).get(0).getDouble(0));
    List<Array> product = List.of(vector(-1, -2), Array.scalar(true), vector(3, 4));
    assertEquals(-22.0, Numbers.run(graph, product).get(0).getDouble(0));
  }

  @Test
  void gradients() {
    Graph grad = Numbers.checked(Grad.of(graph, List.of(0, 2)));
    List<Array> log = List.of(vector(1, 2), Array.scalar(true), vector(3, 4));
    assertEquals(List.of(vector(1, 0.5), vector(0, 0)), Numbers.run(grad, log).subList(1, 3));
    List<Array> product = List.of(vector(-1, -2), Array.scalar(true), vector(3, 4));
    assertEquals(List.of(vector(6, 8), vector(-2, -4)), Numbers.run(grad, product).subList(1, 3));
    List<Array> none = List.of(vector(-1, -2), Array.scalar(false), vector(3, 4));
    assertEquals(List.of(vector(0, 0), vector(0, 0)), Numbers.run(grad, none).subList(1, 3));
    Graph hvp = Numbers.checked(Jvp.of(grad, List.of(0)));
    List<Array> second =
        Numbers.run(hvp, List.of(vector(1, 2), Array.scalar(true), vector(3, 4), vector(1, 1)));
    assertEquals(List.of(vector(-1, -0.25), vector(0, 0)), second.subList(4, 6));
    Numbers.checked(Vjp.of(hvp, List.of(0, 2, 3)));
  }

  @Test
  void batches() {
    Dim size = Dim.of(SizeVar.of("batch"));
    Graph flags = Numbers.checked(Vmap.of(graph, List.of(false, true, false), size));
    List<Array> oneX = List.of(vector(-1, -2), flags(true, false, true), vector(3, 4));
    assertEquals(List.of(vector(-22, 0, -22)), GraphEvaluator.evaluate(flags, oneX, Map.of()));
    Graph xs = Numbers.checked(Vmap.of(graph, List.of(true, false, false), size));
    Array two = Array.of(new long[] {2, 2}, 1, Math.E, -1, -2);
    List<Array> many = List.of(two, Array.scalar(true), vector(3, 4));
    assertEquals(List.of(vector(1, -22)), Numbers.run(xs, many));
    Graph both =
        Numbers.checked(
            Vmap.of(Grad.of(graph, List.of(0)).orThrow(), List.of(true, false, false), size));
    assertEquals(Array.of(new long[] {2, 2}, 1, 1 / Math.E, 6, 8), Numbers.run(both, many).get(1));
  }

  @Test
  void sizesInsideAreReplaced() {
    Graph fixed = graph.substitute(v -> Dim.of(4));
    Numbers.checked(fixed);
    assertEquals(List.of(), fixed.sizes());
    assertEquals(-1, fixed.toString().indexOf("n]"));
  }
}
