package org.tgraph.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.data.DataProblem;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Interruption;
import org.tgraph.graph.Whereabouts;
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
import org.tgraph.source.Span;

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

    @Override
    public Optional<DataProblem> write(String path, byte[] content) {
      return Optional.of(new DataProblem(Code.TG0706, "There are no files here."));
    }
  }

  /**
   * A script that does not end by itself, on a thread of its own.
   *
   * @param gap what keeps the backend from running it, if anything does
   */
  record Endless(Optional<String> gap, Program program, Backend backend) {
    private static final long LONGEST = 60;

    static Endless of(String text, Backend backend) {
      Program program = check(new Source("endless.tgraph", text)).program();
      return new Endless(ScriptRun.gap(program, backend), program, backend);
    }

    /**
     * Interrupts it once the text at the place that it has reached is as wanted.
     *
     * @return the text of the loop that it was in
     */
    String interruptAt(Predicate<String> wanted)
        throws InterruptedException, ExecutionException, TimeoutException {
      CompletableFuture<Whereabouts> whereabouts = new CompletableFuture<>();
      CompletableFuture<String> loop = new CompletableFuture<>();
      Thread thread =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                whereabouts.complete(Whereabouts.ofThread());
                try {
                  new ScriptRunner(program, backend, Nothing.HERE, (span, values) -> {}).run();
                  loop.complete("it ended");
                } catch (Interruption e) {
                  loop.complete(e.origin().place().map(Span::text).orElse("nowhere"));
                } catch (RuntimeException | Error e) {
                  loop.completeExceptionally(e);
                }
              });
      long start = System.nanoTime();
      while (!loop.isDone()
          && System.nanoTime() - start < LONGEST * 1_000_000_000
          && !whereabouts.get().place().map(Span::text).filter(wanted).isPresent()) {
        Thread.sleep(1);
      }
      thread.interrupt();
      return loop.get(LONGEST, TimeUnit.SECONDS);
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
