package org.tgraph.op;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tgraph.array.Array;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphReader;
import org.tgraph.op.create.Constant;

/**
 * What NumPy computes for some operands, from the files that {@code src/test/python} makes; {@code
 * cases.py} there says what is in them.
 */
record NumpyCase(Op op, List<Array> operands, List<Array> results, double ulps, double absolute) {

  /** The names of the operations that there are cases for. */
  static List<String> names() {
    try (Stream<Path> files = Files.list(Path.of(NumpyCase.class.getResource("/numpy").toURI()))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".json"))
          .map(f -> f.substring(0, f.length() - ".json".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The cases for one operation. */
  static List<NumpyCase> read(String name) {
    List<NumpyCase> cases = new ArrayList<>();
    try (InputStream in = NumpyCase.class.getResourceAsStream("/numpy/" + name + ".json");
        JsonParser json = new JsonFactory().createParser(in)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        cases.add(one(json));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  private static NumpyCase one(JsonParser json) throws IOException {
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
  private static NumpyCase of(
      String op, List<String> operands, List<String> results, double ulps, double absolute) {
    StringBuilder text = new StringBuilder("graph() {\n");
    List<String> arrays = Stream.concat(operands.stream(), results.stream()).toList();
    for (int i = 0; i < arrays.size(); i++) {
      text.append("%" + i + ": " + type(arrays.get(i)));
      text.append(" = constant{value: " + arrays.get(i) + "}()\n");
    }
    for (int i = 0; i < results.size(); i++) {
      text.append(i == 0 ? "" : ", ").append("%" + (arrays.size() + i) + ": ");
      text.append(type(results.get(i)));
    }
    text.append(" = ").append(op).append("(");
    for (int i = 0; i < operands.size(); i++) {
      text.append(i == 0 ? "%" : ", %").append(i);
    }
    Graph graph = GraphReader.read(text.append(")\nreturn\n}\n").toString()).orThrow();
    List<Array> values = new ArrayList<>();
    for (Equation equation : graph.body()) {
      if (values.size() < arrays.size()) {
        values.add(((Constant) equation.op()).value());
      }
    }
    return new NumpyCase(
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
