package org.tgraph.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tgraph version}. */
@Command(name = "version", description = "Shows the version.")
final class VersionCommand implements Callable<Integer> {
  private final Console console;

  VersionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().println("tgraph " + Main.version());
    return ExitStatus.FINE;
  }
}
