package org.tgraph.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.graph.Value;
import org.tgraph.op.index.Gather;
import org.tgraph.op.index.Nonzero;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.layout.Coerce;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Shape;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** Indices out of range, shapes that are not the promised ones, and sizes found while running. */
class IndexProblemsTest {
  private static final Array X = Array.of(new long[] {2, 3}, 1.0, 2, 3, 4, 5, 6);

  private static void fails(Code code, String message, Op op, Array... operands) {
    EvaluationProblem problem =
        assertThrows(EvaluationProblem.class, () -> op.evaluate(List.of(operands)));
    assertEquals(code, problem.code());
    assertEquals(message, problem.getMessage());
  }

  private static Array index(DType type, long value) {
    Array index = Array.zeros(type);
    index.set(0, value);
    return index;
  }

  @Test
  void indexOutOfRange() {
    String two = "Index 2 is out of range for axis 0, which has size 2.";
    fails(Code.TG0802, two, new Gather(0, 1), X, Array.scalar(2L));
    fails(Code.TG0802, two, new ScatterAdd(0, 1, Shape.of(2)), X.reshape(6), Array.scalar(2L));
    fails(
        Code.TG0802,
        "Index -4 is out of range for axis 1, which has size 3.",
        new Gather(0, 2),
        X,
        Array.scalar(0L),
        Array.scalar(-4L));
    fails(
        Code.TG0802,
        "Index 18446744073709551615 is out of range for axis 0, which has size 2.",
        new Gather(0, 1),
        X,
        index(DType.U64, -1));
    fails(
        Code.TG0802,
        "Index 0 is out of range for axis 0, which has size 0.",
        new Gather(0, 1),
        Array.zeros(DType.F64, 0),
        index(DType.U8, 0));
    fails(
        Code.TG0802,
        "The slice of 2 elements from 2 on is not within axis 1, which has size 3.",
        new Slice(List.of(Dim.ZERO, Dim.of(2)), List.of(Dim.ONE, Dim.of(2)), List.of(1, 1)),
        X);
  }

  @Test
  void scalarsHaveNoPositions() {
    Inferred inferred =
        new Nonzero(new SizeVar("count", 0, SizeVar.Role.COUNTED))
            .infer(List.of(TensorType.scalar(DType.BOOL)));
    ShapeProblem problem = assertInstanceOf(Inferred.Problem.class, inferred).problem();
    assertEquals(
        new ShapeProblem.Other(0, "It is a scalar, which has no axes to give positions along."),
        problem);
  }

  @Test
  void malformedParameters() {
    for (Op op :
        List.of(
            new Transpose(List.of(0, 0)),
            new Reshape(Shape.of(7)),
            new Slice(List.of(Dim.ZERO), List.of(Dim.ONE, Dim.ONE), List.of(1, 1)),
            new Slice(List.of(Dim.ZERO, Dim.ZERO), List.of(Dim.ONE, Dim.ONE), List.of(1, 0)))) {
      assertInstanceOf(Inferred.Problem.class, op.infer(List.of(X.type())), op.toString());
    }
  }

  private static Coerce coerce(Dim rows, Dim cols, SizeVar... binds) {
    return new Coerce(TensorType.of(DType.F64, rows, cols), List.of(binds));
  }

  @Test
  void promisedShapes() {
    SizeVar m = SizeVar.of("m");
    SizeVar n = new SizeVar("n", 7, SizeVar.Role.DECLARED);
    assertEquals(List.of(X), coerce(Dim.of(m), Dim.of(3), m).evaluate(List.of(X)));
    assertEquals(
        List.of(X),
        coerce(Dim.of(m).times(Dim.of(n)), Dim.of(n), m, n)
            .evaluate(List.of(X.reshape(6, 1)))
            .stream()
            .map(x -> x.reshape(2, 3))
            .toList());
    fails(
        Code.TG0804,
        "The value has the shape `[2, 3]`, not the promised `[m, 4]`.",
        coerce(Dim.of(m), Dim.of(4), m),
        X);
    fails(
        Code.TG0804,
        "The value has the shape `[2, 3]`, not the promised `[n, n]`.",
        coerce(Dim.of(n), Dim.of(n), n),
        X);
    fails(
        Code.TG0804,
        "The value has the shape `[2, 3]`, not the promised `[2 * n + 1, 3]`.",
        coerce(Dim.of(n).times(2).plus(1), Dim.of(3), n),
        X);
  }

  /** The sizes that coercing and counting define are those of what is computed from them. */
  @Test
  void sizesFoundWhileRunning() {
    GraphBuilder b = new GraphBuilder();
    SizeVar n = SizeVar.of("n");
    SizeVar m = SizeVar.of("m");
    SizeVar count = new SizeVar("count", 0, SizeVar.Role.COUNTED);
    Value x = b.input(TensorType.of(DType.F64, Dim.of(n)), "x");
    Value pairs = b.one(new Coerce(TensorType.of(DType.F64, Dim.of(m).times(2)), List.of(m)), x);
    Value rows = b.one(new Reshape(Shape.of(Dim.of(m), Dim.of(2))), pairs);
    Value at = b.one(new Nonzero(count), x);
    Value found = b.one(new Gather(0, 1), x, at);
    Graph graph = b.build(List.of(b.one(new Sum(List.of(1)), rows), found));
    assertEquals(List.of(n), graph.sizes());
    List<Array> results =
        GraphEvaluator.evaluate(graph, List.of(Array.of(new long[] {4}, 1.0, 0, 0, 5)), Map.of());
    assertEquals(
        List.of(Array.of(new long[] {2}, 1.0, 5.0), Array.of(new long[] {2}, 1.0, 5.0)), results);
  }
}
