package org.tgraph.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tgraph.graph.Equation;
import org.tgraph.graph.OpParameters;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;

/**
 * Finds a term in a graph. Operands of commutative operations may stand in either order: each way
 * to order them is a variant that is looked for by itself.
 */
final class Pattern {
  private static final Set<String> COMMUTATIVE =
      Set.of(
          "add",
          "bitwise_and",
          "bitwise_or",
          "bitwise_xor",
          "equal",
          "hypot",
          "logaddexp",
          "maximum",
          "minimum",
          "multiply",
          "not_equal");

  private final List<Term.Apply> variants;

  Pattern(Term.Apply term) {
    this.variants = variants(term).stream().map(t -> (Term.Apply) t).distinct().toList();
  }

  private static List<Term> variants(Term term) {
    if (!(term instanceof Term.Apply apply)) {
      return List.of(term);
    }
    List<List<Term>> operands = List.of(List.of());
    for (Term operand : apply.operands()) {
      List<List<Term>> longer = new ArrayList<>();
      for (List<Term> before : operands) {
        for (Term variant : variants(operand)) {
          List<Term> all = new ArrayList<>(before);
          all.add(variant);
          longer.add(all);
        }
      }
      operands = longer;
    }
    List<Term> variants = new ArrayList<>();
    for (List<Term> list : operands) {
      variants.add(new Term.Apply(apply.op(), list, apply.parameters()));
      if (COMMUTATIVE.contains(apply.op())) {
        variants.add(new Term.Apply(apply.op(), list.reversed(), apply.parameters()));
      }
    }
    return variants;
  }

  /** The name of the operation at its root. */
  String root() {
    return variants.get(0).op();
  }

  /** The first variant that the application is with what else must hold. */
  Optional<Match> find(Site.Application application, Facts facts, Predicate<Match> holds) {
    for (Term.Apply variant : variants) {
      Match match = new Match(facts, application);
      if (matches(variant, application.op(), application.operands(), match) && holds.test(match)) {
        return Optional.of(match);
      }
    }
    return Optional.empty();
  }

  private static boolean matches(Term.Apply term, Op op, List<Value> operands, Match match) {
    if (!op.name().equals(term.op()) || operands.size() != term.operands().size()) {
      return false;
    }
    for (int i = 0; i < operands.size(); i++) {
      if (!matches(term.operands().get(i), operands.get(i), match)) {
        return false;
      }
    }
    return term.parameters().isEmpty() || matches(term.parameters(), op, match);
  }

  private static boolean matches(Term term, Value value, Match match) {
    return switch (term) {
      case Term.Variable v -> match.bind(v.name(), value);
      case Term.Number n -> {
        match.literal(value);
        yield match.facts().isNumber(value, n.value());
      }
      case Term.Flag f -> {
        match.literal(value);
        yield match.facts().isFlag(value, f.value());
      }
      case Term.Apply a -> {
        Optional<Equation> made = match.facts().definition(value);
        if (made.isEmpty() || made.get().results().size() != 1) {
          yield false;
        }
        match.inner(made.get());
        yield matches(a, made.get().op(), made.get().operands(), match);
      }
    };
  }

  private static boolean matches(Map<String, Term.Parameter> wanted, Op op, Match match) {
    return wanted.entrySet().stream()
        .allMatch(e ->
            e.getValue() instanceof Term.Parameter.Variable v
                && match.bindParameter(v.name(), OpParameters.value(op, e.getKey())));
  }
}
