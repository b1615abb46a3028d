package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tgraph.check.Facts;
import org.tgraph.check.Findings;
import org.tgraph.check.FunctionTypes;
import org.tgraph.check.Part;
import org.tgraph.check.Scope;
import org.tgraph.check.Val;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Statement;
import org.tgraph.type.Type;

/**
 * What the checker found out of one script, by place. Each statement has an index of its own, with
 * places as they were when it was checked; here all places are those of this version.
 */
final class Known {
  private final Findings findings;
  private final Source source;
  private final Parsed parsed;

  /** What was found out about places outside of the statement that was checked. */
  private final Index abroad = new Index();

  /** The statements about which the check of another found something out. */
  private final BitSet visited = new BitSet();

  /** The types in the calls of each function that was made of another; made when asked for. */
  private Map<Val.Transformed, List<Type.Arrow>> called;

  Known(Findings findings) {
    this.findings = findings;
    this.parsed = findings.parsed();
    this.source = parsed.script().source();
    add(Abroad.of(findings.whole()));
    visited.clear();
    for (Optional<Part> part : findings.parts()) {
      Abroad found = part.map(Abroad::of).orElse(Abroad.NOTHING);
      if (found != Abroad.NOTHING) {
        add(found);
      }
    }
  }

  private void add(Abroad found) {
    found
        .definitions()
        .forEach(d ->
            now(d.place()).ifPresent(s -> abroad.add(new Facts.Definition(s, d.name(), d.val()))));
    found
        .typed()
        .forEach(t -> now(t.place()).ifPresent(s -> abroad.add(new Facts.Typed(s, t.val()))));
    Stream.concat(
            found.typed().stream().map(Facts.Typed::place),
            found.definitions().stream().map(Facts.Definition::place))
        .flatMap(p -> now(p).stream())
        .filter(p -> p.source() == source)
        .forEach(p -> visited.set(Math.max(0, parsed.statementAt(p.start()))));
    found
        .uses()
        .forEach(u -> now(u.place()).ifPresent(s -> abroad.add(new Facts.Use(s, u.definition()))));
    found
        .scopes()
        .forEach(c -> now(c.place()).ifPresent(s -> abroad.add(new Facts.Scoped(s, c.scope()))));
  }

  /** Where a place that the checker speaks of is in this version. */
  Optional<Span> now(Span then) {
    return findings.places().now(then);
  }

  /**
   * What is made of each statement by itself, in order. What was made of it in an earlier version
   * is taken again, unless others have found something out about it.
   *
   * @param kind what is made, to find it again
   * @param moved the same for a statement that begins at another place: by how much
   */
  <T, M> List<T> ofEach(
      Class<M> kind, Function<Statement, M> make, BiFunction<M, Integer, ? extends List<T>> moved) {
    return ofEach(kind, 0, source.text().length(), make, moved);
  }

  /** The same of the statements that reach into a part of the text. */
  <T, M> List<T> ofEach(
      Class<M> kind,
      int from,
      int to,
      Function<Statement, M> make,
      BiFunction<M, Integer, ? extends List<T>> moved) {
    List<T> all = new ArrayList<>();
    int last = parsed.statementAt(to);
    for (int i = Math.max(0, parsed.statementAt(from)); i <= last; i++) {
      int statement = i;
      Supplier<M> fresh = () -> make.apply(parsed.script().statements().get(statement));
      Optional<Part> part = visited.get(i) ? Optional.empty() : part(i);
      M made = part.isPresent() ? part.get().derived(kind, p -> fresh.get()) : fresh.get();
      all.addAll(moved.apply(made, parsed.start(i)));
    }
    return all;
  }

  private Optional<Part> part(int statement) {
    return statement < 0 ? Optional.empty() : findings.parts().get(statement);
  }

  /** The place as it was when its statement was checked. */
  private Optional<Span> then(Span span) {
    int statement = span.source() == source ? parsed.statementAt(span.start()) : -1;
    return part(statement)
        .flatMap(Part::statement)
        .map(s -> {
          int by = s.span().start() - parsed.start(statement);
          return s.span().source().span(span.start() + by, span.end() + by);
        });
  }

