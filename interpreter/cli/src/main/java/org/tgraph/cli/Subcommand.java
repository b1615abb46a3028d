package org.tgraph.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A subcommand. Only the one that is asked for is made, since reading the annotations of all would
 * take longer than most commands do.
 */
record Subcommand(String word, Function<Console, Callable<Integer>> command) {
  static final List<Subcommand> ALL =
      List.of(
          new Subcommand("run", RunCommand::new),
          new Subcommand("sample", SampleCommand::new),
          new Subcommand("check", CheckCommand::new),
          new Subcommand("fmt", FmtCommand::new),
          new Subcommand("test", TestCommand::new),
          new Subcommand("explain", ExplainCommand::new),
          new Subcommand("graph", GraphCommand::new),
          new Subcommand("backends", BackendsCommand::new),
          new Subcommand("repl", ReplCommand::new),
          new Subcommand("lsp", LspCommand::new),
          new Subcommand("playground", PlaygroundCommand::new),
          new Subcommand("completion", CompletionCommand::new),
          new Subcommand("version", VersionCommand::new));

  /** The command line for these arguments; its subcommand if they name one, else all of them. */
  static CommandLine commandLine(Console console, String... arguments) {
    for (Subcommand subcommand : ALL) {
      if (arguments.length > 0 && arguments[0].equals(subcommand.word)) {
        CommandLine root = root();
        subcommand.addTo(root, console);
        return root;
      }
    }
    return all(console);
  }

  /** The command line with all subcommands, for help and completion. */
  static CommandLine all(Console console) {
    CommandLine root = root();
    ALL.forEach(subcommand -> subcommand.addTo(root, console));
    return root;
  }

  private static CommandLine root() {
    CommandLine root = new CommandLine(new Root());
    root.getCommandSpec().addOption(help());
    return root;
  }

  private void addTo(CommandLine root, Console console) {
    CommandLine line = new CommandLine(command.apply(console));
    line.getCommandSpec().addOption(help());
    root.addSubcommand(word, line);
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this text.")
        .build();
  }

  @Command(
      name = "tgraph",
      synopsisSubcommandLabel = "COMMAND",
      description = "A language for tensors and probabilistic models.",
      footer = {
        "",
        "`tgraph COMMAND --help` says more on each.",
        "Exit status: 0 fine, 1 the program is wrong or failed, 2 the command line is wrong,",
        "3 a defect of tgraph itself."
      })
  static final class Root implements Runnable {
    @Spec private CommandSpec spec;

    @Option(names = "--version", description = "Show the version.")
    private boolean version;

    @Override
    public void run() {
      if (!version) {
        throw new ParameterException(spec.commandLine(), "There is no command.");
      }
      spec.commandLine().getOut().println("tgraph " + Main.version());
    }
  }
}
