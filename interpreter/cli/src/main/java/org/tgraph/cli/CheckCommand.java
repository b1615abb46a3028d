package org.tgraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tgraph.diagnostic.Diagnostic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tgraph check}: finds what is wrong with scripts without running them. */
@Command(name = "check", description = "Finds what is wrong with scripts, without running them.")
final class CheckCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private FormatOption format;
  @Mixin private DataOptions data;

  @Option(names = "--fix", description = "Apply the first fix of each problem that has one.")
  private boolean fix;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say so if nothing is wrong.")
  private boolean verbose;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Scripts; folders stand for all scripts below them, `-` for standard input.")
  private List<String> files;

  CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Diagnostic> found = new ArrayList<>();
    List<String> names = ScriptFiles.expand(files);
    try (Progress progress = Progress.start(console, "checking")) {
      for (String name : names) {
        progress.now("checking " + name);
        found.addAll(check(name));
      }
    }
    if (format.isJson()) {
      console.out().println(DiagnosticJson.array(found));
    } else {
      Report.text(console.out(), console.outColours(), found);
      if (!found.isEmpty()) {
        console.out().println(Report.count(found));
      } else if (verbose) {
        console.out().println(Report.plural(names.size(), "script") + ": nothing is wrong");
      }
    }
    return Report.anyError(found) ? ExitStatus.FAILED : ExitStatus.FINE;
  }

  private List<Diagnostic> check(String name) {
    ScriptFile script = ScriptFile.read(console, name);
    List<Diagnostic> found = Checking.check(script, data, false).diagnostics();
    return fix && Fixes.apply(console, script, found)
        ? Checking.check(ScriptFile.read(console, name), data, false).diagnostics()
        : found;
  }
}
