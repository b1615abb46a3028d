package org.tgraph.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.type.DType;

/** What of a graph a backend cannot compute, asked before anything runs. */
public final class Gaps {
  private Gaps() {}

  /**
   * One diagnostic for each place in the script and kind of gap, those inside of branches and loops
   * too. Decompose the graph before.
   */
  public static List<Diagnostic> of(Graph graph, Backend backend) {
    Set<Diagnostic> found = new LinkedHashSet<>();
    collect(graph, backend, found);
    return new ArrayList<>(found);
  }

  private static void collect(Graph graph, Backend backend, Set<Diagnostic> found) {
    for (Equation equation : graph.body()) {
      of(equation, backend).ifPresent(gap -> found.add(diagnostic(equation, gap, backend)));
      equation.op().graphs().forEach(inner -> collect(inner, backend, found));
    }
  }

  /** The gap that keeps a backend from computing an equation. */
  public static Optional<Gap> of(Equation equation, Backend backend) {
    return Stream.concat(equation.operands().stream(), equation.results().stream())
        .map(v -> v.type().dtype())
        .distinct()
        .flatMap(type -> gap(equation, type, backend).stream())
        .findFirst();
  }

  private static Optional<Gap> gap(Equation equation, DType type, Backend backend) {
    return backend.lowering(equation.op(), type) instanceof Lowering.Gap gap
        ? Optional.of(new Gap(equation.op().name(), type, gap.reason()))
        : Optional.empty();
  }

  private static Diagnostic diagnostic(Equation equation, Gap gap, Backend backend) {
    return Diagnostic.error(
            Code.TG0901,
            Places.of(equation.origin()),
            "The backend `%s` does not have `%s` for `%s`: %s."
                .formatted(backend.name(), gap.op(), gap.type(), gap.reason()))
        .note("`tgraph backends` lists what each backend has; `--backend reference` has it all");
  }
}
