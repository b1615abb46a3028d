package org.tgraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.tgraph.check.Checked;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.run.Backend;
import org.tgraph.run.FileStore;
import org.tgraph.run.ScriptRunner;
import org.tgraph.run.print.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tgraph run}: checks a script and does what it says. */
@Command(name = "run", description = "Checks a script and runs it.")
final class RunCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FormatOption format;
  @Mixin private BackendOptions backend;
  @Mixin private DataOptions data;
  @Mixin private TimeLimit limit;

  @Option(
      names = "--dump",
      paramLabel = "STAGE",
      description =
          "Also write the graph after a stage to standard error: ${COMPLETION-CANDIDATES}.")
  private List<Stage> dumped = List.of();

  @Option(
      names = "--drawn",
      paramLabel = "FILE",
      description = "List the pictures that the script draws in FILE, one JSON object a line.")
  private Path drawn;

  @Parameters(paramLabel = "FILE", description = "The script; `-` for standard input.")
  private String file;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ScriptFile script = ScriptFile.read(console, file);
    DrawnPictures pictures = DrawnPictures.into(drawn, script.path());
    try (Progress progress = Progress.start(console, "checking " + script.source().name())) {
      Checked checked = limit.checking(() -> Checking.check(script, data, true));
      progress.aside(() -> Report.toErr(console, format.isJson(), checked.diagnostics()));
      if (checked.hasErrors()) {
        return ExitStatus.FAILED;
      }
      progress.now("running " + script.source().name());
      List<Diagnostic> problems =
          limit.keeping(checked.program(), () -> run(script, checked, pictures, progress));
      progress.aside(() -> Report.toErr(console, format.isJson(), problems));
      return problems.isEmpty() ? ExitStatus.FINE : ExitStatus.FAILED;
    } catch (OutOfTime e) {
      e.report(console, format.isJson());
      return ExitStatus.FAILED;
    } catch (CancellationException e) {
      console.err().println("tgraph: " + e.getMessage());
      return ExitStatus.FAILED;
    }
  }

  private List<Diagnostic> run(
      ScriptFile script, Checked checked, DrawnPictures pictures, Progress progress) {
    BackendOptions.Choice choice = backend.choose(console, checked.program(), script.source());
    if (choice.backend().isEmpty()) {
      return choice.problems();
    }
    Backend chosen = choice.backend().get();
    for (Stage stage : dumped) {
      String graph = stage.text(checked.program(), chosen);
      progress.aside(() -> console.err().print(graph));
    }
    Output output =
        new ProgressOutput(console, format.isJson(), progress, pictures, limit.unfinished());
    List<Diagnostic> problems =
        new ScriptRunner(checked.program(), chosen, new FileStore(data.access(script)), output)
            .run();
    progress.aside(() -> backend.tell(console, chosen));
    return problems;
  }
}
