package org.tgraph.rewrite;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.tgraph.graph.Value;
import org.tgraph.type.Kind;

/**
 * A rule whose left side is a term. It applies where that is found, the elements are of its kind
 * and its condition holds; and only if nothing of what it leaves out could have stopped the program
 * with a diagnostic.
 *
 * @param kind the element types of the last operand for which it holds
 * @param condition what else must be true of what was found
 * @param build makes the right side
 * @param dropped the variables that the right side does not have
 */
record TermRule(
    String name,
    String from,
    String to,
    Kind kind,
    String statement,
    Predicate<Match> condition,
    BiFunction<Site, Match, Value> build,
    Pattern pattern,
    Set<String> dropped)
    implements Rule {
  /** A rule whose right side is a term. */
  static TermRule rule(String name, Kind kind, String from, String to, String statement) {
    Term left = TermReader.read(from);
    Term right = TermReader.read(to);
    Set<String> dropped = left.variables();
    dropped.removeAll(right.variables());
    return new TermRule(
        name,
        from,
        to,
        kind,
        statement,
        match -> true,
        (site, match) -> Replacement.of(right, site, match),
        new Pattern((Term.Apply) left),
        dropped);
  }

  /** A rule whose right side, too long for a term, is made by {@code build} of all variables. */
  static TermRule rule(
      String name,
      Kind kind,
      String from,
      String to,
      String statement,
      BiFunction<Site, Match, Value> build) {
    Pattern pattern = new Pattern((Term.Apply) TermReader.read(from));
    return new TermRule(name, from, to, kind, statement, match -> true, build, pattern, Set.of());
  }

  /** The same rule where the condition, which the statement names, holds too. */
  TermRule when(Predicate<Match> holds) {
    return new TermRule(
        name, from, to, kind, statement, condition.and(holds), build, pattern, dropped);
  }

  @Override
  public Set<String> operations() {
    return Set.of(pattern.root());
  }

  @Override
  public Optional<List<Value>> apply(Site site, Site.Application application) {
    if (!application.element().isIn(kind)) {
      return Optional.empty();
    }
    Facts facts = site.facts();
    return pattern
        .find(
            application,
            facts,
            match ->
                match.literals().stream().noneMatch(facts::mayFail)
                    && dropped.stream().map(match::value).noneMatch(facts::mayFail)
                    && match.inner().stream().allMatch(e -> Totality.isTotal(e))
                    && condition.test(match))
        .map(match -> List.of(build.apply(site, match)));
  }
}
