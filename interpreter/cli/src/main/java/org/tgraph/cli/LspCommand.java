package org.tgraph.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.tgraph.lsp.LanguageServerProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tgraph lsp}. */
@Command(
    name = "lsp",
    description = "Speaks the language server protocol on standard input and output, for editors.")
final class LspCommand implements Callable<Integer> {
  @SuppressWarnings("unused")
  LspCommand(Console console) {
    // Standard output belongs to the protocol, and nothing else is said.
  }

  @Option(names = "--stdio", description = "What is always so; many editors say it.")
  @SuppressWarnings("unused")
  private boolean isStandard;

  @Override
  public Integer call() {
    return serve();
  }

  /** Serves the client that standard input and output belong to. */
  static int serve() {
    InputStream in = System.in;
    PrintStream out = System.out;
    // Whatever else is printed in this process must not get between the messages.
    System.setOut(System.err);
    return LanguageServerProcess.serve(in, out, Main.version());
  }
}
