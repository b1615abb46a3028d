package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.check.Facts;
import org.tgraph.check.Part;
import org.tgraph.check.Val;
import org.tgraph.source.Span;

/**
 * What was found out about places, by place. What was checked several times, the body of a function
 * without a signature, stands for several things.
 */
final class Index {
  final Map<Span, List<Val>> definitions = new LinkedHashMap<>();
  final Map<Span, List<Val>> expressions = new HashMap<>();
  final Map<Span, Span> uses = new LinkedHashMap<>();
  final Map<Span, String> names = new HashMap<>();
  final List<Facts.Scoped> scopes = new ArrayList<>();

  /** A statement by itself: what its check found out about its own places. */
  static Index of(Part part) {
    return part.derived(Index.class, Index::own);
  }

  private static Index own(Part part) {
    Index index = new Index();
    Facts.Log facts = part.facts();
    facts.definitions().stream().filter(d -> part.holds(d.place())).forEach(index::add);
    facts.typed().stream().filter(t -> part.holds(t.place())).forEach(index::add);
    facts.uses().stream().filter(u -> part.holds(u.place())).forEach(index::add);
    facts.scopes().stream().filter(s -> part.holds(s.place())).forEach(index::add);
    return index;
  }

  void add(Facts.Definition d) {
    definitions.computeIfAbsent(d.place(), k -> new ArrayList<>(1)).add(d.val());
    names.put(d.place(), d.name());
  }

  void add(Facts.Typed t) {
    expressions.computeIfAbsent(t.place(), k -> new ArrayList<>(1)).add(t.val());
  }

  void add(Facts.Use u) {
    uses.put(u.place(), u.definition());
  }

  void add(Facts.Scoped s) {
    scopes.add(s);
  }
}
