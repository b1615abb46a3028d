package org.tgraph.conformance;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tgraph.array.Array;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.op.Op;
import org.tgraph.op.create.Constant;

/**
 * An operation, operands for it, and what NumPy computes. Finite floats may differ from it by
 * {@code ulps} units in the last place or by {@code absolute}.
 */
public record Case(Op op, List<Array> operands, List<Array> results, double ulps, double absolute) {
  public Case {
    operands = List.copyOf(operands);
    results = List.copyOf(results);
  }

  /** The cases for the operation of that name; none if there is no file of them. */
  public static List<Case> named(String name) {
    List<Case> cases = new ArrayList<>();
    try (InputStream in = Case.class.getResourceAsStream("/numpy/" + name + ".json")) {
      if (in == null) {
        return List.of();
      }
      try (JsonParser json = new JsonFactory().createParser(in)) {
        json.nextToken();
        while (json.nextToken() == JsonToken.START_OBJECT) {
          cases.add(read(json));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  private static Case read(JsonParser json) throws IOException {
    String op = "";
    double ulps = 0;
    double absolute = 0;
    List<String> operands = List.of();
    List<String> results = List.of();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "op" -> op = json.getText();
        case "ulps" -> ulps = json.getDoubleValue();
        case "absolute" -> absolute = json.getDoubleValue();
        case "operands" -> operands = texts(json);
        case "results" -> results = texts(json);
        default -> throw new IOException("unknown field " + field);
      }
    }
    return of(op, operands, results, ulps, absolute);
  }

  private static List<String> texts(JsonParser json) throws IOException {
    List<String> texts = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      texts.add(json.getText());
    }
    return texts;
  }

  /** All of it is written as one graph, to be read by the reader of graphs. */
  private static Case of(
      String op, List<String> operands, List<String> results, double ulps, double absolute) {
    StringBuilder text = new StringBuilder("graph() {\n");
    List<String> arrays = Stream.concat(operands.stream(), results.stream()).toList();
    for (int i = 0; i < arrays.size(); i++) {
      String array = arrays.get(i);
      text.append("%" + i + ": " + type(array) + " = constant{value: " + array + "}()\n");
    }
    int next = arrays.size();
    for (String result : results) {
      text.append(next == arrays.size() ? "%" : ", %").append(next++).append(": ");
      text.append(type(result));
    }
    text.append(" = ").append(op);
    text.append(
        Stream.iterate(0, i -> i + 1)
            .limit(operands.size())
            .map(i -> "%" + i)
            .collect(Collectors.joining(", ", "(", ")")));
    Graph graph = GraphReader.read(text.append("\nreturn\n}\n").toString()).orThrow();
    List<Array> values = new ArrayList<>();
    for (Equation equation : graph.body().subList(0, arrays.size())) {
      values.add(((Constant) equation.op()).value());
    }
    return new Case(
        graph.body().getLast().op(),
        values.subList(0, operands.size()),
        values.subList(operands.size(), values.size()),
        ulps,
        absolute);
  }

  private static String type(String array) {
    return array.substring(0, array.indexOf('('));
  }
}
