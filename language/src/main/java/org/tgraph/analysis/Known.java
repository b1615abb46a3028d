package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tgraph.check.Checked;
import org.tgraph.check.Facts;
import org.tgraph.check.Scope;
import org.tgraph.check.Val;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.type.Type;

/**
 * What the checker found out of one script, by place. What it was checked for several times, the
 * body of a function without a signature, has several types.
 */
final class Known {
  private final Map<Span, List<Val>> definitions = new HashMap<>();
  private final Map<Span, List<Val>> expressions = new HashMap<>();
  private final Map<Span, Span> uses = new HashMap<>();
  private final Map<Span, Set<Span>> usesOf = new HashMap<>();
  private final Map<Span, String> names = new HashMap<>();
  private final List<Facts.Scoped> scopes;
  private final Source source;

  Known(Checked checked) {
    this.source = checked.parsed().script().source();
    Facts facts = checked.facts();
    for (Facts.Definition d : facts.definitions()) {
      definitions.computeIfAbsent(d.place(), k -> new ArrayList<>()).add(d.val());
      names.put(d.place(), d.name());
    }
    for (Facts.Typed t : facts.typed()) {
      if (t.place().source() == source) {
        expressions.computeIfAbsent(t.place(), k -> new ArrayList<>()).add(t.val());
      }
    }
    for (Facts.Use u : facts.uses()) {
      if (u.place().source() == source) {
        uses.put(u.place(), u.definition());
        usesOf.computeIfAbsent(u.definition(), k -> new LinkedHashSet<>()).add(u.place());
      }
    }
    scopes = facts.scopes().stream().filter(s -> s.place().source() == source).toList();
  }

  /** What the name defined at this place stands for. */
  Optional<Val> definition(Span place) {
    return last(definitions.get(place));
  }

  /** What the expression at this place stands for. */
  Optional<Val> expression(Span place) {
    return last(expressions.get(place));
  }

  /** The type of the name defined there, if it is the same whenever it was checked. */
  Optional<Type> onlyType(Span place) {
    List<Val> vals = definitions.getOrDefault(place, List.of());
    List<String> texts = vals.stream().map(v -> TypeText.of(v.type())).distinct().toList();
    return texts.size() == 1 && vals.stream().allMatch(TypeText::isTelling)
        ? Optional.of(vals.get(0).type())
        : Optional.empty();
  }

  private static Optional<Val> last(List<Val> vals) {
    return vals == null ? Optional.empty() : Optional.of(vals.get(vals.size() - 1));
  }

  /** Where the name at this place is defined; itself if it is defined there. */
  Optional<Span> definitionOf(Span place) {
    return definitions.containsKey(place)
        ? Optional.of(place)
        : Optional.ofNullable(uses.get(place));
  }

  /** The uses of what is defined there, in this script. */
  List<Span> uses(Span definition) {
    return usesOf.getOrDefault(definition, Set.of()).stream()
        .sorted(Comparator.comparingInt(Span::start))
        .toList();
  }

  /** The places in this script at which names are defined, in order. */
  List<Span> definitions() {
    return definitions.keySet().stream()
        .filter(s -> s.source() == source)
        .sorted(Comparator.comparingInt(Span::start))
        .toList();
  }

  Optional<String> name(Span definition) {
    return Optional.ofNullable(names.get(definition));
  }

  /** The names that can be used at a place, by the innermost scope around it. */
  Optional<Scope> scope(int offset) {
    return scopes.stream()
        .filter(s -> s.place().start() <= offset && offset <= s.place().end())
        .min(Comparator.comparingInt(s -> s.place().end() - s.place().start()))
        .map(Facts.Scoped::scope);
  }

  /** The span of the name at a place: one that is defined there, or used. */
  Optional<Span> nameAt(int offset) {
    return Stream.concat(
            definitions.keySet().stream().filter(s -> s.source() == source), uses.keySet().stream())
        .filter(s -> s.start() <= offset && offset <= s.end())
        .min(Comparator.comparingInt(s -> s.end() - s.start()));
  }
}
