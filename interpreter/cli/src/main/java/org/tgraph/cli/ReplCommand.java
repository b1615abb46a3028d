package org.tgraph.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tgraph repl}: a script that is written, checked and run line by line. */
@Command(
    name = "repl",
    description = "Checks and runs what you type, line by line. `:help` says more inside.")
final class ReplCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private BackendOptions backend;
  @Mixin private DataOptions data;
  @Mixin private TimeLimit limit;

  ReplCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Session session = new Session(console, data, backend, limit);
    if (console.outIsTerminal() && System.console() != null && System.console().isTerminal()) {
      new SessionTerminal(console, session).talk();
      return ExitStatus.FINE;
    }
    return piped(session) ? ExitStatus.FINE : ExitStatus.FAILED;
  }

  /** Without a terminal there is no prompt; says whether everything was right. */
  private boolean piped(Session session) {
    boolean right = true;
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
      StringBuilder text = new StringBuilder();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        text.append(line).append('\n');
        if (Unfinished.isComplete(text.toString())) {
          right &= session.enter(text.toString());
          text.setLength(0);
        }
        if (session.isOver()) {
          return right;
        }
      }
      return session.enter(text.toString()) && right;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
