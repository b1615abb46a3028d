package org.tgraph.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.graph.GraphPrinter;
import org.tgraph.graph.GraphReader;
import org.tgraph.graph.GraphValidator;
import org.tgraph.graph.Value;

/** Comparisons of what graphs compute. */
final class Numbers {
  private static final double STEP = 1e-5;

  private Numbers() {}

  static List<Array> run(Graph graph, List<Array> inputs) {
    return GraphEvaluator.evaluate(graph, inputs, Map.of());
  }

  /** Valid, and the same after it was printed and read. */
  static Graph checked(Transformed transformed) {
    Graph graph = transformed.orThrow();
    checked(graph);
    return graph;
  }

  static void checked(Graph graph) {
    assertEquals(List.of(), GraphValidator.validate(graph), graph.toString());
    readsBack(graph);
  }

  /** Read and printed again it is the same, and as right or wrong as before. */
  static void readsBack(Graph graph) {
    String text = GraphPrinter.print(graph);
    Graph back = GraphReader.read(text).orThrow();
    assertEquals(text, GraphPrinter.print(back));
    assertEquals(GraphValidator.validate(graph).size(), GraphValidator.validate(back).size(), text);
  }

  static Array random(Array like, Random random) {
    Array result = Array.zeros(like.dtype(), like.shape());
    for (long i = 0; i < like.size(); i++) {
      if (like.dtype().isComplex()) {
        result.set(i, random.nextGaussian(), random.nextGaussian());
      } else {
        result.set(i, random.nextGaussian());
      }
    }
    return result;
  }

  /** {@code x + factor * t}. */
  static Array moved(Array x, double factor, Array t) {
    Array result = Array.zeros(x.dtype(), x.shape());
    for (long i = 0; i < x.size(); i++) {
      if (x.dtype().isComplex()) {
        result.set(i, x.re(i) + factor * t.re(i), x.im(i) + factor * t.im(i));
      } else {
        result.set(i, x.getDouble(i) + factor * t.getDouble(i));
      }
    }
    return result;
  }

  /** The real part of the sum of the products, without conjugation. */
  static double paired(List<Array> xs, List<Array> ys) {
    double sum = 0;
    for (int k = 0; k < xs.size(); k++) {
      for (long i = 0; i < xs.get(k).size(); i++) {
        sum += xs.get(k).re(i) * ys.get(k).re(i) - xs.get(k).im(i) * ys.get(k).im(i);
      }
    }
    return sum;
  }

  /** The tangents of the outputs along {@code tangents} are what central differences give. */
  static void checkTangents(
      Graph graph,
      List<Array> inputs,
      List<Integer> wrt,
      List<Array> tangents,
      List<Array> actual,
      double tolerance) {
    List<Array> above = run(graph, moved(inputs, STEP, wrt, tangents));
    List<Array> below = run(graph, moved(inputs, -STEP, wrt, tangents));
    int at = 0;
    for (int k = 0; k < graph.outputs().size(); k++) {
      Value output = graph.outputs().get(k);
      if (Jvp.hasTangents(output.type())) {
        Array difference = moved(above.get(k), -1, below.get(k));
        difference = moved(difference, 1 / (2 * STEP) - 1, difference);
        near(difference, actual.get(at++), tolerance, "output " + k);
      }
    }
  }

  private static List<Array> moved(
      List<Array> inputs, double step, List<Integer> wrt, List<Array> tangents) {
    List<Array> moved = new ArrayList<>(inputs);
    for (int i = 0; i < wrt.size(); i++) {
      moved.set(wrt.get(i), moved(inputs.get(wrt.get(i)), step, tangents.get(i)));
    }
    return moved;
  }

  static void near(Array expected, Array actual, double tolerance, String what) {
    assertEquals(expected.type(), actual.type(), what);
    for (long i = 0; i < expected.size(); i++) {
      near(expected.re(i), actual.re(i), tolerance, what + ", element " + i);
      near(expected.im(i), actual.im(i), tolerance, what + ", element " + i);
    }
  }

  static void near(double expected, double actual, double tolerance, String what) {
    double scale = Math.max(1, Math.abs(expected));
    boolean same = Double.isNaN(expected) ? Double.isNaN(actual) : expected == actual;
    boolean near = same || Math.abs(expected - actual) <= tolerance * scale;
    assertTrue(near, what + " is " + actual + ", not " + expected);
  }
}
