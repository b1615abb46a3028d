package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tgraph.check.Findings;
import org.tgraph.check.Val;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Ident;
import org.tgraph.syntax.Pattern;
import org.tgraph.syntax.Script;
import org.tgraph.syntax.Statement;
import org.tgraph.syntax.TypeExpr;

/**
 * The fields of records. Records have no names: two are of one kind if they have the same fields,
 * and a field is the same in all records of its kind.
 */
final class Fields {
  /** A place where a field is named, and the names of all fields of that record. */
  private record Place(Span span, Set<String> kind, boolean isOfFile) {}

  private final Known known;
  private final Script script;
  private final Source source;
  private final List<Place> places = new ArrayList<>();

  Fields(Findings findings, Known known) {
    this.known = known;
    this.script = findings.parsed().script();
    this.source = script.source();
    Tree.walk(script, this::node);
  }

  private void node(Object node) {
    switch (node) {
      case TypeExpr.Record r -> {
        Set<String> kind =
            r.fields().stream().map(f -> f.name().name()).collect(Collectors.toSet());
        r.fields().forEach(f -> add(f.name(), kind));
      }
      case Expr.RecordLit r -> {
        Set<String> kind =
            r.fields().stream().map(f -> f.name().name()).collect(Collectors.toSet());
        r.fields().forEach(f -> add(f.name(), kind));
      }
      case Expr.Field f -> kind(f.target()).ifPresent(kind -> add(f.name(), kind));
      case Expr.With w ->
          kind(w.target())
              .ifPresent(kind ->
                  w.updates().stream()
                      .filter(Expr.Update.Fields.class::isInstance)
                      .flatMap(u -> ((Expr.Update.Fields) u).fields().stream())
                      .forEach(f -> add(f.name(), kind)));
      case Statement.Input input ->
          input
              .type()
              .ifPresent(type ->
                  Tree.walk(
                      type,
                      part -> {
                        if (part instanceof TypeExpr.RecordField f) {
                          places.add(new Place(f.name().span(), Set.of(), true));
                        }
                      }));
      default -> {}
    }
  }

  private void add(Ident name, Set<String> kind) {
    if (kind.contains(name.name())) {
      places.add(new Place(name.span(), kind, false));
    }
  }

  private Optional<Set<String>> kind(Expr target) {
    return known
        .expression(target.span())
        .filter(Val.Record.class::isInstance)
        .map(r -> ((Val.Record) r).fields().keySet());
  }

  private Optional<Place> at(int offset) {
    return places.stream()
        .filter(p -> p.span.start() <= offset && offset <= p.span.end())
        .findFirst();
  }

  /** The name of a field at the place. */
  Optional<Span> name(int offset) {
    return at(offset).map(Place::span);
  }

  /** All places where the field at that place is named. */
  List<Span> same(int offset) {
    return at(offset)
        .map(place ->
            places.stream()
                .filter(p -> p.kind.equals(place.kind))
                .map(Place::span)
                .filter(s -> s.text().equals(place.span.text()))
                .distinct()
                .sorted(Comparator.comparingInt(Span::start))
                .toList())
        .orElse(List.of());
  }

  /** Why the field cannot have another name; nothing if it can. */
  Optional<String> fixed(int offset) {
    Set<Integer> inFiles = new LinkedHashSet<>();
    places.stream().filter(Place::isOfFile).forEach(p -> inFiles.add(p.span.start()));
    Set<String> ofFiles =
        places.stream().filter(Place::isOfFile).map(p -> p.span.text()).collect(Collectors.toSet());
    List<Span> same = same(offset);
    boolean isOfFile = same.stream().anyMatch(s -> inFiles.contains(s.start()));
    boolean takesApart = same.stream().anyMatch(s -> ofFiles.contains(s.text()) && isOfFile);
    return takesApart ? Optional.of("The field is called so in the data file.") : pattern(same);
  }

  /** A pattern takes a field under its own name, which would have to change with it. */
  private Optional<String> pattern(List<Span> same) {
    Set<String> names = same.stream().map(Span::text).collect(Collectors.toSet());
    List<Span> taken = new ArrayList<>();
    for (Statement statement : script.statements()) {
      Tree.walk(
          statement,
          node -> {
            if (node instanceof Pattern.Fields f) {
              f.names().stream()
                  .filter(n -> names.contains(n.name()))
                  .forEach(n -> taken.add(n.span()));
            }
          });
    }
    return taken.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The field is taken apart under its own name in line %d."
                .formatted(source.position(taken.get(0).start()).line() + 1));
  }
}
