package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.ir.ModuleText;
import org.tgraph.backend.nativecode.llvm.Effort;
import org.tgraph.backend.nativecode.llvm.Llvm;
import org.tgraph.backend.nativecode.lower.Hosted;
import org.tgraph.backend.nativecode.lower.Program;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.linalg.Cholesky;
import org.tgraph.op.linalg.Eig;
import org.tgraph.run.Executable;
import org.tgraph.run.ReferenceBackend;
import org.tgraph.type.DType;

/**
 * Large matrices where OpenBLAS is not there, or does not find what it should: by our own loops,
 * and by definitions in Java.
 */
class WithoutLibraryTest {
  @BeforeEach
  void isThere() {
    assumeTrue(Llvm.unavailable().isEmpty(), () -> Llvm.unavailable().orElseThrow());
  }

  private static Graph graph(String body) {
    return GraphReader.read("graph(%x: f64[b, n, n]) {\n" + body + "\n}\n").orThrow();
  }

  private static final String MISSING = "is_not_there";

  /** Gives back 1, whatever it is called with, as LAPACK does if it does not converge. */
  private static final String FAILING = "LAPACKE_get_nancheck";

  /** The code of a graph with another function in the place of all that it calls. */
  private static Executable compiled(Graph graph, String function, List<Hosted> hosted) {
    Program p = Program.of(graph);
    Map<Integer, String> others =
        p.functions().keySet().stream().collect(Collectors.toMap(s -> s, s -> function));
    Program without =
        new Program(
            p.statements(),
            p.inputs(),
            p.outputs(),
            p.sizes(),
            p.counted(),
            p.constants(),
            p.failures(),
            hosted.isEmpty() ? p.hosted() : hosted,
            p.places(),
            others,
            p.plan(),
            p.slots());
    Llvm llvm = Llvm.get().orElseThrow();
    Llvm.Code code = llvm.load(ModuleText.of(Llvm.FUNCTION, p.statements()), Effort.NONE);
    return new NativeExecutable(graph, without, llvm, code, false);
  }

  private static Array random(long... shape) {
    Array array = Array.zeros(DType.F64, shape);
    Random random = new Random(5);
    for (long i = 0; i < array.size(); i++) {
      array.set(i, random.nextGaussian());
    }
    return array;
  }

  private static final String EIG =
      """
      %w: c128[b, n], %v: c128[b, n, n] = eig(%x)
      return %w, %v
      """;

  private static final String EIGH =
      """
      %w: f64[b, n], %v: f64[b, n, n] = eigh(%x)
      return %w, %v
      """;

  private static final String SVD =
      """
      %u: f64[b, n, n], %s: f64[b, n], %vh: f64[b, n, n] = svd{full: false}(%x)
      return %u, %s, %vh
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        EIG,
        EIGH,
        SVD,
        """
        %p: i64[b, n], %l: f64[b, n, n], %u: f64[b, n, n] = lu(%x)
        return %p, %l, %u
        """,
        """
        %c: c128[b, n, n] = complex(%x, %x)
        %z: c128[b, n, n] = matmul(%c, %c)
        return %z
        """
      })
  void agrees(String body) {
    Graph graph = graph(body);
    agrees(graph, MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {EIGH, SVD})
  void whatLapackDoesNotFindIsFoundByRotations(String body) {
    agrees(graph(body), FAILING);
  }

  @Test
  void whatLapackDoesNotFindIsTold() {
    Executable executable = compiled(graph(EIG), FAILING, List.of());
    EvaluationProblem problem =
        assertThrows(
            EvaluationProblem.class, () -> executable.run(List.of(random(2, 3, 3)), Map.of()));
    assertEquals(Eig.notFound(new long[] {2}, 0).getMessage(), problem.getMessage());
  }

  private static void agrees(Graph graph, String function) {
    Array x = random(2, 30, 30);
    List<Array> expected =
        new ReferenceBackend().compile(graph).run(List.of(x), Map.of()).outputs();
    List<Array> found = compiled(graph, function, List.of()).run(List.of(x), Map.of()).outputs();
    for (int k = 0; k < expected.size(); k++) {
      for (long i = 0; i < expected.get(k).size(); i++) {
        assertEquals(expected.get(k).re(i), found.get(k).re(i), 1e-10);
        assertEquals(expected.get(k).im(i), found.get(k).im(i), 1e-10);
      }
    }
  }

  /** With another definition in the place of that which is called. */
  @Test
  void problemsOfDefinitionsComeBack() {
    Graph graph = graph(EIG);
    Hosted eig = Program.of(graph).hosted().get(0);
    Hosted cholesky = new Hosted(new Cholesky(), eig.operands(), eig.results(), eig.sizes());
    Executable executable = compiled(graph, MISSING, List.of(cholesky));
    EvaluationProblem problem =
        assertThrows(
            EvaluationProblem.class,
            () -> executable.run(List.of(Array.zeros(DType.F64, 1, 2, 2)), Map.of()));
    assertEquals(Code.TG0803, problem.code());
  }
}
