package org.tgraph.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tgraph run}: checks a script and does what it says. */
@Command(name = "run", description = "Checks a script and runs it.")
final class RunCommand implements Callable<Integer> {
  /** What options and files of arguments begin with. */
  private static final String NOT_PLAIN = "-@";

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

  /**
   * The command for {@code tgraph run FILE}, without options. Picocli, which reads all else, takes
   * longer to begin than many scripts take to run.
   */
  static Optional<RunCommand> plain(Console console, String... arguments) {
    if (arguments.length != 2
        || !arguments[0].equals("run")
        || arguments[1].isEmpty()
        || NOT_PLAIN.indexOf(arguments[1].charAt(0)) >= 0) {
      return Optional.empty();
    }
    RunCommand command = new RunCommand(console);
    command.format = new FormatOption();
    command.backend = new BackendOptions();
    command.data = new DataOptions();
    command.limit = new TimeLimit();
    command.file = arguments[1];
    return Optional.of(command);
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
