package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tgraph.check.Scope;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/** Where names are used, and other names for them. */
record References(Known known, Source source, Fields fields, List<Span> broken) {
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

  /** The name that would be changed, or why there is none. */
  Renaming renamable(int offset) {
    Optional<Span> field = fields.name(offset);
    if (field.isPresent()) {
      return fields
          .fixed(offset)
          .<Renaming>map(Renaming.Refused::new)
          .orElseGet(() -> new Renaming.Done(List.of(new Fix.Edit(field.get(), ""))));
    }
    Optional<Span> name = known.nameAt(offset);
    Optional<Span> definition = name.flatMap(known::definitionOf);
    if (definition.isPresent() && definition.get().source() == source) {
      return new Renaming.Done(List.of(new Fix.Edit(name.get(), "")));
    }
    if (definition.isPresent()) {
      String file = definition.get().source().name();
      return new Renaming.Refused(
          definition.get().source().isLibrary()
              ? "`" + name.get().text() + "` belongs to the standard library."
              : "`%s` is defined in `%s`: rename it there."
                  .formatted(name.get().text(), file.substring(file.lastIndexOf('/') + 1)));
    }
    return new Renaming.Refused(
        word(offset)
            .map(w -> "`" + w + "` is not a name that this script defines.")
            .orElse("There is no name here."));
  }

  /** What cannot be read may use the name, in a way that is not known. */
  private Optional<Renaming> unread(String name) {
    Pattern word = Pattern.compile("(?<![\\w.])" + Pattern.quote(name) + "(?!\\w)");
    return broken.stream()
        .filter(b -> word.matcher(b.text()).find())
        .findFirst()
        .map(b ->
            new Renaming.Refused(
                "Line %d cannot be read, and may use `%s`: mend it first."
                    .formatted(source.position(b.start()).line() + 1, name)));
  }

  private Optional<String> word(int offset) {
    int start = Completions.wordStart(source, offset);
    int end = offset;
    while (end < source.text().length()
        && Character.isUnicodeIdentifierPart(source.text().charAt(end))) {
      end++;
    }
    return start == end ? Optional.empty() : Optional.of(source.text().substring(start, end));
  }

  Renaming rename(int offset, String name) {
    if (renamable(offset) instanceof Renaming.Refused refused) {
      return refused;
    }
    if (KEYWORDS.contains(name)) {
      return new Renaming.Refused("`" + name + "` is a word of the language.");
    }
    if (!isName(name)) {
      return new Renaming.Refused("`" + name + "` is not a name.");
    }
    boolean isField = fields.name(offset).isPresent();
    Optional<Renaming> unread = unread(word(offset).orElse(""));
    if (unread.isPresent()) {
      return unread.get();
    }
    List<Span> places = isField ? fields.same(offset) : at(offset);
    for (Span place : isField ? List.<Span>of() : places) {
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
