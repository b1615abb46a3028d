package org.tgraph.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.Abs;
import org.tgraph.op.pointwise.Hypot;
import org.tgraph.op.pointwise.LogAddExp;
import org.tgraph.op.pointwise.Maximum;
import org.tgraph.op.pointwise.Pow;
import org.tgraph.op.reduce.CumProd;
import org.tgraph.op.reduce.Max;
import org.tgraph.op.reduce.Min;
import org.tgraph.op.reduce.Prod;
import org.tgraph.transform.Vjp;

/** Derivatives where random operands do not lead: at zeros, at ties, at infinity. */
class EdgeDerivativesTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double STEP = 1e-5;

  /** The gradient of the sum of the results with respect to all operands. */
  private static Graph gradient(Op op, List<Array> operands) {
    GraphBuilder b = new GraphBuilder();
    List<Value> inputs = operands.stream().map(x -> b.input(x.type(), "")).toList();
    Graph graph = b.build(b.emit(op, inputs));
    return Vjp.of(graph, IntStream.range(0, operands.size()).boxed().toList()).orThrow();
  }

  private static List<Array> gradients(Op op, List<Array> operands) {
    Array result = op.evaluate(operands).get(0);
    Array ones = Array.zeros(result.dtype(), result.shape());
    for (long i = 0; i < ones.size(); i++) {
      ones.set(i, 1.0);
    }
    List<Array> inputs = new ArrayList<>(operands);
    inputs.add(ones);
    List<Array> all = GraphEvaluator.evaluate(gradient(op, operands), inputs, Map.of());
    return all.subList(1, all.size());
  }

  private static void is(Op op, double[] operands, double... expected) {
    List<Array> scalars = Arrays.stream(operands).mapToObj(Array::scalar).toList();
    double[] actual = gradients(op, scalars).stream().mapToDouble(x -> x.getDouble(0)).toArray();
    assertArrayEquals(expected, actual, 1e-15, op + " at " + Arrays.toString(operands));
  }

  private static void ofVector(Op op, double[] x, double... expected) {
    Array vector = Array.of(new long[] {x.length}, x);
    double[] actual = gradients(op, List.of(vector)).get(0).toDoubles();
    assertArrayEquals(expected, actual, 1e-15, op + " at " + Arrays.toString(x));
  }

  private static double[] at(double... operands) {
    return operands;
  }

  @Test
  void ofPowers() {
    is(new Pow(), at(0, 0), 0, 0);
    is(new Pow(), at(0, 1), 1, 0);
    is(new Pow(), at(0, 2), 0, 0);
    is(new Pow(), at(3, 0), 0, Math.log(3));
    is(new Pow(), at(-2, 3), 12, Double.NaN);
  }

  @Test
  void atZero() {
    is(new Abs(), at(0), 0);
    is(new Hypot(), at(0, 0), 0, 0);
  }

  @Test
  void ofTies() {
    is(new Maximum(), at(2, 2), 0.5, 0.5);
    ofVector(new Max(List.of(0)), at(1, 3, 3), 0, 0.5, 0.5);
    ofVector(new Min(List.of(0)), at(-1, -1, -1, 5), 1 / 3.0, 1 / 3.0, 1 / 3.0, 0);
    ofVector(new Max(List.of(0)), at(1, INF), 0, 1);
  }

  @Test
  void atInfinity() {
    is(new LogAddExp(), at(-INF, -INF), 0.5, 0.5);
    is(new LogAddExp(), at(INF, 1), 1, 0);
    is(new LogAddExp(), at(-INF, 1), 0, 1);
    is(new LogAddExp(), at(800, 0), 1, 0);
  }

  @Test
  void ofProductsWithZeros() {
    ofVector(new Prod(List.of(0)), at(2, 0, 5), 0, 10, 0);
    ofVector(new Prod(List.of(0)), at(2, 0, 0), 0, 0, 0);
    ofVector(new Prod(List.of(0)), at());
    ofVector(new CumProd(0, false, false), at(2, 0, 5), 1, 12, 0);
    ofVector(new CumProd(0, true, false), at(2, 0, 5), 1, 2, 0);
    ofVector(new CumProd(0, false, true), at(2, 0, 5), 0, 15, 1);
    ofVector(new CumProd(0, true, true), at(2, 0, 5), 0, 5, 1);
  }

  /** For all parameters, and where elements are 0, central differences of values and gradients. */
  @TestFactory
  Stream<DynamicTest> ofProductsAlongEachAxis() {
    List<Op> ops = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      for (int flags = 0; flags < 4; flags++) {
        ops.add(new CumProd(axis, (flags & 1) != 0, (flags & 2) != 0));
      }
    }
    ops.add(new Prod(List.of()));
    ops.add(new Prod(List.of(1)));
    ops.add(new Prod(List.of(0, 2)));
    ops.add(new Prod(List.of(0, 1, 2)));
    double[] values = {1, 0, -2, 0.5, 3, 0, 0, -1.5, 2, 1, 0.25, 4};
    Array x = Array.of(new long[] {2, 3, 2}, values);
    return ops.stream().map(op -> dynamicTest(op.toString(), () -> differences(op, x)));
  }

  private static void differences(Op op, Array x) {
    double[] gradient = gradients(op, List.of(x)).get(0).toDoubles();
    for (int i = 0; i < x.size(); i++) {
      Array above = moved(x, i, STEP);
      Array below = moved(x, i, -STEP);
      double difference = (sum(op.evaluate(List.of(above))) - sum(op.evaluate(List.of(below))));
      assertEquals(difference / (2 * STEP), gradient[i], 1e-7, "element " + i);
    }
  }

  private static Array moved(Array x, int i, double step) {
    double[] values = x.toDoubles();
    values[i] += step;
    return Array.of(x.shape(), values);
  }

  private static double sum(List<Array> results) {
    return Arrays.stream(results.get(0).toDoubles()).sum();
  }
}
