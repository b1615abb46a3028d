package org.tgraph.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tgraph.data.DataHeaders;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.TextRenderer;
import org.tgraph.source.Source;
import org.tgraph.type.SizeVar;

/** Checks scripts for tests, with the modules below and the files of {@link TableHeader}. */
final class ScriptFixture {
  /**
   * {@code shapes} is right, {@code careless} has mistakes, {@code ping} and {@code pong} a cycle.
   */
  private static final Map<String, String> TEXTS =
      Map.of(
          "shapes",
          """
          ## Rows and columns exchanged.
          fn flipped(x: f64[n, m]) -> f64[m, n] = x.T
          let half = 0.5
          type Pair[n] = (f64[n], f64[n])
          """,
          "careless",
          """
          fn total(x: f64[n], y: f64[m]) -> f64 = sum(x * y)
          """,
          "loose",
          """
          fn product(a, b) = a @ b
          """,
          "ping",
          "import pong\n",
          "pong",
          "import ping\n");

  static final Modules MODULES =
      new Modules() {
        @Override
        public Optional<Source> find(String name) {
          return Optional.ofNullable(TEXTS.get(name))
              .map(text -> new Source(name + ".tgraph", text));
        }

        @Override
        public List<String> names() {
          return TEXTS.keySet().stream().sorted().toList();
        }
      };

  private ScriptFixture() {}

  static Checked check(Source source, boolean inlining) {
    return Checker.check(source, MODULES, new TableHeader(), Overrides.NONE, inlining);
  }

  static Checked check(Source source, DataHeaders headers) {
    return Checker.check(source, MODULES, headers, Overrides.NONE, false);
  }

  /** The diagnostics as a user sees them, then the types of the names. */
  static String result(Source source) {
    Checked checked = check(source, false);
    StringBuilder text = new StringBuilder();
    for (Diagnostic diagnostic : checked.diagnostics()) {
      text.append(new TextRenderer(false).render(diagnostic)).append('\n');
    }
    String names =
        checked.facts().definitions().stream()
            .filter(d -> d.place().source() == source)
            .map(d -> d.name() + ": " + d.val().type().text(SizeVar::shown))
            .distinct()
            .collect(Collectors.joining("\n"));
    return text.append(names).append('\n').toString();
  }
}
