package org.tgraph.cli;

import java.util.List;
import java.util.Optional;
import org.tgraph.check.Checked;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.run.Backend;
import org.tgraph.run.Backends;
import org.tgraph.run.ScriptRunner;
import picocli.CommandLine.Option;

/** Which backend computes: {@code --backend}, and {@code --verbose} to be told. */
final class BackendOptions {
  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "auto, reference, nd4j, …; `tgraph backends` lists them. Default: auto.")
  private String name = "auto";

  @Option(
      names = {"-v", "--verbose"},
      description = "Say which backend is used and why.")
  private boolean verbose;

  boolean isVerbose() {
    return verbose;
  }

  /** The backend, or why there is none. */
  record Choice(Optional<Backend> backend, List<Diagnostic> problems) {}

  /**
   * @throws UsageProblem if no backend has that name
   */
  Choice choose(Console console, Checked checked) {
    Backends backends = Backends.installed();
    if (name.equals("auto")) {
      Backends.Choice choice = backends.choose(ScriptRunner.graphs(checked.program()));
      if (verbose) {
        choice.why().forEach(console.err()::println);
        console.err().println("The backend is `" + choice.backend().name() + "`.");
      }
      return new Choice(Optional.of(choice.backend()), List.of());
    }
    Backend backend =
        backends
            .named(name)
            .orElseThrow(() ->
                new UsageProblem(
                    "There is no backend `%s`; there are `auto`, `%s`."
                        .formatted(name, String.join("`, `", backends.names()))));
    if (backend.unavailable().isPresent()) {
      Diagnostic problem =
          Diagnostic.error(
              Code.TG0902,
              checked.parsed().script().source().span(0, 0),
              "The backend `%s` is not available: %s."
                  .formatted(name, backend.unavailable().get()));
      return new Choice(Optional.empty(), List.of(problem));
    }
    if (verbose) {
      console.err().println("The backend is `" + name + "`, as asked for.");
    }
    return new Choice(Optional.of(backend), List.of());
  }
}
