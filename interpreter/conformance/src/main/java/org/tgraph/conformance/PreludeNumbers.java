package org.tgraph.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tgraph.array.Array;
import org.tgraph.check.Checked;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.GraphReader;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.program.Step;
import org.tgraph.run.Backend;
import org.tgraph.run.Decompose;
import org.tgraph.run.Gaps;
import org.tgraph.source.Source;
import org.tgraph.type.DType;

/**
 * Scripts that call the functions of the prelude, with what NumPy computes after each line that
 * prints: {@code #=> f64[2](1.0, nan)}, and {@code ~ ULPS} or {@code ~ ULPS ABSOLUTE} where it may
 * differ.
 */
final class PreludeNumbers {
  /**
   * @param compared how many tensors the backend has computed
   */
  record Result(int compared, List<String> wrong) {}

  private record Expected(Array array, Closeness closeness) {}

  private static final Pattern FORM =
      Pattern.compile("#=> (([a-z0-9]+(?:\\[[0-9, ]*])?)\\(.*\\))(?: ~ (\\S+)(?: (\\S+))?)?");

  private PreludeNumbers() {}

  static Result compare(Programs.Script script, Backend backend, Function<DType, Closeness> slack) {
    Source source = new Source(script.name() + ".tgraph", script.text());
    Checked checked = ScriptRun.check(source);
    List<String> lines = source.text().lines().toList();
    Map<Integer, List<Expected>> expected = expected(lines);
    List<String> wrong = new ArrayList<>();
    int compared = 0;
    for (Step step : checked.program().steps()) {
      int line = source.position(step.span().start()).line();
      List<Value> values =
          ((Step.Print) step).values().stream().flatMap(v -> v.values().stream()).toList();
      Optional<List<Array>> results = run(checked, values, backend);
      for (int i = 0; results.isPresent() && i < values.size(); i++) {
        compared++;
        Expected wanted = expected.get(line).get(i);
        wanted(wanted, slack)
            .difference(wanted.array, results.get().get(i))
            .ifPresent(d -> wrong.add(lines.get(line) + "\n  " + d));
      }
    }
    return new Result(compared, wrong);
  }

  /** What must be exact has no slack either. */
  private static Closeness wanted(Expected expected, Function<DType, Closeness> slack) {
    Closeness own = expected.closeness;
    if (own.ulps() == 0) {
      return own;
    }
    Closeness more = slack.apply(expected.array.dtype());
    return new Closeness(own.ulps() + more.ulps(), own.absolute() + more.absolute());
  }

  private static Optional<List<Array>> run(Checked checked, List<Value> values, Backend backend) {
    Graph whole =
        new Graph(List.of(), GraphBuilder.needed(checked.program().body(), values), values);
    Graph graph = Decompose.forBackend(whole, backend);
    return Gaps.of(graph, backend).isEmpty()
        ? Optional.of(backend.compile(graph).run(List.of(), Map.of()).outputs())
        : Optional.empty();
  }

  private static Map<Integer, List<Expected>> expected(List<String> lines) {
    Map<Integer, List<Expected>> all = new HashMap<>();
    int statement = 0;
    for (int i = 0; i < lines.size(); i++) {
      Matcher form = FORM.matcher(lines.get(i));
      if (!form.matches()) {
        statement = i;
        continue;
      }
      double ulps = form.group(3) == null ? 0 : Double.parseDouble(form.group(3));
      double absolute = form.group(4) == null ? 0 : Double.parseDouble(form.group(4));
      all.computeIfAbsent(statement, s -> new ArrayList<>())
          .add(new Expected(array(form.group(2), form.group(1)), new Closeness(ulps, absolute)));
    }
    return all;
  }

  /** An array in the notation of the graph's text. */
  private static Array array(String type, String text) {
    String graph = "graph() {\n%0: " + type + " = constant{value: " + text + "}()\nreturn\n}\n";
    return ((Constant) GraphReader.read(graph).orThrow().body().get(0).op()).value();
  }
}
