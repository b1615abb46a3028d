package org.tgraph.cli.drawing;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphPrinter;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.run.Datum;
import org.tgraph.run.print.DatumText;
import org.tgraph.source.Span;
import org.tgraph.type.SizeVar;

/**
 * Makes diagrams of a graph and of the graphs inside of its operations. To be readable, a constant
 * is drawn anew at each use, and a constant that is broadcast as one node.
 */
public final class GraphDiagram {
  private static final int LONGEST = 28;

  /** What leaves the graph, and for what. */
  public record Output(String title, List<Value> values, Optional<Span> place) {
    public Output {
      values = List.copyOf(values);
    }
  }

  /** A value's node, and which of its results it is. */
  private record Port(int node, int result) {}

  private final List<Diagram.Node> nodes = new ArrayList<>();
  private final List<Diagram.Edge> edges = new ArrayList<>();
  private final Map<Value, Port> ports = new IdentityHashMap<>();
  private final Map<Value, Diagram.Node> constants = new IdentityHashMap<>();

  private final Map<Value, String> names;

  private GraphDiagram(Map<Value, String> names) {
    this.names = names;
  }

  /**
   * The diagram of the graph, then those of inner graphs.
   *
   * @param names what the script calls values, by identity
   */
  public static List<Diagram> of(
      String title, Graph graph, List<Output> outputs, Map<Value, String> names) {
    List<Diagram> diagrams = new ArrayList<>();
    GraphDiagram drawn = new GraphDiagram(names);
    drawn.draw(graph, outputs);
    diagrams.add(new Diagram(title, drawn.nodes, drawn.edges));
    for (Equation equation : graph.body()) {
      int number = 0;
      for (Graph inner : equation.op().graphs()) {
        number++;
        String which = equation.op().graphs().size() > 1 ? " " + number : "";
        String place = equation.origin().place().map(GraphDiagram::line).orElse("");
        diagrams.addAll(
            of("inside of " + equation.op().name() + which + place, inner, outputs(inner), names));
      }
    }
    return diagrams;
  }

  /** The results of a graph, in order. */
  public static List<Output> outputs(Graph graph) {
    return IntStream.range(0, graph.outputs().size())
        .mapToObj(i ->
            new Output(
                graph.outputs().size() == 1 ? "result" : "result " + (i + 1),
                List.of(graph.outputs().get(i)),
                Optional.empty()))
        .toList();
  }

  private static String line(Span place) {
    return ", line " + (place.source().position(place.start()).line() + 1);
  }

  private void draw(Graph graph, List<Output> outputs) {
    for (Value input : graph.inputs()) {
      String name = name(input).isEmpty() ? "input" : name(input);
      ports.put(input, new Port(nodes.size(), 0));
      nodes.add(new Diagram.Node(Family.INPUT, name, "", List.of(type(input)), List.of()));
    }
    for (Equation equation : graph.body()) {
      equation(equation);
    }
    for (Output output : outputs) {
      connect(output.values());
      nodes.add(
          new Diagram.Node(
              Family.OUTPUT, output.title(), "", List.of(), output.place().stream().toList()));
    }
  }

  private void equation(Equation e) {
    List<Span> place = e.origin().place().stream().toList();
    if (e.op() instanceof Constant constant) {
      String text = DatumText.of(new Datum.Tensor(constant.value()));
      boolean isShort = text.length() <= LONGEST && text.indexOf('\n') < 0;
      String name = name(e.result()).isEmpty() ? "constant" : name(e.result());
      String title = isShort ? text : name;
      constants.put(
          e.result(), new Diagram.Node(Family.CREATE, title, "", List.of(type(e.result())), place));
      return;
    }
    if (e.op() instanceof Broadcast && constants.containsKey(e.operands().get(0))) {
      Diagram.Node scalar = constants.get(e.operands().get(0));
      constants.put(
          e.result(),
          new Diagram.Node(
              Family.CREATE, scalar.title(), "", List.of(type(e.result())), scalar.place()));
      return;
    }
    connect(e.operands());
    for (int i = 0; i < e.results().size(); i++) {
      ports.put(e.results().get(i), new Port(nodes.size(), i));
    }
    List<String> results = e.results().stream().map(this::label).toList();
    nodes.add(new Diagram.Node(Family.of(e.op()), e.op().name(), parameters(e), results, place));
  }

  /** Edges to the node that comes next, once the constants among the values have their nodes. */
  private void connect(List<Value> values) {
    List<Port> from = new ArrayList<>();
    for (Value value : values) {
      Diagram.Node constant = constants.get(value);
      if (constant != null) {
        from.add(new Port(nodes.size(), 0));
        nodes.add(constant);
      } else {
        from.add(ports.get(value));
      }
    }
    for (int i = 0; i < from.size(); i++) {
      Port port = from.get(i);
      edges.add(new Diagram.Edge(port.node(), port.result(), nodes.size(), i, from.size()));
    }
  }

  private String name(Value value) {
    return names.getOrDefault(value, value.hint());
  }

  private String label(Value value) {
    return name(value).isEmpty() ? type(value) : name(value) + ": " + type(value);
  }

  private static String type(Value value) {
    return value.type().text(SizeVar::name);
  }

  /** {@code axes: [1]}: what the graph's text says between the braces, if that is short. */
  private static String parameters(Equation e) {
    Graph alone = new Graph(e.operands().stream().distinct().toList(), List.of(e), e.results());
    String line = GraphPrinter.print(alone).lines().skip(1).findFirst().orElse("");
    int open = line.indexOf(e.op().name() + "{");
    int close = line.lastIndexOf("}(");
    if (open < 0 || close < 0) {
      return "";
    }
    String text = line.substring(open + e.op().name().length() + 1, close);
    return text.length() <= 2 * LONGEST ? text : text.substring(0, 2 * LONGEST - 1) + "…";
  }
}
