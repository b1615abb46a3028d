package org.tgraph.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.tgraph.format.Formatted;
import org.tgraph.format.Formatter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tgraph fmt}: puts scripts into the one layout. */
@Command(name = "fmt", description = "Puts scripts into the one layout, in place.")
final class FmtCommand implements Callable<Integer> {
  private final Console console;
  private boolean changed;
  private boolean wrong;

  @Option(
      names = "--check",
      description =
          "Change nothing; list the scripts that would change, and fail if there are any.")
  private boolean check;

  @Option(names = "--diff", description = "Change nothing; show what would change.")
  private boolean diff;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Scripts; folders stand for all scripts below them; `-` for standard input, which"
              + " is written to standard output.")
  private List<String> files;

  FmtCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<String> names = ScriptFiles.expand(files);
    try (Progress progress = Progress.start(console, "formatting")) {
      for (String name : names) {
        progress.now("formatting " + name);
        ScriptFile script = ScriptFile.read(console, name);
        progress.aside(() -> format(script));
      }
    }
    return wrong || check && changed ? ExitStatus.FAILED : ExitStatus.FINE;
  }

  private void format(ScriptFile script) {
    Formatted formatted = Formatter.format(script.source());
    if (Report.anyError(formatted.diagnostics())) {
      Report.toErr(console, false, formatted.diagnostics());
      wrong = true;
    }
    boolean same = formatted.text().equals(script.source().text());
    changed |= !same;
    if (diff) {
      console
          .out()
          .print(
              LineDiff.of(
                  script.source().name(),
                  script.source().text(),
                  formatted.text(),
                  new Paint(console.outColours())));
    } else if (check) {
      if (!same) {
        console.out().println(script.source().name());
      }
    } else if (script.isStdin()) {
      console.out().print(formatted.text());
    } else if (!same) {
      TextFile.write(script.path(), formatted.text());
    }
  }
}
