package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.source.Span;

/**
 * What was found out about places in the text, for the editor: which name means what, and what type
 * it has.
 */
public final class Facts {
  /** A name that is defined at {@code place}, and what it stands for. */
  public record Definition(Span place, String name, Val val) {}

  /** A use of the name that is defined at {@code definition}. */
  public record Use(Span place, Span definition) {}

  private final List<Definition> definitions = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();

  void defined(Span place, String name, Val val) {
    definitions.add(new Definition(place, name, val));
  }

  void used(Span place, Span definition) {
    uses.add(new Use(place, definition));
  }

  /** What was found out up to now, to come back to with {@link #forgetSince}. */
  record Mark(int definitions, int uses) {}

  Mark mark() {
    return new Mark(definitions.size(), uses.size());
  }

  /** Forgets what was found out since, because it was only an attempt. */
  void forgetSince(Mark mark) {
    definitions.subList(mark.definitions, definitions.size()).clear();
    uses.subList(mark.uses, uses.size()).clear();
  }

  public List<Definition> definitions() {
    return List.copyOf(definitions);
  }

  public List<Use> uses() {
    return List.copyOf(uses);
  }
}
