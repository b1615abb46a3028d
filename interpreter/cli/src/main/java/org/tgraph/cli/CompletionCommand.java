package org.tgraph.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code tgraph completion}: a script for the shell. */
@Command(
    name = "completion",
    description = "Writes a script that completes tgraph's commands and options in bash or zsh.",
    footer = {"", "In ~/.bashrc or ~/.zshrc: source <(tgraph completion)"})
final class CompletionCommand implements Callable<Integer> {
  private final Console console;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().println(AutoComplete.bash("tgraph", Subcommand.all(console)));
    return ExitStatus.FINE;
  }
}
