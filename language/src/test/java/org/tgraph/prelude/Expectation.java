package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tgraph.array.Array;
import org.tgraph.graph.GraphReader;
import org.tgraph.op.Closeness;
import org.tgraph.op.create.Constant;
import org.tgraph.source.Source;

/**
 * What a line of a script must print: {@code #=> f64[2](1.0, nan)} on the line after it, with
 * {@code ~ ULPS} or {@code ~ ULPS ABSOLUTE} at the end where it may differ, and one such line for
 * each tensor that is printed. {@code src/test/python/prelude_cases.py} writes them.
 *
 * @param line the line of the statement, from 0
 */
record Expectation(int line, Array array, Closeness closeness) {
  private static final Pattern FORM =
      Pattern.compile("#=> (([a-z0-9]+(?:\\[[0-9, ]*])?)\\(.*\\))(?: ~ (\\S+)(?: (\\S+))?)?");

  static List<Expectation> all(Source source) {
    List<Expectation> all = new ArrayList<>();
    int statement = 0;
    List<String> lines = source.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.startsWith("#=>")) {
        statement = line.isBlank() || line.startsWith("#") ? statement : i;
        continue;
      }
      Matcher form = FORM.matcher(line);
      if (!form.matches()) {
        throw new IllegalStateException(source.name() + ":" + (i + 1) + ": " + line);
      }
      double ulps = form.group(3) == null ? 0 : Double.parseDouble(form.group(3));
      double absolute = form.group(4) == null ? 0 : Double.parseDouble(form.group(4));
      all.add(
          new Expectation(
              statement, array(form.group(2), form.group(1)), new Closeness(ulps, absolute)));
    }
    return all;
  }

  /** An array in the notation of the graph's text. */
  private static Array array(String type, String text) {
    String graph = "graph() {\n%0: " + type + " = constant{value: " + text + "}()\nreturn\n}\n";
    return ((Constant) GraphReader.read(graph).orThrow().body().get(0).op()).value();
  }
}
