package org.tgraph.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.op.Op;
import org.tgraph.op.Ops;
import org.tgraph.type.DType;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/**
 * Reads the text that {@link GraphPrinter} writes. Bad text is an error with its place, never an
 * exception. Types are taken as they stand: {@link GraphValidator} says whether they are right.
 */
public final class GraphReader {
  /** A graph, or why the text is not one. */
  public sealed interface Result {
    record Read(Graph graph) implements Result {}

    /**
     * @param line the place, counted from 1
     * @param message one sentence
     */
    record Failed(int line, int column, String message) implements Result {
      @Override
      public String toString() {
        return line + ":" + column + ": " + message;
      }
    }

    /** The graph, where the text is known to be right. */
    default Graph orThrow() {
      return switch (this) {
        case Read r -> r.graph();
        case Failed f -> throw new IllegalArgumentException(f.toString());
      };
    }
  }

  private static final int DEPTH = 60;
  private final GraphScanner in;
  private final ParameterReader parameters;
  private int depth;

  private GraphReader(String text) {
    this.in = new GraphScanner(text);
    this.parameters = new ParameterReader(in, this);
  }

  public static Result read(String text) {
    GraphReader reader = new GraphReader(text);
    try {
      Graph graph = reader.graph();
      if (!reader.in.isAtEnd()) {
        throw reader.in.bad("The graph has ended before this.");
      }
      return new Result.Read(graph);
    } catch (GraphScanner.Bad bad) {
      return failed(text, bad);
    }
  }

  private static Result failed(String text, GraphScanner.Bad bad) {
    String before = text.substring(0, bad.at());
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    int column = before.length() - before.lastIndexOf('\n');
    return new Result.Failed(line, column, bad.getMessage());
  }

  Graph graph() throws GraphScanner.Bad {
    if (++depth > DEPTH) {
      throw in.bad("Graphs are nested too deeply.");
    }
    Map<String, Value> values = new LinkedHashMap<>();
    in.expect("graph");
    in.expect("(");
    if (!in.sees(")")) {
      values.putAll(definitions(values));
    }
    List<Value> inputs = List.copyOf(values.values());
    in.expect(")");
    in.expect("{");
    List<Equation> body = new ArrayList<>();
    while (in.sees("%") || in.sees("=")) {
      body.add(equation(values));
    }
    in.expect("return");
    List<Value> outputs = new ArrayList<>();
    while (!in.sees("}")) {
      if (!outputs.isEmpty()) {
        in.expect(",");
      }
      outputs.add(use(values));
    }
    in.expect("}");
    depth--;
    return new Graph(inputs, body, outputs);
  }

  /** New values by name, in order; none may have the name of one of {@code values}. */
  private Map<String, Value> definitions(Map<String, Value> values) throws GraphScanner.Bad {
    Map<String, Value> defined = new LinkedHashMap<>();
    do {
      int start = in.position();
      in.expect("%");
      String name = in.word();
      in.expect(":");
      Value value = new Value(type(), GraphScanner.isName(name) ? name : "");
      if (values.containsKey(name) || defined.putIfAbsent(name, value) != null) {
        throw new GraphScanner.Bad(start, "`%" + name + "` is defined twice.");
      }
    } while (in.accept(","));
    return defined;
  }

  private Value use(Map<String, Value> values) throws GraphScanner.Bad {
    int start = in.position();
    in.expect("%");
    String name = in.word();
    Value value = values.get(name);
    if (value == null) {
      throw new GraphScanner.Bad(start, "`%" + name + "` is not defined before this.");
    }
    return value;
  }

  private Equation equation(Map<String, Value> values) throws GraphScanner.Bad {
    Map<String, Value> results = in.sees("=") ? Map.of() : definitions(values);
    in.expect("=");
    Op op = op();
    List<Value> operands = new ArrayList<>();
    in.expect("(");
    while (!in.sees(")")) {
      if (!operands.isEmpty()) {
        in.expect(",");
      }
      operands.add(use(values));
    }
    in.expect(")");
    values.putAll(results);
    return new Equation(op, operands, List.copyOf(results.values()), Origin.UNKNOWN);
  }

  private Op op() throws GraphScanner.Bad {
    int start = in.position();
    String name = in.name();
    Op example = Ops.named(name);
    if (example == null) {
      throw new GraphScanner.Bad(start, "There is no operation `" + name + "`.");
    }
    return (Op) parameters.record(example.getClass(), start);
  }

  TensorType type() throws GraphScanner.Bad {
    Element element = element();
    return new TensorType(element, parameters.shape(false));
  }

  Element element() throws GraphScanner.Bad {
    int start = in.position();
    String name = in.name();
    if (in.accept(":")) {
      Kind kind = Kind.named(in.name());
      if (kind == null) {
        throw new GraphScanner.Bad(start, "There is no such kind of elements.");
      }
      return new Element.Variable(name, kind);
    }
    return DType.named(name)
        .<Element>map(d -> d)
        .orElseThrow(() -> new GraphScanner.Bad(start, "There is no element type `" + name + "`."));
  }
}
