package org.tgraph.backend.nativecode.loop;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A function of doubles with loops that end where something has converged. It touches no memory,
 * and there is a form of it for several numbers at once, in which those that are done wait for the
 * others. Whoever calls it finds it by its name, so that it is compiled once for all graphs.
 */
public record Routine(String name, List<Var> parameters, List<Statement> body, Atom result) {
  public Routine {
    parameters = List.copyOf(parameters);
    body = List.copyOf(body);
  }

  /** Those that statements call. */
  public static Set<Routine> in(List<Statement> statements) {
    return Statement.all(statements)
        .filter(s -> s instanceof Statement.Call)
        .map(s -> ((Statement.Call) s).routine())
        .collect(Collectors.toSet());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Routine routine && routine.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
