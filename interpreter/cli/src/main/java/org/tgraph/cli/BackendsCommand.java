package org.tgraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tgraph.run.Backend;
import org.tgraph.run.Backends;
import org.tgraph.run.Coverage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tgraph backends}: what each backend does how, and what it does not have. */
@Command(
    name = "backends",
    description = "Lists the backends, and for each operation how they do it.")
final class BackendsCommand implements Callable<Integer> {
  private final Console console;
  private final Paint paint;

  @Mixin private FormatOption format;

  BackendsCommand(Console console) {
    this.console = console;
    this.paint = new Paint(console.outColours());
  }

  @Override
  public Integer call() {
    Backends installed = Backends.installed();
    List<Backend> backends = new ArrayList<>();
    installed.names().forEach(name -> installed.named(name).ifPresent(backends::add));
    if (format.isJson()) {
      console.out().println(BackendsJson.of(backends));
      return ExitStatus.FINE;
    }
    for (Backend backend : backends) {
      String state = backend.unavailable().map(why -> "not available: " + why).orElse("available");
      console
          .out()
          .println(paint.bold(backend.name()) + "  " + backend.description() + "; " + state);
    }
    List<Coverage> coverages =
        backends.stream().filter(b -> b.unavailable().isEmpty()).map(Coverage::of).toList();
    console.out().println();
    console.out().print(new BackendsTable(coverages, paint).text());
    return ExitStatus.FINE;
  }
}
