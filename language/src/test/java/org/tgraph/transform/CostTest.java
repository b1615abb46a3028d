package org.tgraph.transform;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.graph.Value;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.reduce.Sum;
import org.tgraph.pass.DeadCode;
import org.tgraph.pass.Pipeline;
import org.tgraph.type.Shape;

/** How much more a gradient costs than its function: operations on elements, and equations. */
class CostTest {
  /** Operations that move elements and compute nothing. */
  private static final Set<String> FREE =
      Set.of("broadcast", "reshape", "transpose", "constant", "slice", "concat");

  private static final Map<String, String> FUNCTIONS = new LinkedHashMap<>();

  static {
    FUNCTIONS.put(
        "two layers",
        """
        graph(%x: f64[100, 20], %w: f64[20, 30], %b: f64[30], %v: f64[30, 1]) {
          %xw: f64[100, 30] = matmul(%x, %w)
          %bias: f64[100, 30] = broadcast{shape: [100, 30], axes: [1]}(%b)
          %z: f64[100, 30] = add(%xw, %bias)
          %a: f64[100, 30] = tanh(%z)
          %y: f64[100, 1] = matmul(%a, %v)
          %yy: f64[100, 1] = multiply(%y, %y)
          %loss: f64 = sum{axes: [0, 1]}(%yy)
          return %loss
        }
        """);
    FUNCTIONS.put(
        "logistic",
        """
        graph(%x: f64[100], %w: f64[100], %y: f64[100]) {
          %xw: f64[100] = multiply(%x, %w)
          %e: f64[100] = exp(%xw)
          %l: f64[100] = log1p(%e)
          %yxw: f64[100] = multiply(%y, %xw)
          %d: f64[100] = subtract(%yxw, %l)
          %loss: f64 = sum{axes: [0]}(%d)
          return %loss
        }
        """);
    FUNCTIONS.put(
        "quotients and roots",
        """
        graph(%x: f64[100], %y: f64[100]) {
          %a: f64[100] = divide(%x, %y)
          %b: f64[100] = sqrt(%a)
          %c: f64[100] = sin(%b)
          %d: f64[100] = log(%c)
          %e: f64[100] = divide(%d, %x)
          %f: f64[100] = tanh(%e)
          %loss: f64 = sum{axes: [0]}(%f)
          return %loss
        }
        """);
  }

  private static long operations(Graph graph) {
    long count = 0;
    for (Equation equation : graph.body()) {
      Shape result = equation.result().shape();
      if (equation.op() instanceof MatMul) {
        count += 2 * result.size().value() * equation.operands().get(0).shape().dim(1).value();
      } else if (equation.op() instanceof Sum) {
        count += equation.operands().get(0).shape().size().value();
      } else if (!FREE.contains(equation.op().name())) {
        count += result.size().value();
      }
    }
    return count;
  }

  @TestFactory
  Stream<DynamicTest> gradients() {
    return FUNCTIONS.entrySet().stream()
        .map(f -> dynamicTest(f.getKey(), () -> check(f.getValue())));
  }

  private static void check(String text) {
    Graph graph = GraphReader.read(text).orThrow();
    List<Integer> all = IntStream.range(0, graph.inputs().size()).boxed().toList();
    Graph grad = Numbers.checked(Grad.of(graph, all));
    Graph both = Numbers.checked(Jvp.of(grad, all));
    List<Value> products = both.outputs().subList(all.size() + 2, both.outputs().size());
    Graph hvp = Pipeline.of(DeadCode.PASS).run(new Graph(both.inputs(), both.body(), products));
    double operations = operations(grad) / (double) operations(graph);
    double equations = grad.body().size() / (double) graph.body().size();
    double second = operations(hvp) / (double) operations(graph);
    assertTrue(operations <= 4, operations + " times the operations\n" + grad);
    assertTrue(equations <= 6, equations + " times the equations\n" + grad);
    assertTrue(second <= 10, second + " times the operations\n" + hvp);
  }
}