  private List<Val> vals(Span place, Function<Index, Map<Span, List<Val>>> of) {
    List<Val> own =
        part(place.source() == source ? parsed.statementAt(place.start()) : -1)
            .flatMap(p -> then(place).map(of.apply(Index.of(p))::get))
            .orElse(List.of());
    List<Val> others = of.apply(abroad).getOrDefault(place, List.of());
    return others.isEmpty()
        ? own
        : own.isEmpty() ? others : Stream.concat(own.stream(), others.stream()).toList();
  }

  /** What the name defined at this place stands for. */
  Optional<Val> definition(Span place) {
    return last(vals(place, i -> i.definitions));
  }

  /** What the name defined at this place stood for each time that it was checked. */
  List<Val> definitions(Span place) {
    return vals(place, i -> i.definitions);
  }

  /** What the expression at this place stands for. */
  Optional<Val> expression(Span place) {
    return last(vals(place, i -> i.expressions));
  }

  /**
   * The type of a function that was made of another: as it follows from the other's, else the one
   * that it has in all calls of the script.
   */
  Optional<Type.Arrow> functionType(Val.Function function) {
    return FunctionTypes.of(function)
        .or(() -> function instanceof Val.Transformed t ? called(t) : Optional.empty());
  }

  private Optional<Type.Arrow> called(Val.Transformed function) {
    if (called == null) {
      called = new IdentityHashMap<>();
      findings.parts().stream()
          .flatMap(Optional::stream)
          .flatMap(p -> p.facts().called().stream())
          .forEach(c -> called.computeIfAbsent(c.function(), f -> new ArrayList<>()).add(c.as()));
    }
    List<Type.Arrow> calls = called.getOrDefault(function, List.of());
    return calls.stream().map(TypeText::of).distinct().count() == 1
        ? Optional.of(calls.get(0))
        : Optional.empty();
  }

  /** How the type of what something stands for is shown. */
  String typeText(Val val) {
    Optional<Type.Arrow> function =
        val instanceof Val.Transformed f ? functionType(f) : Optional.empty();
    return TypeText.of(function.<Type>map(f -> f).orElse(val.type()));
  }

  /** The type of the name defined there, if it is the same whenever it was checked. */
  Optional<Type> onlyType(Span place) {
    List<Val> vals = vals(place, i -> i.definitions);
    List<String> texts = vals.stream().map(v -> TypeText.of(v.type())).distinct().toList();
    return texts.size() == 1 && vals.stream().allMatch(TypeText::isTelling)
        ? Optional.of(vals.get(0).type())
        : Optional.empty();
  }

  private static Optional<Val> last(List<Val> vals) {
    return vals.isEmpty() ? Optional.empty() : Optional.of(vals.get(vals.size() - 1));
  }

  /** Where the name at this place is defined; itself if it is defined there. */
  Optional<Span> definitionOf(Span place) {
    if (!vals(place, i -> i.definitions).isEmpty()) {
      return Optional.of(place);
    }
    Optional<Span> other = Optional.ofNullable(abroad.uses.get(place));
    return other
        .or(() ->
            part(parsed.statementAt(place.start()))
                .flatMap(p -> then(place).map(Index.of(p).uses::get)))
        .flatMap(this::now);
  }

  /** The uses of what is defined there, in this script, in order. */
  List<Span> uses(Span definition) {
    List<Span> all = new ArrayList<>();
    uses(abroad, definition, all);
    findings.parts().forEach(p -> p.ifPresent(q -> uses(Index.of(q), definition, all)));
    return all.stream()
        .filter(s -> s.source() == source)
        .distinct()
        .sorted(Comparator.comparingInt(Span::start))
        .toList();
  }

