package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.GraphReader;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.run.Executable;
import org.tgraph.run.ReferenceBackend;

/** Operations that are left to their definitions, called from machine code. */
class HostCallsTest {
  private static final NativeBackend BACKEND = new NativeBackend();

  @BeforeEach
  void isThere() {
    assumeTrue(BACKEND.unavailable().isEmpty(), () -> BACKEND.unavailable().orElseThrow());
  }

  /** In a loop, whose steps see sizes that arrive with the data. */
  @Test
  void theyAreComputedWhereTheyStand() {
    var graph =
        GraphReader.read(
                """
                graph(%xs: f64[t, n, n], %start: f64[n]) {
                  %last: f64[n] = scan{body: graph(%sum: f64[n], %x: f64[n, n]) {
                    %w: f64[n], %v: f64[n, n] = eigh(%x)
                    %next: f64[n] = add(%sum, %w)
                    return %next
                  }, carries: 1, sequences: 1, length: t, reverse: false}(%start, %xs)
                  return %last
                }
                """)
            .orThrow();
    Array xs = Array.of(new long[] {2, 2, 2}, 2.0, 1, 1, 3, 4, 0, 0, 1);
    List<Array> inputs = List.of(xs, Array.of(new long[] {2}, 0.5, 0.25));
    assertEquals(
        new ReferenceBackend().compile(graph).run(inputs, Map.of()).outputs(),
        BACKEND.compile(graph).run(inputs, Map.of()).outputs());
  }

  @Test
  void theirProblemsComeBack() {
    Executable executable =
        BACKEND.compile(
            GraphReader.read(
                    """
                    graph(%t: f64[2, 2], %l: f64[2, 2], %u: f64[2, 2]) {
                      %y: f64[2, 2] = lu_derivative{transposed: false}(%t, %l, %u)
                      return %y
                    }
                    """)
                .orThrow());
    Array zero = Array.of(new long[] {2, 2}, 0.0, 0, 0, 0);
    EvaluationProblem problem =
        assertThrows(
            EvaluationProblem.class, () -> executable.run(List.of(zero, zero, zero), Map.of()));
    assertEquals(Code.TG0803, problem.code());
    Array one = Array.of(new long[] {2, 2}, 1.0, 0, 0, 1);
    assertEquals(1, executable.run(List.of(one, one, one), Map.of()).outputs().size());
  }
}
