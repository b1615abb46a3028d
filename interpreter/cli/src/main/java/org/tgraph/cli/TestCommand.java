package org.tgraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.tgraph.check.Checked;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.program.Program;
import org.tgraph.run.Bench;
import org.tgraph.run.FileStore;
import org.tgraph.run.ScriptRunner;
import org.tgraph.run.print.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tgraph test}: runs the {@code test} blocks of scripts. */
@Command(name = "test", description = "Runs the tests in scripts.")
final class TestCommand implements Callable<Integer> {
  private final Console console;
  private final Paint paint;

  @Mixin private FormatOption format;
  @Mixin private BackendOptions backend;
  @Mixin private DataOptions data;
  @Mixin private TimeLimit limit;

  @Option(names = "--bench", description = "Measure the benches in the scripts too.")
  private boolean bench;

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      description = "Show only tests whose names contain TEXT.")
  private String filter = "";

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Scripts; folders stand for all scripts below them.")
  private List<String> files;

  TestCommand(Console console) {
    this.console = console;
    this.paint = new Paint(console.outColours());
  }

  /** What became of one script. */
  private record Outcome(
      String file,
      List<Diagnostic> problems,
      List<ScriptRunner.TestResult> results,
      List<Bench.Result> benches) {
    Outcome(String file, List<Diagnostic> problems) {
      this(file, problems, List.of(), List.of());
    }

    boolean isEmpty() {
      return problems.isEmpty() && results.isEmpty() && benches.isEmpty();
    }

    /** Whether it cannot be tested, or a bench failed. */
    boolean isWrong() {
      return Report.anyError(problems) || benches.stream().anyMatch(b -> b.failure().isPresent());
    }
  }

  @Override
  public Integer call() {
    List<Outcome> outcomes = new ArrayList<>();
    List<String> names = ScriptFiles.expand(files);
    try (Progress progress = Progress.start(console, "testing")) {
      for (String name : names) {
        progress.now("testing " + name);
        Outcome outcome = test(ScriptFile.read(console, name));
        outcomes.add(outcome);
        if (!format.isJson()) {
          progress.aside(() -> show(outcome, names.size() > 1));
        }
      }
    } catch (OutOfTime e) {
      e.report(console, format.isJson());
      return ExitStatus.FAILED;
    } catch (CancellationException e) {
      console.err().println("tgraph: " + e.getMessage());
      return ExitStatus.FAILED;
    }
    List<ScriptRunner.TestResult> all = outcomes.stream().flatMap(o -> o.results.stream()).toList();
    long failed = all.stream().filter(r -> r.failure().isPresent()).count();
    long unchecked = outcomes.stream().filter(Outcome::isWrong).count();
    if (format.isJson()) {
      outcomes.forEach(o -> console.out().println(json(o)));
    } else {
      String count = all.size() - failed + " passed, " + failed + " failed";
      String wrong =
          unchecked == 0 ? "" : ", " + Report.plural(unchecked, "script") + " with errors";
      boolean fine = failed == 0 && unchecked == 0;
      console.out().println(fine ? paint.green(count) : paint.red(count + wrong));
    }
    return failed == 0 && unchecked == 0 ? ExitStatus.FINE : ExitStatus.FAILED;
  }

  private Outcome test(ScriptFile script) {
    String name = script.source().name();
    Checked checked = limit.checking(() -> Checking.check(script, data, true));
    if (checked.hasErrors()) {
      return new Outcome(name, checked.diagnostics());
    }
    BackendOptions.Choice choice = backend.choose(console, checked.program(), script.source());
    if (choice.backend().isEmpty()) {
      return new Outcome(name, choice.problems());
    }
    // What a test prints is no result of it, and would hide the results.
    Output silent = (span, values) -> {};
    ScriptRunner runner =
        new ScriptRunner(
            checked.program(), choice.backend().get(), new FileStore(data.access(script)), silent);
    return new Outcome(
        name,
        checked.diagnostics(),
        runner.test(this::limited).stream().filter(r -> r.name().contains(filter)).toList(),
        bench ? limit.within(runner::bench) : List.of());
  }

  /** A test that takes too long fails; the next ones are run if it could be stopped. */
  private List<Diagnostic> limited(Program.Block test, Supplier<List<Diagnostic>> steps) {
    try {
      return limit.within(steps);
    } catch (OutOfTime e) {
      if (!e.hasEnded()) {
        throw e;
      }
      return List.of(e.diagnostic(test.span()));
    }
  }

  private void show(Outcome outcome, boolean several) {
    if (several && !outcome.isEmpty()) {
      console.out().println(paint.bold(outcome.file));
    }
    Report.text(console.out(), console.outColours(), outcome.problems);
    for (ScriptRunner.TestResult result : outcome.results) {
      boolean passed = result.failure().isEmpty();
      String mark = passed ? paint.green("✓") : paint.red("✗");
      console.out().println(mark + " " + result.name() + paint.dim("  " + time(result)));
      Report.text(console.out(), console.outColours(), result.failure().stream().toList());
    }
    for (Bench.Result result : outcome.benches) {
      String mark = result.failure().isEmpty() ? paint.green("•") : paint.red("✗");
      String time =
          result.failure().isEmpty()
              ? "  median of %d: %s".formatted(result.nanoseconds().size(), time(result.median()))
              : "";
      console.out().println(mark + " " + result.name() + time);
      Report.text(console.out(), console.outColours(), result.failure().stream().toList());
    }
  }

  private static String time(long nanoseconds) {
    return nanoseconds < 1_000_000
        ? String.format(Locale.ROOT, "%.1f µs", nanoseconds / 1e3)
        : String.format(Locale.ROOT, "%.1f ms", nanoseconds / 1e6);
  }

  private static String time(ScriptRunner.TestResult result) {
    return String.format(Locale.ROOT, "%.1f ms", result.nanoseconds() / 1e6);
  }

  /** {@code {"file": …, "diagnostics": […], "tests": [{"name", "line", "passed", …}]}}. */
  private static String json(Outcome outcome) {
    List<String> tests = new ArrayList<>();
    for (ScriptRunner.TestResult result : outcome.results) {
      int line = result.span().source().position(result.span().start()).line();
      tests.add(
          "{\"name\": %s, \"line\": %d, \"passed\": %b, \"seconds\": %s, \"failure\": %s}"
              .formatted(
                  JsonText.quote(result.name()),
                  line + 1,
                  result.failure().isEmpty(),
                  String.format(Locale.ROOT, "%.6f", result.nanoseconds() / 1e9),
                  result.failure().map(DiagnosticJson::object).orElse("null")));
    }
    List<String> benches = new ArrayList<>();
    for (Bench.Result result : outcome.benches) {
      benches.add(
          "{\"name\": %s, \"medianSeconds\": %s, \"preparationSeconds\": %s, \"rounds\": %d, \"failure\": %s}"
              .formatted(
                  JsonText.quote(result.name()),
                  result.failure().isPresent()
                      ? "null"
                      : String.format(Locale.ROOT, "%.9f", result.median() / 1e9),
                  String.format(Locale.ROOT, "%.6f", result.preparation() / 1e9),
                  result.nanoseconds().size(),
                  result.failure().map(DiagnosticJson::object).orElse("null")));
    }
    return "{\"file\": %s, \"diagnostics\": [%s], \"tests\": [%s], \"benches\": [%s]}"
        .formatted(
            JsonText.quote(outcome.file),
            String.join(", ", outcome.problems.stream().map(DiagnosticJson::object).toList()),
            String.join(", ", tests),
            String.join(", ", benches));
  }
}
