package org.tgraph.rewrite;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One side of a rule: an expression over variables, which {@link TermReader} reads. */
sealed interface Term {
  /** Any tensor; the same one wherever the name stands again. */
  record Variable(String name) implements Term {}

  /** A tensor all of whose elements are this number; the signs of zeros count. */
  record Number(double value) implements Term {}

  /** A tensor all of whose elements are this. */
  record Flag(boolean value) implements Term {}

  /**
   * An operation by its name.
   *
   * @param parameters by the names of the record's components; in a pattern those that are absent
   *     may be anything
   */
  record Apply(String op, List<Term> operands, Map<String, Parameter> parameters) implements Term {
    public Apply {
      operands = List.copyOf(operands);
    }
  }

  /** What stands for a parameter of an operation. */
  sealed interface Parameter {
    /** Anything; the same wherever the name stands again. */
    record Variable(String name) implements Parameter {}

    /** What {@link ParameterFunctions} makes of others; in replacements only. */
    record Call(String function, List<Parameter> arguments) implements Parameter {
      public Call {
        arguments = List.copyOf(arguments);
      }
    }
  }

  /** The names of the variables that stand for tensors. */
  default Set<String> variables() {
    Set<String> names = new LinkedHashSet<>();
    switch (this) {
      case Variable v -> names.add(v.name());
      case Apply a -> a.operands().forEach(o -> names.addAll(o.variables()));
      case Number n -> {}
      case Flag f -> {}
    }
    return names;
  }

  /** The term with other terms for its variables. */
  default Term replace(Map<String, Term> terms) {
    return switch (this) {
      case Variable v -> terms.getOrDefault(v.name(), v);
      case Number n -> n;
      case Flag f -> f;
      case Apply a ->
          new Apply(
              a.op(), a.operands().stream().map(o -> o.replace(terms)).toList(), a.parameters());
    };
  }
}
