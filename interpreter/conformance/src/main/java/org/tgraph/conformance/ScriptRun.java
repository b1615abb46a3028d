package org.tgraph.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.data.DataProblem;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.program.InputFile;
import org.tgraph.program.Program;
import org.tgraph.run.Backend;
import org.tgraph.run.DataStore;
import org.tgraph.run.Datum;
import org.tgraph.run.Gaps;
import org.tgraph.run.Prepare;
import org.tgraph.run.ScriptRunner;
import org.tgraph.run.print.Output;
import org.tgraph.source.Source;

/** Checks a script that has no files and runs it; what it prints, and the diagnostics after it. */
final class ScriptRun {
  private enum Nothing implements DataStore {
    HERE;

    @Override
    public Loading load(InputFile input) {
      return new Loading.Failed(new DataProblem(Code.TG0701, "There are no files here."));
    }

    @Override
    public Optional<DataProblem> save(String path, Datum value) {
      return Optional.of(new DataProblem(Code.TG0706, "There are no files here."));
    }
  }

  private ScriptRun() {}

  /** What it prints; nothing if the backend has a gap. */
  static Optional<String> of(Programs.Script script, Backend backend) {
    Source source = new Source(script.name() + ".tgraph", script.text());
    Checked checked = check(source);
    StringBuilder out = new StringBuilder();
    if (checked.hasErrors()) {
      return Optional.of(text(checked.diagnostics()));
    }
    if (gap(checked.program(), backend).isPresent()) {
      return Optional.empty();
    }
    ScriptRunner runner =
        new ScriptRunner(checked.program(), backend, Nothing.HERE, Output.text(out));
    List<Diagnostic> problems = new ArrayList<>(runner.run());
    for (ScriptRunner.TestResult test : runner.test()) {
      out.append("test ").append(test.name()).append(": ");
      out.append(test.failure().isEmpty() ? "passed\n" : "failed\n");
      test.failure().ifPresent(problems::add);
    }
    return Optional.of(out + text(problems));
  }

  /** What keeps a backend from running a script, if anything does. */
  static Optional<String> gap(Program program, Backend backend) {
    return ScriptRunner.graphs(program).stream()
        .flatMap(g -> Gaps.of(Prepare.forBackend(g, backend), backend).stream())
        .findFirst()
        .map(Diagnostic::message);
  }

  static Checked check(Source source) {
    return Checker.check(source, Modules.NONE, DataHeaders.NONE, Overrides.NONE, true);
  }

  private static String text(List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    for (Diagnostic d : diagnostics) {
      int line = d.span().source().position(d.span().start()).line() + 1;
      out.append("%s, line %d: %s%n".formatted(d.code(), line, d.message()));
      d.notes().forEach(n -> out.append("  ").append(n).append('\n'));
    }
    return out.toString();
  }
}
