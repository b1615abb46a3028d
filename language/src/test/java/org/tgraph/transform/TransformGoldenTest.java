package org.tgraph.transform;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.testing.Golden;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

/**
 * Small graphs and what they are transformed to. The first line says how: {@code # grad 0, 2:}
 * names the transformation and the inputs to differentiate by or those that are batched.
 */
class TransformGoldenTest {
  @TestFactory
  Stream<DynamicTest> graphs() {
    return Golden.tests(
        "language/src/test/golden/transform", ".graph", source -> transformed(source.text()));
  }

  private static String transformed(String text) {
    Graph graph = GraphReader.read(text).orThrow();
    Numbers.checked(graph);
    String command = text.substring(2, text.indexOf(':'));
    String name = command.substring(0, command.indexOf(' '));
    List<Integer> inputs =
        Arrays.stream(command.substring(name.length()).split(","))
            .map(i -> Integer.valueOf(i.strip()))
            .toList();
    Transformed result =
        switch (name) {
          case "grad" -> Grad.of(graph, inputs);
          case "jvp" -> Jvp.of(graph, inputs);
          case "vjp" -> Vjp.of(graph, inputs);
          case "vmap" -> Vmap.of(graph, batched(graph, inputs), Dim.of(SizeVar.of("batch")));
          default -> throw new IllegalArgumentException(name);
        };
    return switch (result) {
      case Transformed.Refused r -> "refused at " + r.op().name() + ": " + r.reason() + "\n";
      case Transformed.Done d ->
          "# equations: %d, before: %d\n%s"
              .formatted(d.graph().body().size(), graph.body().size(), valid(d.graph()));
    };
  }

  private static List<Boolean> batched(Graph graph, List<Integer> inputs) {
    return IntStream.range(0, graph.inputs().size()).mapToObj(inputs::contains).toList();
  }

  private static Graph valid(Graph graph) {
    Numbers.checked(graph);
    return graph;
  }
}
