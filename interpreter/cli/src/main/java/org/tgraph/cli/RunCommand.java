package org.tgraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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
    return new Execution(console, format.isJson(), backend, limit, script)
        .of(
            () -> Checking.check(script, data, true),
            data.access(script),
            DrawnPictures.into(drawn, script.path()),
            dumped);
  }
}
