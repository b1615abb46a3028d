package org.tgraph.type;

import java.util.List;
import java.util.function.Function;

/** Writes a size as the language does: {@code 2 * n + m - 1}. */
final class DimText {
  private DimText() {}

  static String of(Dim dim, Function<SizeVar, String> names) {
    StringBuilder positive = new StringBuilder();
    StringBuilder negative = new StringBuilder();
    dim.forEachTerm((atoms, coefficient) -> {
      StringBuilder out = coefficient > 0 ? positive : negative;
      if (coefficient < 0) {
        out.append(" - ");
      } else if (!out.isEmpty()) {
        out.append(" + ");
      }
      term(out, atoms, Math.abs(coefficient), names);
    });
    if (positive.isEmpty() && negative.isEmpty()) {
      return "0";
    }
    return positive.isEmpty() ? "-" + negative.substring(3) : positive.append(negative).toString();
  }

  private static void term(
      StringBuilder out, List<Atom> atoms, long factor, Function<SizeVar, String> names) {
    String times = "";
    if (factor != 1 || atoms.isEmpty()) {
      out.append(factor);
      times = " * ";
    }
    for (Atom atom : atoms) {
      out.append(times).append(atom(atom, names, times.isEmpty() && atoms.size() == 1));
      times = " * ";
    }
  }

  private static String atom(Atom atom, Function<SizeVar, String> names, boolean alone) {
    return switch (atom) {
      case Atom.Var v -> names.apply(v.var());
      case Atom.Quotient q -> infix(q.a(), " // ", q.b(), names, alone);
      case Atom.Remainder r -> infix(r.a(), " % ", r.b(), names, alone);
      case Atom.Min m -> "min(" + of(m.a(), names) + ", " + of(m.b(), names) + ")";
      case Atom.Max m -> "max(" + of(m.a(), names) + ", " + of(m.b(), names) + ")";
      case Atom.Root r -> "isqrt(" + of(r.a(), names) + ")";
    };
  }

  private static String infix(
      Dim a, String op, Dim b, Function<SizeVar, String> names, boolean alone) {
    String text = operand(a, names) + op + operand(b, names);
    return alone ? text : "(" + text + ")";
  }

  private static String operand(Dim dim, Function<SizeVar, String> names) {
    String text = of(dim, names);
    return dim.variable().isPresent() || dim.constant().isPresent() ? text : "(" + text + ")";
  }
}
