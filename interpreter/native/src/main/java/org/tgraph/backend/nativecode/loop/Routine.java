package org.tgraph.backend.nativecode.loop;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    Set<Routine> found = new HashSet<>();
    statements.forEach(s -> collect(s, found));
    return found;
  }

  private static void collect(Statement statement, Set<Routine> found) {
    switch (statement) {
      case Statement.Call c -> found.add(c.routine());
      case Statement.Kernel k -> k.body().forEach(s -> collect(s, found));
      case Statement.For f -> f.body().forEach(s -> collect(s, found));
      case Statement.While w -> {
        w.test().forEach(s -> collect(s, found));
        w.body().forEach(s -> collect(s, found));
      }
      case Statement.If i -> {
        i.then().forEach(s -> collect(s, found));
        i.otherwise().forEach(s -> collect(s, found));
      }
      default -> {}
    }
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
