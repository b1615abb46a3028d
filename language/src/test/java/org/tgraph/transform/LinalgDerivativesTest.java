package org.tgraph.transform;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.linalg.Cholesky;
import org.tgraph.op.linalg.Det;
import org.tgraph.op.linalg.Eigh;
import org.tgraph.op.linalg.Lu;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.linalg.Qr;
import org.tgraph.op.linalg.Svd;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Conj;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** Derivatives of factorisations that the laws over random operands do not reach. */
class LinalgDerivativesTest {
  private static Graph graph(TensorType type, BiFunction<GraphBuilder, Value, List<Value>> f) {
    GraphBuilder b = new GraphBuilder();
    Value x = b.input(type, "x");
    return b.build(f.apply(b, x));
  }

  /** Tangents are differences, cotangents are adjoint to them, and second derivatives too. */
  private static void check(Graph graph, Array x, double tolerance) {
    Random random = new Random(3);
    Array t = Numbers.random(x, random);
    Graph jvp = Numbers.checked(Jvp.of(graph, List.of(0)));
    List<Array> both = Numbers.run(jvp, List.of(x, t));
    List<Array> pushed = both.subList(graph.outputs().size(), both.size());
    Numbers.checkTangents(graph, List.of(x), List.of(0), List.of(t), pushed, tolerance);
    List<Array> seeds = pushed.stream().map(p -> Numbers.random(p, random)).toList();
    Graph vjp = Numbers.checked(Vjp.of(graph, List.of(0)));
    List<Array> inputs = new ArrayList<>(List.of(x));
    inputs.addAll(seeds);
    List<Array> pulled = Numbers.run(vjp, inputs);
    Numbers.near(
        Numbers.paired(pushed, seeds),
        Numbers.paired(List.of(t), List.of(pulled.getLast())),
        1e-9,
        "<Jt, c>");
    Graph second = Numbers.checked(Jvp.of(vjp, List.of(0)));
    List<Array> all = new ArrayList<>(inputs);
    all.add(t);
    List<Array> seconds = Numbers.run(second, all);
    Numbers.checkTangents(
        vjp,
        inputs,
        List.of(0),
        List.of(t),
        seconds.subList(vjp.outputs().size(), seconds.size()),
        100 * tolerance);
  }

  private static Value square(GraphBuilder b, Value x) {
    Value transposed = Transpose.lastTwo(b, x);
    boolean isReal = x.type().dtype().isFloat();
    return b.one(new MatMul(), x, isReal ? transposed : b.one(new Conj(), transposed));
  }

  private static Value identity(GraphBuilder b, Value like) {
    int n = (int) like.shape().dims().getLast().value();
    Array eye = Array.zeros(like.type().dtype(), n, n);
    for (int i = 0; i < n; i++) {
      eye.set((long) i * n + i, 1.0);
    }
    return Broadcast.to(b, b.one(new Constant(eye)), like.shape());
  }

  @Test
  void cholesky() {
    for (DType type : List.of(DType.F64, DType.C128)) {
      Array x = Numbers.random(Array.zeros(type, 2, 3, 3), new Random(1));
      Graph graph =
          graph(
              x.type(),
              (b, v) -> {
                Value square = square(b, v);
                return b.emit(
                    new Cholesky(), List.of(b.one(new Add(), square, identity(b, square))));
              });
      check(graph, x, 1e-6);
    }
  }

  /** The transformed graphs are right for all sizes, whichever of the two is larger. */
  @Test
  void factorsOfAnyShape() {
    TensorType any = TensorType.of(DType.F64, Dim.of(SizeVar.of("m")), Dim.of(SizeVar.of("n")));
    List<Graph> graphs =
        List.of(
            graph(any, (b, x) -> b.emit(new Qr(false), List.of(x))),
            graph(any, (b, x) -> b.emit(new Lu(), List.of(x)).subList(1, 3)),
            graph(any, (b, x) -> b.emit(new Svd(false), List.of(x))));
    for (Graph graph : graphs) {
      for (long[] shape : new long[][] {{4, 2}, {2, 4}, {3, 3}, {1, 2}, {0, 2}}) {
        check(graph, Numbers.random(Array.zeros(DType.F64, shape), new Random(7)), 1e-5);
      }
    }
  }

  @Test
  void determinantOfASingularMatrix() {
    Array x = Array.of(new long[] {2, 2}, 1.0, 2.0, 2.0, 4.0);
    Graph graph = graph(x.type(), (b, v) -> b.emit(new Det(), List.of(v)));
    List<Array> gradient =
        Numbers.run(Vjp.of(graph, List.of(0)).orThrow(), List.of(x, Array.scalar(1.0)));
    Numbers.near(
        Array.of(new long[] {2, 2}, 4.0, -2.0, -2.0, 1.0), gradient.getLast(), 1e-14, "cofactors");
  }

  /** What depends on the eigenvalues alone has its derivative; the vectors have none. */
  @Test
  void equalEigenvalues() {
    Array x = Array.of(new long[] {2, 2}, 2.0, 0, 0, 2.0);
    Graph values =
        graph(
            x.type(),
            (b, v) ->
                List.of(
                    b.one(
                        new Sum(List.of(0)),
                        b.one(new Exp(), b.emit(new Eigh(), List.of(v)).get(0)))));
    Array gradient =
        Numbers.run(Vjp.of(values, List.of(0)).orThrow(), List.of(x, Array.scalar(1.0))).getLast();
    double e = Math.exp(2);
    Numbers.near(Array.of(new long[] {2, 2}, e, 0, 0, e), gradient, 1e-14, "of the values");
    Graph vectors = graph(x.type(), (b, v) -> b.emit(new Eigh(), List.of(v)).subList(1, 2));
    Array seed = Array.of(new long[] {2, 2}, 1.0, 2.0, 3.0, 4.0);
    Array none = Numbers.run(Vjp.of(vectors, List.of(0)).orThrow(), List.of(x, seed)).getLast();
    assertFalse(Double.isFinite(none.getDouble(2)));
  }
}
