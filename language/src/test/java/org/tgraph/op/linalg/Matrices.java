package org.tgraph.op.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.type.DType;

/** Matrices to test with, and formulas over them. */
final class Matrices {
  private Matrices() {}

  /** What a formula over some inputs makes of the arrays. */
  interface Formula {
    List<Value> of(GraphBuilder b, List<Value> inputs);
  }

  static List<Array> run(List<Array> arrays, Formula formula) {
    GraphBuilder b = new GraphBuilder();
    List<Value> inputs = new ArrayList<>();
    arrays.forEach(a -> inputs.add(b.input(a.type(), "")));
    return GraphEvaluator.evaluate(b.build(formula.of(b, inputs)), arrays, Map.of());
  }

  static List<Array> apply(Op op, Array... operands) {
    return op.evaluate(List.of(operands));
  }

  static Array random(DType dtype, Random random, long... shape) {
    Array array = Array.zeros(dtype, shape);
    for (long i = 0; i < array.size(); i++) {
      if (dtype.isComplex()) {
        array.set(i, random.nextGaussian(), random.nextGaussian());
      } else {
        array.set(i, random.nextGaussian());
      }
    }
    return array;
  }

  static Array matrix(double[]... rows) {
    Array array = Array.zeros(DType.F64, rows.length, rows[0].length);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[0].length; j++) {
        array.set((long) i * rows[0].length + j, rows[i][j]);
      }
    }
    return array;
  }

  static Array identity(DType dtype, int size) {
    Array array = Array.zeros(dtype, size, size);
    for (int i = 0; i < size; i++) {
      array.set((long) i * size + i, 1.0);
    }
    return array;
  }

  /** Close to each other by the size of the largest element expected. */
  static void near(Array expected, Array actual, double tolerance, String what) {
    assertEquals(expected.type(), actual.type(), what);
    double size = 0;
    for (long i = 0; i < expected.size(); i++) {
      size = Math.max(size, Math.hypot(expected.re(i), expected.im(i)));
    }
    for (long i = 0; i < expected.size(); i++) {
      double off = Math.hypot(expected.re(i) - actual.re(i), expected.im(i) - actual.im(i));
      assertTrue(off <= tolerance * size, what + ": " + actual + " instead of " + expected);
    }
  }
}
