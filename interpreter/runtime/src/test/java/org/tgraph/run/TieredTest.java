package org.tgraph.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.op.Op;
import org.tgraph.type.DType;

class TieredTest {
  private final List<Graph> prepared = new ArrayList<>();

  private final Tiered tiered =
      new Tiered(
          new Backend() {
            @Override
            public String name() {
              return "fast";
            }

            @Override
            public String description() {
              return "a test";
            }

            @Override
            public Lowering lowering(Op op, DType type) {
              return Lowering.OWN;
            }

            @Override
            public Executable compile(Graph graph) {
              prepared.add(graph);
              return new ReferenceBackend().compile(graph);
            }
          });

  private static Graph graph(String text) {
    return GraphReader.read(text).orThrow();
  }

  private int runs(Graph graph, Array input) {
    int before = prepared.size();
    tiered.compileOnce(graph).run(List.of(input), Map.of());
    return prepared.size() - before;
  }

  /** What a backend says of itself is never what the interface says of all. */
  @Test
  void everyQuestionIsPassedOn() throws NoSuchMethodException {
    for (Method method : Backend.class.getMethods()) {
      Method own = Tiered.class.getMethod(method.getName(), method.getParameterTypes());
      assertEquals(Tiered.class, own.getDeclaringClass(), method.getName());
    }
  }

  /** The same graph, for more data. */
  @Test
  void theSizesDecide() {
    Graph graph = graph("graph(%x: f64[n]) {\n%y: f64[n] = exp(%x)\nreturn %y\n}\n");
    assertEquals(0, runs(graph, Array.zeros(DType.F64, 1000)));
    assertEquals(1, runs(graph, Array.zeros(DType.F64, 4_000_000)));
  }

  @Test
  void aLoopCountsForItsSteps() {
    String text =
        """
        graph(%%x: f64) {
          %%y: f64 = while{test: graph(%%0: f64) {
            %%1: bool = not_equal(%%0, %%0)
            return %%1
          }, body: graph(%%0: f64) {
            %%1: f64 = add(%%0, %%0)
            return %%1
          }, carries: 1, limit: [%s]}(%%x)
          return %%y
        }
        """;
    assertEquals(0, runs(graph(text.formatted("10")), Array.scalar(1.0)));
    assertEquals(1, runs(graph(text.formatted("1000000")), Array.scalar(1.0)));
    assertEquals(1, runs(graph(text.formatted("")), Array.scalar(1.0)));
  }

  /** It is counted as if it selected everything. */
  @Test
  void aSelectionIsAtMostTheWhole() {
    Graph graph =
        graph(
            """
            graph(%x: f64[n]) {
              %at: i64[m] = nonzero{count: m}(%x)
              return %at
            }
            """);
    assertEquals(0, runs(graph, Array.zeros(DType.F64, 10)));
  }

  @Test
  void whatIsCalledAgainAndAgainIsPrepared() {
    Graph graph = graph("graph(%x: f64) {\n%y: f64 = exp(%x)\nreturn %y\n}\n");
    assertEquals(
        Array.scalar(1.0),
        tiered.compile(graph).run(List.of(Array.scalar(0.0)), Map.of()).outputs().get(0));
    assertEquals(1, prepared.size());
  }
}
