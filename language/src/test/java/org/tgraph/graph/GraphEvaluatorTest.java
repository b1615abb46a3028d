package org.tgraph.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.pointwise.Add;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

class GraphEvaluatorTest {
  private static final Dim N = Dim.of(SizeVar.of("n"));
  private final GraphBuilder b = new GraphBuilder();

  @Test
  void putsSizesIntoOperations() {
    Value x = b.input(TensorType.of(DType.F64, N, Dim.of(2)), "x");
    Value flat = b.one(new Reshape(Shape.of(N.times(2))), x);
    Graph graph = b.build(List.of(b.one(new Add(), flat, flat), x));
    Array in = Array.of(new long[] {2, 2}, 1.0, 2, 3, 4);
    assertEquals(
        List.of(Array.of(new long[] {4}, 2.0, 4, 6, 8), in),
        GraphEvaluator.evaluate(graph, List.of(in), Map.of()));
  }

  @Test
  void saysWhatIsTooLargeBeforeItIsMade() {
    Value x = b.input(TensorType.of(DType.F64, N), "x");
    Origin origin = new Origin.Line("Model.java:7");
    b.at(origin);
    Dim large = Dim.of(4_000_000_000L);
    Value wide = b.one(new Broadcast(Shape.of(large, large, N), List.of(2)), x);
    Graph graph = b.build(List.of(wide));
    Array in = Array.of(new long[] {1}, 1.0);
    EvaluationProblem problem =
        assertThrows(
            EvaluationProblem.class, () -> GraphEvaluator.evaluate(graph, List.of(in), Map.of()));
    assertEquals(Code.TG0805, problem.code());
    assertEquals(origin, problem.origin());
  }

  @Test
  void refusesNegativeSizes() {
    Value x = b.input(TensorType.of(DType.F64, Dim.ONE), "x");
    Value less = b.one(new Broadcast(Shape.of(N.minus(Dim.of(3))), List.of(0)), x);
    Graph graph = b.build(List.of(less));
    Array in = Array.of(new long[] {1}, 1.0);
    EvaluationProblem problem =
        assertThrows(
            EvaluationProblem.class,
            () -> GraphEvaluator.evaluate(graph, List.of(in), Map.of(SizeVar.of("n"), 2L)));
    assertEquals(Code.TG0307, problem.code());
    assertEquals("A size is negative: the result would be `f64[-1]`.", problem.getMessage());
  }

  @Test
  void emptyProducts() {
    Value x = b.input(TensorType.of(DType.F64, Dim.of(2), N), "x");
    Value y = b.input(TensorType.of(DType.F64, N, Dim.of(1)), "y");
    Graph graph = b.build(List.of(b.one(new MatMul(), x, y)));
    assertEquals(
        List.of(Array.of(new long[] {2, 1}, 0.0, 0)),
        GraphEvaluator.evaluate(
            graph, List.of(Array.zeros(DType.F64, 2, 0), Array.zeros(DType.F64, 0, 1)), Map.of()));
  }
}
