package org.tgraph.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.GraphReader;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.control.Cond;
import org.tgraph.op.control.Scan;
import org.tgraph.op.create.Constant;
import org.tgraph.op.linalg.Inv;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Log;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

class DecomposeTest {
  /** The reference without some operations. */
  private record Without(Set<String> missing) implements Backend {
    @Override
    public String name() {
      return "without";
    }

    @Override
    public String description() {
      return "a test";
    }

    @Override
    public Lowering lowering(Op op, DType type) {
      return missing.contains(op.name()) ? new Lowering.Gap("it is left out") : Lowering.OWN;
    }

    @Override
    public Executable compile(Graph graph) {
      return new ReferenceBackend().compile(graph);
    }
  }

  private static final String INVERSE_OF_TWO =
      """
      graph(%a: f64[2, 2]) {
        %0: f64[2, 2] = inv(%a)
        return %0
      }
      """;

  private static Graph inverse() {
    GraphBuilder b = new GraphBuilder();
    Dim n = Dim.of(SizeVar.of("n"));
    Value a = b.input(TensorType.of(DType.F64, n, n), "a");
    return b.build(List.of(b.one(new Inv(), a)));
  }

  @Test
  void goesOnUntilNothingIsMissing() {
    Backend backend = new Without(Set.of("inv", "solve"));
    Graph graph = Decompose.forBackend(inverse(), backend);
    assertEquals(List.of(), Gaps.of(graph, backend));
    assertFalse(graph.body().stream().anyMatch(e -> e.op() instanceof Inv));
    Array a = Array.of(new long[] {2, 2}, 2.0, 0, 0, 4);
    assertEquals(
        List.of(Array.of(new long[] {2, 2}, 0.5, 0, 0, 0.25)),
        backend.compile(graph).run(List.of(a), Map.of()).outputs());
  }

  @Test
  void goesIntoBranchesAndLoops() {
    Backend backend = new Without(Set.of("inv"));
    GraphBuilder b = new GraphBuilder();
    Value a = b.input(TensorType.of(DType.F64, Dim.of(2), Dim.of(2)), "a");
    Value yes = b.input(TensorType.scalar(DType.BOOL), "yes");
    Graph branch = GraphReader.read(INVERSE_OF_TWO).orThrow();
    Value chosen = Cond.emit(b, yes, branch, branch, List.of(a)).get(0);
    Scan loop = new Scan(branch, 1, 0, Dim.of(3), false);
    Graph graph = b.build(Scan.emit(b, loop, List.of(chosen)));
    assertFalse(Gaps.of(graph, backend).isEmpty());
    Graph complete = Decompose.forBackend(graph, backend);
    assertEquals(List.of(), Gaps.of(complete, backend));
    Array half = Array.of(new long[] {2, 2}, 0.5, 0, 0, 0.25);
    assertEquals(
        List.of(Array.of(new long[] {2, 2}, 0.5, 0, 0, 0.25)),
        backend.compile(complete).run(List.of(half, Array.scalar(true)), Map.of()).outputs());
  }

  @Test
  void whatCannotBeTakenApartStays() {
    Backend backend = new Without(Set.of("inv", "solve", "lu"));
    Graph graph = Decompose.forBackend(inverse(), backend);
    assertEquals(1, Gaps.of(graph, backend).size());
  }

  @Test
  void aRuleDoesNotMakeAGap() {
    GraphBuilder b = new GraphBuilder();
    Value x = b.input(TensorType.scalar(DType.F64), "x");
    Value one = b.one(new Constant(Array.scalar(1.0)));
    Graph graph = b.build(List.of(b.one(new Log(), b.one(new Add(), one, x))));
    Backend all = new ReferenceBackend();
    assertEquals("log1p", Prepare.forBackend(graph, all).body().getLast().op().name());
    Backend backend = new Without(Set.of("log1p"));
    assertEquals("log", Prepare.forBackend(graph, backend).body().getLast().op().name());
  }

  @Test
  void whatIsThereStaysAsItIs() {
    Graph graph = inverse();
    assertSame(graph, Decompose.forBackend(graph, new ReferenceBackend()));
  }
}
