package org.tgraph.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tgraph.data.DataHeaders;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.TextRenderer;
import org.tgraph.source.Source;
import org.tgraph.type.SizeVar;

/** Checks scripts for tests: one module, {@code shapes}, and one file, {@code table.csv}, exist. */
final class ScriptFixture {
  private static final Modules MODULES =
      new Modules() {
        @Override
        public Optional<Source> find(String name) {
          return name.equals("shapes")
              ? Optional.of(
                  new Source(
                      "shapes.tgraph",
                      """
                      ## Rows and columns exchanged.
                      fn flipped(x: f64[n, m]) -> f64[m, n] = x.T
                      let half = 0.5
                      type Pair[n] = (f64[n], f64[n])
                      """))
              : Optional.empty();
        }

        @Override
        public List<String> names() {
          return List.of("shapes");
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
