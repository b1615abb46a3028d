package org.tgraph.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tgraph.diagnostic.Label;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;
import org.tgraph.type.Type;

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

  /** A call of a function that a transformation made, and the types that it had there. */
  public record Called(Val.Transformed function, Type.Arrow as) {}

  /** What was found out by one check, in order. */
  public static final class Log {
    private final List<Definition> definitions = new ArrayList<>();
    private final List<Use> uses = new ArrayList<>();
    private final List<Typed> typed = new ArrayList<>();
    private final List<Scoped> scopes = new ArrayList<>();
    private final List<Solved> solved = new ArrayList<>();
    private final List<Called> called = new ArrayList<>();

    public List<Definition> definitions() {
      return Collections.unmodifiableList(definitions);
    }

    public List<Use> uses() {
      return Collections.unmodifiableList(uses);
    }

    /** An expression stands here once for each time that it was checked. */
    public List<Typed> typed() {
      return Collections.unmodifiableList(typed);
    }

    public List<Solved> solved() {
      return Collections.unmodifiableList(solved);
    }

    public List<Called> called() {
      return Collections.unmodifiableList(called);
    }

    /** Outer ones before inner ones. */
    public List<Scoped> scopes() {
      return Collections.unmodifiableList(scopes);
    }
  }

  private final Recording recording;
  private Log log = new Log();
  private Map<SizeVar, Label> origins = new HashMap<>();
  private Map<SizeVar, Long> values = new HashMap<>();
  private boolean isPaused;

  Facts(Recording recording) {
    this.recording = recording;
  }

  /** Forgets what is known of sizes; what was given out keeps it. */
  void restart() {
    origins = new HashMap<>();
    values = new HashMap<>();
  }

  /** What the check of a part found out of sizes, again. */
  void again(Map<SizeVar, Label> ofSizes, Map<SizeVar, Long> inFiles) {
    origins.putAll(ofSizes);
    values.putAll(inFiles);
  }

  /** What {@code inside} finds out goes to another log. */
  void into(Log other, Runnable inside) {
    Log before = log;
    boolean wasPaused = isPaused;
    log = other;
    isPaused = false;
    try {
      inside.run();
    } finally {
      log = before;
      isPaused = wasPaused;
    }
  }

  /** The names that were defined. */
  public List<Definition> definitions() {
    return log.definitions();
  }

  Map<SizeVar, Label> origins() {
    return origins;
  }

  Map<SizeVar, Long> values() {
    return values;
  }

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
      log.definitions.add(new Definition(place, name, val));
    }
  }

  void used(Span place, Span definition) {
    if (!isPaused) {
      log.uses.add(new Use(place, definition));
    }
  }

  /** Where the name that is used there is defined, if that is known. */
  Optional<Span> definition(Span use) {
    return log.uses.reversed().stream()
        .filter(u -> u.place().equals(use))
        .map(Use::definition)
        .findFirst();
  }

  /** The names that are used within a place and defined outside of it, in order. */
  List<String> namesFromOutside(Span place) {
    return log.uses.stream()
        .filter(u -> isWithin(u.place(), place) && !isWithin(u.definition(), place))
        .map(u -> u.definition().text())
        .distinct()
        .toList();
  }

  private static boolean isWithin(Span inner, Span outer) {
    return inner.source() == outer.source()
        && outer.start() <= inner.start()
        && inner.end() <= outer.end();
  }

  void typed(Span place, Val val) {
    if (!isPaused) {
      log.typed.add(new Typed(place, val));
    }
  }

  void scoped(Span place, Scope scope) {
    if (!isPaused) {
      log.scopes.add(new Scoped(place, scope));
    }
  }

  void solved(Span call, FunctionDef function, Map<SizeVar, Dim> sizes) {
    if (!isPaused) {
      log.solved.add(new Solved(call, function, Map.copyOf(sizes)));
    }
  }

  void called(Val.Transformed function, List<Type> arguments, Type result) {
    if (!isPaused) {
      log.called.add(new Called(function, new Type.Arrow(arguments, Optional.of(result))));
    }
  }

  /** Says where a size variable gets its meaning. */
  void origin(SizeVar var, Label label) {
    origins.put(var, label);
    recording.origin(var, label);
  }

  /** Where a size variable gets its meaning. */
  public Optional<Label> origin(SizeVar var) {
    return Optional.ofNullable(origins.get(var));
  }

  /** Records that a size has this value in the file that was read. */
  void value(SizeVar var, long value) {
    values.put(var, value);
    recording.fileSize(var, value);
  }

  /** The value that a size has in the file that was read. */
  public Optional<Long> value(SizeVar var) {
    Optional<Long> found = Optional.ofNullable(values.get(var));
    recording.value(var, found);
    return found;
  }

  boolean knowsValues() {
    return !values.isEmpty();
  }

  /** What was found out up to now, to come back to with {@link #forgetSince}. */
  record Mark(int definitions, int uses, int typed, int scopes, int solved, int called) {}

  Mark mark() {
    return new Mark(
        log.definitions.size(),
        log.uses.size(),
        log.typed.size(),
        log.scopes.size(),
        log.solved.size(),
        log.called.size());
  }

  /** Forgets what was found out since, because it was only an attempt. */
  void forgetSince(Mark mark) {
    log.definitions.subList(mark.definitions, log.definitions.size()).clear();
    log.uses.subList(mark.uses, log.uses.size()).clear();
    log.typed.subList(mark.typed, log.typed.size()).clear();
    log.scopes.subList(mark.scopes, log.scopes.size()).clear();
    log.solved.subList(mark.solved, log.solved.size()).clear();
    log.called.subList(mark.called, log.called.size()).clear();
  }
}
