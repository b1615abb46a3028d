package org.tgraph.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Coerce;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.pointwise.Add;
import org.tgraph.run.Backend;
import org.tgraph.run.Backends;
import org.tgraph.run.Lowering;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

class Nd4jBackendTest {
  private static final SizeVar N = SizeVar.of("n");
  private final Nd4jBackend backend = new Nd4jBackend();
  private final GraphBuilder b = new GraphBuilder();

  @Test
  void isFoundAsAService() {
    assertEquals(
        List.of("nd4j"),
        ServiceLoader.load(Backend.class).stream().map(p -> p.get().name()).toList());
    Backends backends = new Backends(Optional.empty());
    assertEquals("nd4j", backends.choose(List.of()).backend().name());
    Value x = b.input(TensorType.of(DType.U64), "x");
    Backends.Choice choice = backends.choose(List.of(b.build(List.of(b.one(new Add(), x, x)))));
    assertEquals("nd4j", choice.backend().name());
    assertEquals(List.of("The backend `native` is not installed."), choice.why());
  }

  @Test
  void whatItLacksIsLeftToTheDefinitions() {
    assertInstanceOf(Lowering.Host.class, backend.lowering(new Add(), DType.C64));
    assertInstanceOf(Lowering.Host.class, backend.lowering(new Add(), DType.U32));
    assertInstanceOf(Lowering.Own.class, backend.lowering(new Add(), DType.U8));
  }

  @Test
  void whatDoesNotFitIsADiagnostic() {
    Value x = b.input(TensorType.of(DType.F64), "x");
    Dim million = Dim.of(3_000_000);
    Value wide = b.one(new Broadcast(Shape.of(million, million), List.of()), x);
    Executable run = new Executable(b.build(List.of(wide)));
    assertEquals(Code.TG0805, run.problem(Array.scalar(1.0)).code());
  }

  @Test
  void slicesAreCheckedBefore() {
    Value x = b.input(TensorType.of(DType.F64, Dim.of(N)), "x");
    Value part = b.one(new Slice(List.of(Dim.of(2)), List.of(Dim.of(3)), List.of(1)), x);
    Executable run = new Executable(b.build(List.of(part)));
    assertEquals(Code.TG0802, run.problem(Array.zeros(DType.F64, 4)).code());
  }

  @Test
  void promisesAreChecked() {
    Value x = b.input(TensorType.of(DType.F64, Dim.of(N)), "x");
    Value three = b.one(new Coerce(TensorType.of(DType.F64, Dim.of(3)), List.of()), x);
    Executable run = new Executable(b.build(List.of(b.one(new Add(), three, three))));
    assertEquals(Code.TG0804, run.problem(Array.zeros(DType.F64, 4)).code());
    assertEquals(
        Array.of(new long[] {3}, 2.0, 4, 6), run.result(Array.of(new long[] {3}, 1.0, 2, 3)));
  }

  private final class Executable {
    private final org.tgraph.run.Executable executable;

    Executable(Graph graph) {
      executable = backend.compile(graph);
    }

    Array result(Array input) {
      return executable.run(List.of(input), Map.of()).outputs().get(0);
    }

    EvaluationProblem problem(Array input) {
      return assertThrows(EvaluationProblem.class, () -> result(input));
    }
  }
}
