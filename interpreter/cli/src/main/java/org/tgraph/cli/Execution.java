package org.tgraph.cli;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.tgraph.check.Checked;
import org.tgraph.data.DataAccess;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.run.Backend;
import org.tgraph.run.FileStore;
import org.tgraph.run.ScriptRunner;

/**
 * A script being checked and run: tells of what is wrong with it, and then of what went wrong.
 *
 * @param limit of both
 */
record Execution(
    Console console, boolean isJson, BackendOptions backend, TimeLimit limit, ScriptFile script) {
  /**
   * Checks and, where that finds no error, runs.
   *
   * @param access to the files that the script reads and writes
   * @param dumped what of the graph is written to standard error before
   * @return the exit status
   * @throws UsageProblem if no backend has the name that was given, or {@code check} throws it
   */
  int of(Supplier<Checked> check, DataAccess access, DrawnPictures pictures, List<Stage> dumped) {
    String name = script.source().name();
    backend.prepare();
    try (Progress progress = Progress.start(console, "checking " + name)) {
      Checked checked = limit.checking(check);
      progress.aside(() -> Report.toErr(console, isJson, checked.diagnostics()));
      if (checked.hasErrors()) {
        return ExitStatus.FAILED;
      }
      progress.now("running " + name);
      ProgressOutput output =
          new ProgressOutput(
              console, isJson, backend.isVerbose(), progress, pictures, limit.unfinished());
      List<Diagnostic> problems =
          limit.keeping(checked.program(), () -> run(checked, access, output, dumped));
      progress.aside(() -> Report.toErr(console, isJson, problems));
      return problems.isEmpty() ? ExitStatus.FINE : ExitStatus.FAILED;
    } catch (OutOfTime e) {
      e.report(console, isJson);
      return ExitStatus.FAILED;
    } catch (CancellationException e) {
      console.err().println("tgraph: " + e.getMessage());
      return ExitStatus.FAILED;
    }
  }

  private List<Diagnostic> run(
      Checked checked, DataAccess access, ProgressOutput output, List<Stage> dumped) {
    BackendOptions.Choice choice = backend.choose(console, checked.program(), script.source());
    if (choice.backend().isEmpty()) {
      return choice.problems();
    }
    Backend chosen = choice.backend().get();
    for (Stage stage : dumped) {
      String graph = stage.text(checked.program(), chosen);
      output.progress().aside(() -> console.err().print(graph));
    }
    List<Diagnostic> problems =
        new ScriptRunner(checked.program(), chosen, new FileStore(access), output).run();
    output.progress().aside(() -> backend.tell(console, chosen));
    return problems;
  }
}
