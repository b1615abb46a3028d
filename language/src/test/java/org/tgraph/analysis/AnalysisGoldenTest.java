package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.check.Modules;
import org.tgraph.data.DataHeaders;
import org.tgraph.data.DataNode;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.testing.Golden;
import org.tgraph.type.DType;

/**
 * What the editor is told, by example: a script in which {@code $0} is the place that is asked
 * about, and the answer beside it.
 */
class AnalysisGoldenTest {
  private static final String CURSOR = "$0";

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
                      type Pair[n] = (f64[n], f64[n])
                      """))
              : Optional.empty();
        }

        @Override
        public List<String> names() {
          return List.of("shapes");
        }
      };

  /** One file, {@code nile.csv}, with two columns of 100 rows. */
  private static final DataHeaders HEADERS =
      path ->
          path.equals("nile.csv")
              ? new DataHeaders.Header.Found(
                  new DataNode.Fields(
                      new TreeMap<>(
                          Map.of(
                              "volume", new DataNode.Numbers(DType.F64, false, new long[] {100}),
                              "year", new DataNode.Numbers(DType.I64, false, new long[] {100})))))
              : new DataHeaders.Header.Missing();

  private static final Analysis.World WORLD = new Analysis.World(MODULES, HEADERS);

  private static Stream<DynamicTest> each(
      String folder, BiFunction<Analysis, Integer, String> answer) {
    return Golden.tests(
        "language/src/test/golden/analysis/" + folder,
        program -> {
          int cursor = program.text().indexOf(CURSOR);
          String text = program.text().replace(CURSOR, "");
          Analysis analysis = Analysis.of(new Source(program.name(), text), WORLD);
          return answer.apply(analysis, cursor);
        });
  }

  /** The script with its hints in it, in guillemets; one that a click inserts has a plus. */
  @TestFactory
  Stream<DynamicTest> hints() {
    return each("hints", (analysis, cursor) -> marked(analysis));
  }

  /** Each hint that a click inserts gives a script that is as right as before. */
  @TestFactory
  Stream<DynamicTest> insertedHints() {
    return Golden.tests(
        "language/src/test/golden/analysis/hints",
        program -> {
          Analysis before = Analysis.of(program, WORLD);
          String problems = "";
          for (Hint hint : before.hints()) {
            if (hint.insert()) {
              String text = applied(program, hint.edits(program));
              List<Diagnostic> after =
                  Analysis.of(new Source(program.name(), text), WORLD).diagnostics();
              if (after.size() != before.diagnostics().size()) {
                problems += hint.label() + ": " + after + "\n";
              }
            }
          }
          return problems.isEmpty() ? marked(before) : problems;
        });
  }

  private static String marked(Analysis analysis) {
    StringBuilder text = new StringBuilder(analysis.source().text());
    for (Hint hint : analysis.hints().reversed()) {
      text.insert(hint.offset(), "«" + hint.label() + (hint.insert() ? "+" : "") + "»");
    }
    return text.toString();
  }

  @TestFactory
  Stream<DynamicTest> hover() {
    return each(
        "hover",
        (analysis, cursor) ->
            analysis
                .hover(cursor)
                .map(h ->
                    "["
                        + h.place().text()
                        + "]\n"
                        + h.code()
                        + "\n"
                        + h.lines().stream().map(l -> l + "\n").collect(Collectors.joining()))
                .orElse("nothing\n"));
  }

  @TestFactory
  Stream<DynamicTest> complete() {
    return each(
        "complete",
        (analysis, cursor) -> {
          String typed = analysis.source().text().substring(analysis.wordStart(cursor), cursor);
          return analysis.completions(cursor).stream()
                  // A new function of the prelude changes few expectations.
                  .filter(c ->
                      c.kind() != Completion.Kind.FUNCTION
                          || !typed.isEmpty() && c.label().contains(typed))
                  .filter(c -> !typed.isEmpty() || c.kind() != Completion.Kind.KEYWORD)
                  .map(c -> c.label() + "  " + c.kind() + "  " + c.detail() + further(c.further()))
                  .collect(Collectors.joining("\n"))
              + "\n";
        });
  }

  private static String further(List<Fix.Edit> edits) {
    return edits.stream()
        .map(e -> "  + " + e.replacement().strip() + " at " + e.span().start())
        .collect(Collectors.joining());
  }

  @TestFactory
  Stream<DynamicTest> signature() {
    return each(
        "signature",
        (analysis, cursor) ->
            analysis
                .signatureHelp(cursor)
                .map(s -> {
                  String active =
                      s.active() >= 0 && s.active() < s.parameters().size()
                          ? s.signature()
                              .substring(
                                  s.parameters().get(s.active()).start(),
                                  s.parameters().get(s.active()).end())
                          : "none";
                  return s.signature() + "\n" + s.doc() + "\nnow: " + active + "\n";
                })
                .orElse("nothing\n"));
  }

  /** The script in which the name at the cursor is called {@code renamed}. */
  @TestFactory
  Stream<DynamicTest> rename() {
    return each(
        "rename",
        (analysis, cursor) ->
            switch (analysis.rename(cursor, "renamed")) {
              case Renaming.Done done -> applied(analysis.source(), done.edits());
              case Renaming.Refused refused -> refused.reason() + "\n";
            });
  }

  /** What is offered at the cursor, and what each makes of the script. */
  @TestFactory
  Stream<DynamicTest> fix() {
    return each(
        "fix",
        (analysis, cursor) -> {
          StringBuilder text = new StringBuilder();
          int end = analysis.source().text().indexOf("#end", cursor);
          for (Action action :
              analysis.actions(cursor, end >= 0 ? end(analysis, cursor) : cursor)) {
            text.append("== ").append(action.title()).append("\n");
            text.append(applied(analysis.source(), action.edits()));
          }
          return text.toString();
        });
  }

  /** The end of the selection: that of the parenthesis which opens at the cursor. */
  private static int end(Analysis analysis, int cursor) {
    return analysis.source().text().indexOf(')', cursor) + 1;
  }

  /** Who calls the function at the cursor, and what it calls. */
  @TestFactory
  Stream<DynamicTest> calls() {
    return each(
        "calls",
        (analysis, cursor) -> {
          Span name = analysis.function(cursor).orElseThrow().name();
          String file = name.source().name();
          return ends("called by", analysis.callers(file, name.start(), name.end()))
              + ends("calls", analysis.callees(name.start()));
        });
  }

  private static String ends(String how, List<Call> calls) {
    return calls.stream()
        .map(c -> how + " " + c.kind() + " " + c.text() + " at " + c.places() + "\n")
        .collect(Collectors.joining());
  }

  @TestFactory
  Stream<DynamicTest> symbols() {
    return each("symbols", (analysis, cursor) -> outline(analysis.symbols(), ""));
  }

  private static String outline(List<Symbol> symbols, String indent) {
    return symbols.stream()
        .map(s ->
            indent
                + s.kind()
                + " "
                + s.text()
                + " "
                + s.detail()
                + "\n"
                + outline(s.inside(), indent + "  "))
        .collect(Collectors.joining());
  }

  @TestFactory
  Stream<DynamicTest> tokens() {
    return each(
        "tokens",
        (analysis, cursor) ->
            analysis.tokens().stream()
                .map(t ->
                    t.place()
                        + " "
                        + t.place().text()
                        + " "
                        + t.kind()
                        + (t.isDefinition() ? "!" : ""))
                .collect(Collectors.joining("\n", "", "\n")));
  }

  private static String applied(Source source, List<Fix.Edit> edits) {
    List<Fix.Edit> all = new ArrayList<>(edits);
    all.sort(Comparator.comparingInt(e -> -e.span().start()));
    StringBuilder text = new StringBuilder(source.text());
    for (Fix.Edit edit : all) {
      Span span = edit.span();
      text.replace(span.start(), span.end(), edit.replacement());
    }
    return text.toString();
  }
}
