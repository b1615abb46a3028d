package org.tgraph.analysis;

import java.util.List;
import java.util.function.Function;
import org.tgraph.check.Facts;
import org.tgraph.check.Part;
import org.tgraph.source.Span;

/**
 * What the check of a statement found out about places of others: in the bodies of functions that
 * it calls, and in modules.
 */
record Abroad(
    List<Facts.Definition> definitions,
    List<Facts.Typed> typed,
    List<Facts.Use> uses,
    List<Facts.Scoped> scopes,
    List<Facts.Solved> solved) {
  static final Abroad NOTHING = new Abroad(List.of(), List.of(), List.of(), List.of(), List.of());

  static Abroad of(Part part) {
    return part.derived(Abroad.class, Abroad::find);
  }

  private static Abroad find(Part part) {
    Facts.Log facts = part.facts();
    Abroad found =
        new Abroad(
            outside(facts.definitions(), Facts.Definition::place, part),
            outside(facts.typed(), Facts.Typed::place, part),
            outside(facts.uses(), Facts.Use::place, part),
            outside(facts.scopes(), Facts.Scoped::place, part),
            outside(facts.solved(), Facts.Solved::call, part));
    return found.equals(NOTHING) ? NOTHING : found;
  }

  private static <T> List<T> outside(List<T> all, Function<T, Span> place, Part part) {
    return all.stream()
        .filter(t -> !part.holds(place.apply(t)) && !place.apply(t).source().isLibrary())
        .toList();
  }
}