  /** The uses of what another file defines there, or this one. */
  List<Span> uses(String file, int start, int end) {
    if (file.equals(source.name())) {
      return uses(source.span(start, end));
    }
    List<Span> all = new ArrayList<>();
    for (int i = 0; i < parsed.size(); i++) {
      usesIn(parsed.place(i))
          .forEach((use, of) -> {
            if (of.source().name().equals(file) && of.start() == start && of.end() == end) {
              all.add(use);
            }
          });
    }
    return all;
  }

  /** The uses in the statement that stands there, each with where the name is defined. */
  Map<Span, Span> usesIn(Span whole) {
    Map<Span, Span> all = new TreeMap<>(Comparator.comparingInt(Span::start));
    part(parsed.statementAt(whole.start())).ifPresent(p -> collect(Index.of(p), all));
    collect(abroad, all);
    all.keySet().removeIf(s -> s.start() < whole.start() || whole.end() < s.end());
    return all;
  }

  private void collect(Index index, Map<Span, Span> all) {
    index.uses.forEach((use, of) ->
        now(use)
            .filter(s -> s.source() == source)
            .ifPresent(s -> now(of).ifPresent(d -> all.put(s, d))));
  }

  private void uses(Index index, Span definition, List<Span> all) {
    int length = definition.end() - definition.start();
    index.uses.forEach((place, of) -> {
      if (of.end() - of.start() == length && now(of).filter(definition::equals).isPresent()) {
        now(place).ifPresent(all::add);
      }
    });
  }

  /** The names that can be used at a place, by the innermost scope around it. */
  Optional<Scope> scope(int offset) {
    Stream<Facts.Scoped> own =
        part(parsed.statementAt(offset))
            .map(p -> Index.of(p).scopes.stream())
            .orElse(Stream.empty());
    return Stream.concat(
            abroad.scopes.stream(),
            own.flatMap(s -> now(s.place()).stream().map(p -> new Facts.Scoped(p, s.scope()))))
        .filter(s -> s.place().source() == source)
        .filter(s -> s.place().start() <= offset && offset <= s.place().end())
        .min(Comparator.comparingInt(s -> s.place().end() - s.place().start()))
        .map(Facts.Scoped::scope);
  }

  /** The span of the name at a place: one that is defined there, or used. */
  Optional<Span> nameAt(int offset) {
    int statement = parsed.statementAt(offset);
    // Right behind a name another statement may begin.
    Stream<Span> own =
        Stream.of(statement - 1, statement)
            .flatMap(i -> part(i).stream())
            .map(Index::of)
            .flatMap(i -> Stream.concat(i.definitions.keySet().stream(), i.uses.keySet().stream()))
            .flatMap(s -> now(s).stream());
    Stream<Span> others =
        Stream.concat(abroad.definitions.keySet().stream(), abroad.uses.keySet().stream());
    return Stream.concat(own, others)
        .filter(s -> s.source() == source && s.start() <= offset && offset <= s.end())
        .min(Comparator.comparingInt(s -> s.end() - s.start()));
  }

  /** The calls whose sizes were solved by the check of another statement: in functions' bodies. */
  List<Facts.Solved> solvedElsewhere() {
    List<Facts.Solved> all = new ArrayList<>();
    findings
        .parts()
        .forEach(
            part -> part.map(Abroad::of).ifPresent(found -> all.addAll(moved(found.solved()))));
    return all;
  }

  /** The calls in a statement whose sizes were solved. */
  List<Facts.Solved> solved(Statement statement, List<Facts.Solved> elsewhere) {
    Span whole = statement.span();
    List<Facts.Solved> all =
        part(parsed.statementAt(whole.start()))
            .map(p -> moved(p.facts().solved()))
            .orElse(List.of());
    return Stream.concat(all.stream(), elsewhere.stream())
        .filter(s -> s.call().source() == source)
        .filter(s -> whole.start() <= s.call().start() && s.call().end() <= whole.end())
        .toList();
  }

  private List<Facts.Solved> moved(List<Facts.Solved> solved) {
    return solved.stream()
        .flatMap(
            s -> now(s.call()).stream().map(at -> new Facts.Solved(at, s.function(), s.sizes())))
        .toList();
  }
}
