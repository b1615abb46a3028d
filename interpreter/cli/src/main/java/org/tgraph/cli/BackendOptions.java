package org.tgraph.cli;

import java.util.List;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.program.Program;
import org.tgraph.run.Backend;
import org.tgraph.run.Backends;
import org.tgraph.run.ScriptRunner;
import org.tgraph.source.Source;
import picocli.CommandLine.Option;

/** Which backend computes: {@code --backend}, and {@code --verbose} to be told. */
final class BackendOptions {
  private static final String AUTO = "auto";

  private Backends backends;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "auto, reference, nd4j, …; `tgraph backends` lists them. Default: auto.")
  private String name = AUTO;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say which backend is used and why, what it did, and what sampling took.")
  private boolean verbose;

  @Option(names = "--no-cache", description = "Neither use nor keep compiled code of other runs.")
  private boolean uncached;

  boolean isVerbose() {
    return verbose;
  }

  String name() {
    return name;
  }

  /**
   * Another backend from now on.
   *
   * @throws UsageProblem if there is none of that name
   */
  void use(String other) {
    if (!other.equals(AUTO) && !backends().names().contains(other)) {
      throw unknown(other);
    }
    name = other;
  }

  /** The backend, or why there is none. */
  record Choice(Optional<Backend> backend, List<Diagnostic> problems) {}

  /**
   * The backend that was asked for, or the best for this program.
   *
   * @throws UsageProblem if no backend has that name
   */
  Choice choose(Console console, Program program, Source script) {
    if (name.equals(AUTO)) {
      Backends.Choice choice = backends().choose(ScriptRunner.graphs(program));
      if (verbose) {
        choice.why().forEach(console.err()::println);
        console.err().println("The backend is `" + choice.backend().name() + "`.");
      }
      return new Choice(Optional.of(choice.backend()), List.of());
    }
    Backend backend = backends().named(name).orElseThrow(() -> unknown(name));
    if (backend.unavailable().isPresent()) {
      Diagnostic problem =
          Diagnostic.error(
              Code.TG0902,
              script.span(0, 0),
              "The backend `%s` is not available: %s."
                  .formatted(name, backend.unavailable().get()));
      return new Choice(Optional.empty(), List.of(problem));
    }
    if (verbose) {
      console.err().println("The backend is `" + name + "`, as asked for.");
    }
    return new Choice(Optional.of(backend), List.of());
  }

  /** Has the backend get ready while the script is checked. */
  void prepare() {
    backends().prepare(Optional.of(name).filter(n -> !n.equals(AUTO)));
  }

  /** What the backend did, if that was asked for. */
  void tell(Console console, Backend backend) {
    if (verbose) {
      backend
          .done()
          .ifPresent(
              done -> console.err().println("The backend `" + backend.name() + "`: " + done + "."));
    }
  }

  /** Kept, since a backend is loaded once for each of these. */
  private Backends backends() {
    if (backends == null) {
      if (uncached) {
        System.setProperty("tgraph.cache", "off");
      }
      backends = Backends.installed();
    }
    return backends;
  }

  private UsageProblem unknown(String given) {
    return new UsageProblem(
        "There is no backend `%s`; there are `auto`, `%s`."
            .formatted(given, String.join("`, `", backends().names())));
  }
}
