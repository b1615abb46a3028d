package org.tgraph.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Functions;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.graph.GraphReader;
import org.tgraph.graph.GraphValidator;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.create.Constant;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.op.pointwise.Negative;
import org.tgraph.source.Source;
import org.tgraph.syntax.Statement;
import org.tgraph.testing.Golden;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** All rules together, on the graphs of functions of the language and on graphs made for it. */
class SimplifyTest {
  private static final Dim N = Dim.of(SizeVar.of("n"));

  @TestFactory
  Stream<DynamicTest> functions() {
    return Golden.tests("language/src/test/golden/simplify", SimplifyTest::simplified);
  }

  private static String simplified(Source source) {
    Checked checked = Checker.check(source, Modules.NONE, DataHeaders.NONE, Overrides.NONE, true);
    assertEquals(List.of(), checked.diagnostics());
    StringBuilder out = new StringBuilder();
    for (Statement statement : checked.parsed().script().statements()) {
      if (statement instanceof Statement.Fn fn) {
        String name = fn.name().name();
        Functions.Lookup found = checked.functions().find(name, Map.of());
        Graph graph = ((Functions.Lookup.Found) found).function().graph();
        Graph simpler = GraphValidator.require(Simplify.of(graph), "after simplification");
        assertEquals(simpler.toString(), Simplify.of(simpler).toString());
        out.append("# ").append(name).append('\n').append(simpler);
      }
    }
    return out.toString();
  }

  /** What a rule writes comes from where that was which it replaces. */
  @Test
  void originsSurvive() {
    Source source = new Source("a.tgraph", "log(1 + x)");
    GraphBuilder b = new GraphBuilder();
    Value x = b.input(TensorType.of(DType.F64, N), "x");
    b.at(new Origin.Text(source.span(4, 9)));
    Value one = Broadcast.to(b, b.one(new Constant(Array.scalar(1.0))), x.shape());
    Value sum = b.one(new Add(), one, x);
    b.at(new Origin.Text(source.span(0, 10)));
    Graph graph = Simplify.of(b.build(List.of(b.one(new Log(), sum))));
    assertEquals("log1p", graph.body().get(0).op().name());
    assertEquals(Optional.of(source.span(0, 10)), graph.body().get(0).origin().place());
  }

  /** As for any other number, though what is inside could be computed beforehand. */
  @Test
  void stabilityComesBeforeKnownValues() {
    Graph graph =
        GraphReader.read(
                """
                graph() {
                  %0: f64[2] = constant{value: f64[2](800.0, 801.0)}()
                  %1: f64[2] = exp(%0)
                  %2: f64 = sum{axes: [0]}(%1)
                  %3: f64 = log(%2)
                  return %3
                }
                """)
            .orThrow();
    Array result = GraphEvaluator.evaluate(Simplify.of(graph), List.of(), Map.of()).get(0);
    assertEquals(801.3132616875182, result.getDouble(0), 1e-12);
  }

  /** An index out of range is one, though the element is multiplied by 0. */
  @Test
  void problemsWithTheDataStay() {
    GraphBuilder b = new GraphBuilder();
    Value x = b.input(TensorType.of(DType.I64, N), "x");
    Value i = b.input(TensorType.scalar(DType.I64), "i");
    Value zero = b.one(new Constant(Array.scalar(0L)));
    Value picked = b.one(new Gather(0, 1), x, i);
    Graph graph = Simplify.of(b.build(List.of(b.one(new Multiply(), picked, zero))));
    List<Array> inputs = List.of(Array.of(new long[] {2}, 1L, 2), Array.scalar(7L));
    EvaluationProblem problem =
        Assertions.assertThrows(
            EvaluationProblem.class, () -> GraphEvaluator.evaluate(graph, inputs, Map.of()));
    assertEquals(Code.TG0802, problem.code());
  }

  @Test
  void aLargeGraphTakesNoTime() {
    GraphBuilder b = new GraphBuilder();
    Value x = b.input(TensorType.of(DType.F64, N), "x");
    Value y = x;
    Value one = Broadcast.to(b, b.one(new Constant(Array.scalar(1.0))), Shape.of(N));
    for (int i = 0; i < 2500; i++) {
      Value scaled = b.one(new Multiply(), b.one(new Negative(), y), one);
      y = b.one(new Add(), x, b.one(new Negative(), scaled));
    }
    Graph graph = b.build(List.of(y));
    assertEquals(10_002, graph.body().size());
    Simplify.of(graph);
    Graph simpler = Assertions.assertTimeout(Duration.ofSeconds(5), () -> Simplify.of(graph));
    assertTrue(simpler.body().size() <= 2500, simpler.body().size() + " equations");
  }
}
