package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tgraph.check.Findings;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Statement;

/**
 * Writes the types of a function's parameters, which are those of its calls, and of its result. The
 * most general signature is taken with which the script is as right as before: with names for all
 * sizes, else for those that differ between the calls.
 */
record Annotating(Analysis analysis, Findings findings, Known known) {
  /** For a function in whose head the place is, and which lacks types. */
  Optional<Action> at(int start, int end) {
    return findings.parsed().script().statements().stream()
        .filter(Statement.Fn.class::isInstance)
        .map(Statement.Fn.class::cast)
        .filter(fn -> fn.span().start() <= start && end < fn.body().span().start())
        .filter(fn -> fn.params().stream().anyMatch(p -> p.type().isEmpty()))
        .findFirst()
        .flatMap(this::annotate);
  }

  private Optional<Action> annotate(Statement.Fn fn) {
    List<List<Val>> calls = calls(fn);
    if (calls.isEmpty() || !fn.kinds().isEmpty()) {
      return Optional.empty();
    }
    Set<String> names = fn.params().stream().map(p -> p.name().name()).collect(Collectors.toSet());
    return Stream.of(
            new Signing(calls, true, false),
            new Signing(calls, true, true),
            new Signing(calls, false, false),
            new Signing(calls, false, true))
        .map(signing -> edits(fn, signing.signature(names)))
        .distinct()
        .filter(edits -> !edits.isEmpty())
        .flatMap(edits -> withResult(fn, edits).stream())
        .map(edits ->
            new Action("write the types of `" + fn.name().name() + "`", edits, Optional.empty()))
        .findFirst();
  }

  /**
   * What the parameters stood for in each call; nothing if that was not the same number of times.
   */
  private List<List<Val>> calls(Statement.Fn fn) {
    List<List<Val>> params =
        fn.params().stream().map(p -> known.definitions(p.name().span())).toList();
    int count = params.stream().mapToInt(List::size).min().orElse(0);
    boolean isUneven = params.stream().anyMatch(p -> p.size() != count);
    return isUneven
        ? List.of()
        : IntStream.range(0, count)
            .mapToObj(i -> params.stream().map(p -> p.get(i)).toList())
            .filter(call -> call.stream().noneMatch(Val::isPoison))
            .toList();
  }

  private static List<Fix.Edit> edits(Statement.Fn fn, Signing.Signature signature) {
    List<Fix.Edit> edits = new ArrayList<>();
    for (int i = 0; i < fn.params().size(); i++) {
      Span name = fn.params().get(i).name().span();
      if (fn.params().get(i).type().isEmpty()) {
        signature.types().get(i).ifPresent(t -> edits.add(insertion(name, ": " + t)));
      }
    }
    if (!edits.isEmpty() && !signature.kinds().isEmpty()) {
      edits.add(insertion(fn.name().span(), signature.kinds()));
    }
    return edits;
  }

  private static Fix.Edit insertion(Span behind, String text) {
    return new Fix.Edit(behind.source().span(behind.end(), behind.end()), text);
  }

  /** The edits, and the one that writes the result, if the script is as right with them. */
  private Optional<List<Fix.Edit>> withResult(Statement.Fn fn, List<Fix.Edit> edits) {
    Source source = fn.span().source();
    Source changed = new Source(source.name(), Edits.applied(source.text(), edits));
    return analysis.instead(
        changed,
        after -> {
          if (after.errors() > findings.errors()) {
            return Optional.empty();
          }
          List<Fix.Edit> all = new ArrayList<>(edits);
          int from = fn.span().start();
          int longer = edits.stream().mapToInt(e -> e.replacement().length()).sum();
          int to = fn.body().span().start() + longer;
          Hints.of(new Known(after), from, to).stream()
              .filter(h -> h.kind() == Hint.Kind.RESULT && h.insert())
              .findFirst()
              .ifPresent(h -> {
                int at = h.offset() - longer;
                all.add(new Fix.Edit(source.span(at, at), h.label()));
              });
          all.sort(Comparator.comparingInt(e -> e.span().start()));
          return Optional.of(all);
        });
  }
}
