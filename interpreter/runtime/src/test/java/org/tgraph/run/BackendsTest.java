package org.tgraph.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tgraph.array.Array;
import org.tgraph.call.CallException;
import org.tgraph.call.Compiled;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.dsl.Computation;
import org.tgraph.dsl.Tensor;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.Op;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

class BackendsTest {
  private static final Dim N = Dim.of(SizeVar.of("n"));

  /** Has everything but {@code exp} of {@code f32}. */
  private static final Backend POOR =
      new Backend() {
        @Override
        public String name() {
          return "poor";
        }

        @Override
        public String description() {
          return "a test";
        }

        @Override
        public Lowering lowering(Op op, DType type) {
          return op instanceof Exp && type == DType.F32
              ? new Lowering.Gap("it is poor")
              : Lowering.OWN;
        }

        @Override
        public Executable compile(Graph graph) {
          return new ReferenceBackend().compile(graph);
        }
      };

  private static Graph exp(DType type, Span span) {
    GraphBuilder b = new GraphBuilder();
    b.at(new Origin.Text(span));
    Value x = b.input(TensorType.of(type, N), "x");
    return b.build(List.of(b.one(new Exp(), b.one(new Add(), x, x))));
  }

  private static Span span() {
    return new Source("a.tgraph", "exp(x + x)").span(0, 10);
  }

  @Test
  void aGapIsADiagnosticAtItsPlace() {
    Span span = span();
    List<Diagnostic> gaps = Gaps.of(exp(DType.F32, span), POOR);
    assertEquals(1, gaps.size());
    assertEquals(Code.TG0901, gaps.get(0).code());
    assertEquals(span, gaps.get(0).span());
    assertEquals(
        "The backend `poor` does not have `exp` for `f32`: it is poor.", gaps.get(0).message());
    assertEquals(List.of(), Gaps.of(exp(DType.F64, span), POOR));
  }

  @Test
  void aGapIsSaidWhenAGraphOfJavaIsCompiled() {
    Computation c = new Computation();
    Tensor z = c.input("z", DType.F32, 2);
    CallException e = assertThrows(CallException.class, () -> Compiled.of(c.graph(z.exp()), POOR));
    assertEquals(Code.TG0901, e.diagnostic().code());
  }

  @Test
  void gapsAreListed() {
    assertEquals(List.of(new Gap("exp", DType.F32, "it is poor")), Coverage.of(POOR).gaps());
    assertEquals(List.of(), Coverage.of(new ReferenceBackend()).gaps());
  }

  @Test
  void aFolderWithoutTheBackendSaysSo(@TempDir Path home) throws IOException {
    Files.createDirectories(home.resolve("backends/nd4j"));
    Backends backends = new Backends(Optional.of(home));
    assertEquals(List.of("nd4j", "reference"), backends.names());
    Backend broken = backends.named("nd4j").orElseThrow();
    assertTrue(broken.unavailable().orElseThrow().contains("does not hold it"));
  }

  @Test
  void autoSaysWhyItPassedOver(@TempDir Path home) throws IOException {
    Files.createDirectories(home.resolve("backends/nd4j"));
    Backends.Choice choice =
        new Backends(Optional.of(home)).choose(List.of(exp(DType.F64, span())));
    assertEquals("reference", choice.backend().name());
    assertEquals(2, choice.why().size());
    assertEquals("The backend `native` is not installed.", choice.why().get(0));
    assertTrue(choice.why().get(1).startsWith("The backend `nd4j` is not available"));
  }

  @Test
  void inputsAreChecked() {
    GraphBuilder b = new GraphBuilder();
    Value x = b.input(TensorType.of(DType.F64, N, Dim.of(3)), "x");
    Value y = b.input(TensorType.of(DType.F64, N.plus(1)), "y");
    Executable run = new ReferenceBackend().compile(b.build(List.of(x, y)));
    Array good = Array.zeros(DType.F64, 2, 3);
    assertEquals(
        Map.of(SizeVar.of("n"), 2L),
        run.run(List.of(good, Array.zeros(DType.F64, 3)), Map.of()).sizes());
    assertEquals(
        "Axis 1 of `x` has size 4, but 3 was declared.",
        problem(run, Array.zeros(DType.F64, 2, 4), Array.zeros(DType.F64, 3)));
    assertEquals(
        "Axis 0 of `y` has size 4, but `n + 1` is 3; `n` comes from axis 0 of `x`.",
        problem(run, good, Array.zeros(DType.F64, 4)));
    assertEquals(
        "`y` is `f32[3]`, but `f64[n + 1]` was declared.",
        problem(run, good, Array.zeros(DType.F32, 3)));
  }

  private static String problem(Executable run, Array... inputs) {
    try {
      run.run(List.of(inputs), Map.of());
      return "";
    } catch (EvaluationProblem problem) {
      assertEquals(Code.TG0804, problem.code());
      return problem.getMessage();
    }
  }
}
