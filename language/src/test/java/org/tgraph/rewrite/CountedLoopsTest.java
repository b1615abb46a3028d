package org.tgraph.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.graph.GraphReader;
import org.tgraph.pass.Pipeline;

class CountedLoopsTest {
  private static Graph counted(Graph graph) {
    return Pipeline.of(CountedLoops.PASS).run(graph);
  }

  /** The numbers are rows here; backwards, and with a sequence before them. */
  private static Graph backwards() {
    return GraphReader.read(
            """
            graph(%x: i64[n]) {
              %0: i64 = constant{value: i64(7)}()
              %1: i64[n] = iota{size: n, type: i64}()
              %2: i64, %3: i64[n] = scan{body: graph(%s: i64, %r: i64, %i: i64) {
                %0: i64 = multiply(%r, %i)
                %1: i64 = add(%s, %0)
                return %1, %s
              }, carries: 1, sequences: 2, length: n, reverse: true}(%0, %x, %1)
              return %2, %3
            }
            """)
        .orThrow();
  }

  @Test
  void numbersAreCounted() {
    assertEquals(
        """
        graph(%x: i64[n]) {
          %0: i64 = constant{value: i64(7)}()
          %1: i64 = size{size: n - 1}()
          %2: i64, %3: i64, %4: i64[n] = scan{body: graph(%s: i64, %i: i64, %r: i64) {
            %0: i64 = multiply(%r, %i)
            %1: i64 = add(%s, %0)
            %2: i64 = constant{value: i64(1)}()
            %3: i64 = subtract(%i, %2)
            return %1, %3, %s
          }, carries: 2, sequences: 1, length: n, reverse: true}(%0, %1, %x)
          return %2, %4
        }
        """,
        counted(backwards()).toString());
  }

  @Test
  void nothingElseChanges() {
    for (Array x :
        List.of(
            Array.of(new long[] {3}, 5L, -2L, 4L),
            Array.of(new long[] {1}, 6L),
            Array.of(new long[] {0}, new long[0]))) {
      assertEquals(
          GraphEvaluator.evaluate(backwards(), List.of(x), Map.of()),
          GraphEvaluator.evaluate(counted(backwards()), List.of(x), Map.of()));
    }
  }

  /** A state that begins with the numbers is no sequence of them, a capture of an inner loop is. */
  @Test
  void numbersAreFollowedIntoLoops() {
    Graph graph =
        GraphReader.read(
                """
                graph(%x: i64) {
                  %0: i64[3] = iota{size: 3, type: i64}()
                  %1: i64[3], %2: i64 = scan{body: graph(%v: i64[3], %s: i64, %all: i64[3]) {
                    %0: i64 = scan{body: graph(%t: i64, %i: i64, %j: i64) {
                      %0: i64 = multiply(%i, %j)
                      %1: i64 = add(%t, %0)
                      return %1
                    }, carries: 1, sequences: 2, length: 3, reverse: false}(%s, %all, %v)
                    %1: i64[3] = add(%v, %v)
                    return %1, %0
                  }, carries: 2, sequences: 0, length: 4, reverse: false}(%0, %x, %0)
                  return %1, %2
                }
                """)
            .orThrow();
    List<Array> inputs = List.of(Array.scalar(1L));
    Graph counted = counted(graph);
    assertEquals(
        GraphEvaluator.evaluate(graph, inputs, Map.of()),
        GraphEvaluator.evaluate(counted, inputs, Map.of()));
    assertTrue(
        counted.toString().contains("carries: 2, sequences: 1, length: 3"), counted.toString());
  }
}
