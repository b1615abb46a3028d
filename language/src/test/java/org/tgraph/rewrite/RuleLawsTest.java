package org.tgraph.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.graph.GraphValidator;
import org.tgraph.graph.Value;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

/**
 * No rule changes a result: each is tried on its graph, for all element types it is for, sizes of 0
 * and 1 among others, and elements that are {@code nan}, infinite or a zero of either sign, and
 * integers that overflow. So are all rules together.
 */
class RuleLawsTest {
  private static final double[] FLOATS = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1, -1, 0.5, 2, -0.5
  };
  private static final long[] SIZES = {3, 0, 1, 2};
  private static final int TRIALS = 24;

  @TestFactory
  Stream<DynamicTest> rules() {
    return Rules.ALL.stream().map(r -> DynamicTest.dynamicTest(r.name(), () -> holds(r)));
  }

  private static void holds(Rule rule) {
    boolean exact = !StabilityRules.ALL.contains(rule);
    int applied = 0;
    for (Graph before : RuleGraphs.of(rule)) {
      List<Rule> fired = new ArrayList<>();
      Graph alone = Simplify.by(List.of(rule), before, fired::add);
      applied += fired.isEmpty() ? 0 : 1;
      GraphValidator.require(alone, "after rule `" + rule.name() + "`");
      Graph all = GraphValidator.require(Simplify.of(before), "after all rules");
      assertEquals(all.toString(), Simplify.of(all).toString(), "a second time changes something");
      Random random = new Random(rule.name().hashCode());
      for (int trial = 0; trial < TRIALS; trial++) {
        Map<SizeVar, Long> sizes = sizes(before, trial, random);
        List<Array> inputs = inputs(before, sizes, trial, random);
        String expected = outcome(before, inputs, sizes);
        for (Graph after : List.of(alone, all)) {
          boolean loose = !exact || after == all;
          String actual = outcome(after, inputs, sizes);
          if (!expected.equals(actual)) {
            compare(before, after, inputs, sizes, loose);
          }
        }
      }
    }
    assertTrue(applied > 0, "the rule never applies");
  }

  private static String outcome(Graph graph, List<Array> inputs, Map<SizeVar, Long> sizes) {
    try {
      return GraphEvaluator.evaluate(graph, inputs, sizes).toString();
    } catch (EvaluationProblem problem) {
      return problem.code() + " " + problem.getMessage();
    }
  }

  private static void compare(
      Graph before, Graph after, List<Array> inputs, Map<SizeVar, Long> sizes, boolean loose) {
    String what = before + "is, of " + inputs + ",\n";
    List<Array> expected;
    try {
      expected = GraphEvaluator.evaluate(before, inputs, sizes);
    } catch (EvaluationProblem problem) {
      throw new AssertionError(what + "a problem, and no problem as\n" + after, problem);
    }
    List<Array> actual = GraphEvaluator.evaluate(after, inputs, sizes);
    for (int i = 0; i < expected.size(); i++) {
      Array e = expected.get(i);
      Array a = actual.get(i);
      assertEquals(e.type(), a.type());
      for (long at = 0; at < e.size(); at++) {
        boolean same =
            e.dtype().isFloat() || e.dtype().isComplex()
                ? isClose(e.re(at), a.re(at), e.dtype(), loose)
                    && isClose(e.im(at), a.im(at), e.dtype(), loose)
                : e.getLong(at) == a.getLong(at);
        assertTrue(same, () -> what + e + ", but " + a + " as\n" + after);
      }
    }
  }

  /** Loosely, the sign of a zero is free, and so are the digits that stability rules bring back. */
  private static boolean isClose(double x, double y, DType type, boolean loose) {
    if (Double.compare(x, y) == 0) {
      return true;
    }
    if (!Double.isFinite(x) || !Double.isFinite(y)) {
      return false;
    }
    double ulp = type.part() == DType.F32 ? Math.ulp((float) x) : Math.ulp(x);
    double digits = type.part() == DType.F32 ? 1e-5 : 1e-9;
    return loose
        ? Math.abs(x - y) <= digits * Math.max(1, Math.abs(x))
        : x != 0 && Math.abs(x - y) <= 4 * ulp;
  }

  private static Map<SizeVar, Long> sizes(Graph graph, int trial, Random random) {
    Map<SizeVar, Long> sizes = new HashMap<>();
    for (SizeVar var : graph.sizes()) {
      sizes.put(var, trial < SIZES.length ? SIZES[trial] : SIZES[random.nextInt(SIZES.length)]);
    }
    return sizes;
  }

  private static List<Array> inputs(
      Graph graph, Map<SizeVar, Long> sizes, int trial, Random random) {
    // The factorisation of a matrix that is not finite gives whatever comes out.
    boolean ofMatrices = graph.toString().contains(" = det(");
    List<Array> inputs = new ArrayList<>();
    for (Value input : graph.inputs()) {
      long[] shape = input.shape().substitute(v -> Dim.of(sizes.get(v))).values();
      Array array = Array.zeros(input.type().dtype(), shape);
      for (long i = 0; i < array.size(); i++) {
        set(array, i, trial % 2 == 1 && !ofMatrices, random);
      }
      inputs.add(array);
    }
    return inputs;
  }

  private static void set(Array array, long i, boolean special, Random random) {
    DType type = array.dtype();
    if (type == DType.BOOL) {
      array.set(i, random.nextInt(2));
    } else if (type.isInt()) {
      array.set(i, random.nextBoolean() ? random.nextInt(5) - 2 : random.nextLong());
    } else if (type.isComplex()) {
      array.set(i, number(special, random), number(special, random));
    } else {
      array.set(i, number(special, random));
    }
  }

  private static double number(boolean special, Random random) {
    return special && random.nextInt(3) > 0
        ? FLOATS[random.nextInt(FLOATS.length)]
        : random.nextDouble() * 4 - 2;
  }
}
