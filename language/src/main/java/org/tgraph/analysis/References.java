package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tgraph.check.Scope;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/** Where names are used, and other names for them. */
record References(Known known, Source source) {
  private static final Set<String> KEYWORDS =
      Set.of(
          "and", "assert", "else", "false", "fn", "for", "if", "let", "none", "not", "or", "true");

  List<Span> at(int offset) {
    return known
        .nameAt(offset)
        .flatMap(known::definitionOf)
        .map(definition -> {
          List<Span> all = new ArrayList<>(known.uses(definition));
          if (definition.source() == source) {
            all.add(definition);
          }
          return all.stream().distinct().sorted(Comparator.comparingInt(Span::start)).toList();
        })
        .orElse(List.of());
  }

  Optional<Span> renamable(int offset) {
    return known
        .nameAt(offset)
        .filter(name -> known.definitionOf(name).filter(d -> d.source() == source).isPresent());
  }

  Renaming rename(int offset, String name) {
    if (renamable(offset).isEmpty()) {
      return new Renaming.Refused("There is no name of this script here.");
    }
    if (!isName(name)) {
      return new Renaming.Refused("`" + name + "` is not a name.");
    }
    List<Span> places = at(offset);
    for (Span place : places) {
      Optional<Scope.Entry> taken = known.scope(place.start()).flatMap(s -> s.find(name));
      // A name of the prelude may be taken.
      Optional<Span> by = taken.flatMap(Scope.Entry::place).flatMap(known::now);
      if (by.isPresent() && !places.contains(by.get())) {
        return new Renaming.Refused(
            "`%s` is defined already, in line %d."
                .formatted(name, source.position(by.get().start()).line() + 1));
      }
    }
    return new Renaming.Done(places.stream().map(p -> new Fix.Edit(p, name)).toList());
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && !KEYWORDS.contains(name)
        && !name.equals("_")
        && (Character.isLetter(name.codePointAt(0)) || name.charAt(0) == '_')
        && name.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
  }
}
