package org.tgraph.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.graph.OpParameters;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.Ops;
import org.tgraph.type.DType;
import org.tgraph.type.TensorType;

/** Writes the right side of a rule into a graph. */
final class Replacement {
  private final Site site;
  private final Match match;

  private Replacement(Site site, Match match) {
    this.site = site;
    this.match = match;
  }

  static Value of(Term term, Site site, Match match) {
    return new Replacement(site, match).value(term, match.type());
  }

  /**
   * @param type that of a number; other terms know their own
   */
  private Value value(Term term, TensorType type) {
    return switch (term) {
      case Term.Variable v -> match.value(v.name());
      case Term.Number n -> site.fill(number(n.value(), type.dtype()), type.shape());
      case Term.Flag f -> site.fill(Array.scalar(f.value()), type.shape());
      case Term.Apply a -> apply(a, type);
    };
  }

  private static Array number(double value, DType type) {
    Array array = Array.zeros(type);
    if (type.isInt()) {
      array.set(0, (long) value);
    } else {
      array.set(0, value);
    }
    return array;
  }

  /** A number beside other operands has the type of the last that is none. */
  private Value apply(Term.Apply term, TensorType type) {
    List<Value> operands = new ArrayList<>();
    TensorType sibling = type;
    for (Term operand : term.operands()) {
      boolean literal = operand instanceof Term.Number || operand instanceof Term.Flag;
      Value value = literal ? null : value(operand, type);
      boolean condition = term.op().equals("select") && operands.isEmpty();
      sibling = literal || condition ? sibling : value.type();
      operands.add(value);
    }
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i) == null) {
        operands.set(i, value(term.operands().get(i), sibling));
      }
    }
    return site.one(op(term), operands);
  }

  private Op op(Term.Apply term) {
    Op example = Ops.named(term.op());
    List<Object> values = new ArrayList<>();
    for (String name : OpParameters.names(example)) {
      values.add(parameter(term.parameters().get(name)));
    }
    return (Op)
        OpParameters.make(example.getClass().asSubclass(Record.class), values).orElseThrow();
  }

  private Object parameter(Term.Parameter parameter) {
    return switch (parameter) {
      case Term.Parameter.Variable v -> match.parameter(v.name());
      case Term.Parameter.Call c ->
          ParameterFunctions.apply(
              c.function(), c.arguments().stream().map(this::parameter).toList(), match);
    };
  }
}
