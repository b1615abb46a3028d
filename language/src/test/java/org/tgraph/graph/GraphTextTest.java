package org.tgraph.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.reduce.Sum;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** The text of a graph, and what is wrong with texts and graphs. */
class GraphTextTest {
  private static final Dim N = Dim.of(SizeVar.of("n"));

  private static void isReadBack(Graph graph) {
    String text = GraphPrinter.print(graph);
    Graph back = GraphReader.read(text).orThrow();
    assertEquals(text, GraphPrinter.print(back));
    assertEquals(GraphValidator.validate(graph), GraphValidator.validate(back));
  }

  @Test
  void linesAndNames() {
    GraphBuilder b = new GraphBuilder();
    Value x = b.input(TensorType.of(DType.F64, N, Dim.of(3)), "x");
    Value other = b.input(TensorType.of(DType.F64, N), "x");
    Value sum = b.one(new Add(), b.one(new Sum(List.of(1)), x), other);
    Graph graph = b.build(List.of(sum, x));
    assertEquals(
        """
        graph(%x: f64[n, 3], %0: f64[n]) {
          %1: f64[n] = sum{axes: [1]}(%x)
          %2: f64[n] = add(%1, %0)
          return %2, %x
        }
        """,
        GraphPrinter.print(graph));
    isReadBack(graph);
    assertEquals(List.of(), GraphValidator.validate(graph));
  }

  @Test
  void sizesOfOneNameStayApartAndInOrder() {
    Dim one = Dim.of(new SizeVar("n", 7, SizeVar.Role.DECLARED));
    Dim two = Dim.of(new SizeVar("n", 3, SizeVar.Role.COUNTED));
    Dim pack = Dim.of(new SizeVar("b", 0, SizeVar.Role.PACK));
    Dim odd = Dim.of(new SizeVar("the `rows` of", 0, SizeVar.Role.DECLARED));
    GraphBuilder b = new GraphBuilder();
    b.input(TensorType.of(DType.F32, one, two, pack, odd), "");
    b.input(
        TensorType.of(
            DType.F32,
            one.plus(two).floorDivide(Dim.of(2)).times(-3),
            Dim.min(one, two.times(two).remainder(one)),
            Dim.max(one, Dim.of(-2)).minus(one.floorDivide(pack.plus(1)))),
        "");
    Graph graph = b.build(List.of());
    isReadBack(graph);
    assertEquals(
        """
        graph(%0: f32[n.2, ?n, ..b, `the ``rows`` of`], %1: f32[-3 * ((?n + n.2) // 2), \
        min(n.2, (?n * ?n) % n.2), n.2 - n.2 // (..b + 1)]) {
          return
        }
        """,
        GraphPrinter.print(graph));
  }

  @Test
  void originsAreComments() {
    Source source = new Source("a.tgraph", "let a = 1\nlet b = exp(a)\n");
    GraphBuilder b = new GraphBuilder();
    Value x = b.input(TensorType.scalar(DType.F64), "x");
    b.at(new Origin.Derived("grad", new Origin.Text(new Span(source, 18, 24))));
    Graph graph = b.build(List.of(b.one(new Exp(), x)));
    String text = GraphPrinter.printWithOrigins(graph);
    assertTrue(text.contains("%0: f64 = exp(%x)  # 2:9\n"), text);
    assertEquals(graph.toString(), GraphReader.read(text).orThrow().toString());
  }

  @Test
  void placesOfMistakes() {
    fails("", 1, 1);
    fails("graph(%x: f64[n]) {\n  %1: f64[n] = exq(%x)\n  return %1\n}", 2, 16);
    fails("graph(%x: f64[n]) {\n  %1: f64[n] = exp(%y)\n  return %1\n}", 2, 20);
    fails("graph(%x: f64[n], %x: f64) {\n  return %x\n}", 1, 19);
    fails("graph(%x: f65) { return %x }", 1, 11);
    fails("graph(%x: f64[n]) { %1: f64 = sum{axes: [1, 0.5]}(%x) return %1 }", 1, 46);
    fails("graph(%x: f64[n]) { %1: f64 = sum{axis: [1]}(%x) return %1 }", 1, 35);
    fails("graph(%x: f64[9223372036854775807 * n * 2]) { return %x }", 1, 15);
    fails("graph(%x: f64[99999999999999999999]) { return %x }", 1, 15);
    fails("graph(%x: f64[" + "(".repeat(100_000) + "]) { return %x }", 1, 75);
    fails("graph() { return } more", 1, 20);
  }

  private static void fails(String text, int line, int column) {
    GraphReader.Result.Failed failed =
        assertInstanceOf(GraphReader.Result.Failed.class, GraphReader.read(text));
    assertEquals(line + ":" + column, failed.line() + ":" + failed.column(), failed.toString());
  }

  @Test
  void saysWhatIsInvalid() {
    Value x = new Value(TensorType.of(DType.F64, N), "x");
    Value y = new Value(TensorType.of(DType.F64, N, N), "y");
    Equation wrongType = new Equation(new Exp(), List.of(x), List.of(y), Origin.UNKNOWN);
    invalid(new Graph(List.of(x), List.of(wrongType), List.of(y)), "not [f64[n, n]]");
    Equation early = new Equation(new Add(), List.of(x, y), List.of(x), Origin.UNKNOWN);
    invalid(new Graph(List.of(x), List.of(early), List.of(x)), "not defined before it");
    invalid(new Graph(List.of(x), List.of(early), List.of(x)), "a second time");
    Equation two = new Equation(new Exp(), List.of(x, x), List.of(y), Origin.UNKNOWN);
    invalid(new Graph(List.of(x), List.of(two), List.of(y)), "takes 1 operands, not 2");
    invalid(new Graph(List.of(), List.of(), List.of(y)), "output %y: f64[n, n] is not defined");
    Equation axis = new Equation(new Sum(List.of(5)), List.of(x), List.of(y), Origin.UNKNOWN);
    invalid(new Graph(List.of(x), List.of(axis), List.of(y)), "The operands of equation 1");
  }

  private static void invalid(Graph graph, String part) {
    String problems = String.join("\n", GraphValidator.validate(graph));
    assertTrue(problems.contains(part), problems);
  }

  @Test
  void replacesSizesEverywhere() {
    GraphBuilder b = new GraphBuilder();
    Value x = b.input(TensorType.of(DType.F64, N), "x");
    Value wide = b.one(new Broadcast(Shape.of(Dim.of(2), N), List.of(1)), x);
    Graph graph = b.build(List.of(b.one(new Reshape(Shape.of(N.times(2))), wide)));
    Graph fixed = graph.substitute(v -> Dim.of(3));
    assertEquals(
        """
        graph(%x: f64[3]) {
          %0: f64[2, 3] = broadcast{shape: [2, 3], axes: [1]}(%x)
          %1: f64[6] = reshape{shape: [6]}(%0)
          return %1
        }
        """,
        fixed.toString());
    assertEquals(List.of(), GraphValidator.validate(fixed));
  }
}
