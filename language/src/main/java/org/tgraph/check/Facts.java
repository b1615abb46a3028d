package org.tgraph.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tgraph.diagnostic.Label;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

/**
 * What was found out about places in the text, for the editor: which name means what, and what type
 * it has.
 */
public final class Facts {
  /** A name that is defined at {@code place}, and what it stands for. */
  public record Definition(Span place, String name, Val val) {}

  /** A use of the name that is defined at {@code definition}. */
  public record Use(Span place, Span definition) {}

  /** What the expression at {@code place} stands for. */
  public record Typed(Span place, Val val) {}

  /** The names that can be used within {@code place}. */
  public record Scoped(Span place, Scope scope) {}

  /** A call of a function with a signature, and what the sizes in it stand for there. */
  public record Solved(Span call, FunctionDef function, Map<SizeVar, Dim> sizes) {}

  private final List<Definition> definitions = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();
  private final List<Typed> typed = new ArrayList<>();
  private final List<Scoped> scopes = new ArrayList<>();
  private final List<Solved> solved = new ArrayList<>();
  private final Map<SizeVar, Label> origins = new HashMap<>();
  private final Map<SizeVar, Long> values = new HashMap<>();
  private boolean isPaused;

  /**
   * Nothing is kept of what {@code inside} finds out: it looks again at a text that was checked.
   */
  <T> T paused(Supplier<T> inside) {
    boolean before = isPaused;
    isPaused = true;
    try {
      return inside.get();
    } finally {
      isPaused = before;
    }
  }

  void defined(Span place, String name, Val val) {
    if (!isPaused) {
      definitions.add(new Definition(place, name, val));
    }
  }

  void used(Span place, Span definition) {
    if (!isPaused) {
      uses.add(new Use(place, definition));
    }
  }

  void typed(Span place, Val val) {
    if (!isPaused) {
      typed.add(new Typed(place, val));
    }
  }

  void scoped(Span place, Scope scope) {
    if (!isPaused) {
      scopes.add(new Scoped(place, scope));
    }
  }

  void solved(Span call, FunctionDef function, Map<SizeVar, Dim> sizes) {
    if (!isPaused) {
      solved.add(new Solved(call, function, Map.copyOf(sizes)));
    }
  }

  /** Says where a size variable gets its meaning. */
  void origin(SizeVar var, Label label) {
    origins.put(var, label);
  }

  /** Where a size variable gets its meaning. */
  public Optional<Label> origin(SizeVar var) {
    return Optional.ofNullable(origins.get(var));
  }

  /** Records that a size has this value in the file that was read. */
  void value(SizeVar var, long value) {
    values.put(var, value);
  }

  /** The value that a size has in the file that was read. */
  public Optional<Long> value(SizeVar var) {
    return Optional.ofNullable(values.get(var));
  }

  boolean knowsValues() {
    return !values.isEmpty();
  }

  /** What was found out up to now, to come back to with {@link #forgetSince}. */
  record Mark(int definitions, int uses, int typed, int scopes, int solved) {}

  Mark mark() {
    return new Mark(definitions.size(), uses.size(), typed.size(), scopes.size(), solved.size());
  }

  /** Forgets what was found out since, because it was only an attempt. */
  void forgetSince(Mark mark) {
    definitions.subList(mark.definitions, definitions.size()).clear();
    uses.subList(mark.uses, uses.size()).clear();
    typed.subList(mark.typed, typed.size()).clear();
    scopes.subList(mark.scopes, scopes.size()).clear();
    solved.subList(mark.solved, solved.size()).clear();
  }

  public List<Definition> definitions() {
    return List.copyOf(definitions);
  }

  public List<Use> uses() {
    return List.copyOf(uses);
  }

  /** An expression stands here once for each time that it was checked. */
  public List<Typed> typed() {
    return List.copyOf(typed);
  }

  public List<Solved> solved() {
    return List.copyOf(solved);
  }

  /** Outer ones before inner ones. */
  public List<Scoped> scopes() {
    return List.copyOf(scopes);
  }
}
