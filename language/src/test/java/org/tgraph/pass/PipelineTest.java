package org.tgraph.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.tgraph.graph.CompilerBug;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;

class PipelineTest {
  private static final String TEXT =
      """
      graph(%x: f64[n]) {
        %0: f64[n] = exp(%x)
        %1: f64[n] = add(%0, %x)
        %2: f64[n] = exp(%0)
        return %1
      }
      """;

  private final Graph graph = GraphReader.read(TEXT).orThrow();

  @Test
  void leavesOutWhatIsNotUsed() {
    assertEquals(
        """
        graph(%x: f64[n]) {
          %0: f64[n] = exp(%x)
          %1: f64[n] = add(%0, %x)
          return %1
        }
        """,
        Pipeline.of(DeadCode.PASS).run(graph).toString());
  }

  @Test
  void namesThePassThatWentWrong() {
    Pass wrong = new Pass("wrong", "Forgets.", g -> new Graph(g.inputs(), List.of(), g.outputs()));
    Pass other = new Pass("other", "Returns.", g -> new Graph(g.inputs(), g.body(), List.of()));
    Pass failing =
        new Pass(
            "failing",
            "Cannot read it.",
            g -> {
              throw new IllegalStateException("" + g.body().getFirst());
            });
    for (Pipeline pipeline :
        List.of(
            Pipeline.of(DeadCode.PASS, wrong),
            Pipeline.of(wrong, DeadCode.PASS),
            Pipeline.of(wrong, failing))) {
      for (UnaryOperator<Graph> run :
          List.<UnaryOperator<Graph>>of(pipeline::runAtOnce, pipeline::runByStep)) {
        CompilerBug bug = assertThrows(CompilerBug.class, () -> run.apply(graph));
        assertTrue(bug.getMessage().contains("after pass `wrong`"), bug.getMessage());
        assertTrue(bug.getMessage().contains("graph(%x: f64[n])"), bug.getMessage());
      }
    }
    assertThrows(CompilerBug.class, () -> Pipeline.of(other).runAtOnce(graph));
    assertThrows(CompilerBug.class, () -> Pipeline.of(other).runByStep(graph));
    assertThrows(IllegalStateException.class, () -> Pipeline.of(failing).runAtOnce(graph));
    assertEquals(
        graph.outputs().size(), Pipeline.of(DeadCode.PASS).runAtOnce(graph).outputs().size());
  }
}
