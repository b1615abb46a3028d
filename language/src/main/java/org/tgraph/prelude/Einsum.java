package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tgraph.check.CallSite;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;

/**
 * {@code einsum("ij,jk->ik", a, b)}: a letter for each axis, {@code ...} for all further ones. A
 * letter that the result does not have is summed over; without a result, it has those letters that
 * stand there once, in alphabetical order.
 */
final class Einsum {
  /** The names of axes under {@code ...} are below 0: the last is -1. */
  private record Term(String text, List<Integer> names) {}

  /** Where a letter was seen first. */
  private record Seen(Dim size, int operand, int axis) {}

  private final CallSite call;
  private final List<Operand> operands;
  private final Map<Integer, Seen> seen = new HashMap<>();
  private EinsumFixes fixes;

  Einsum(CallSite call) {
    this.call = call;
    this.operands = call.rest("operands");
  }

  Val result() {
    String text = call.text("subscripts").replace(" ", "");
    int arrow = text.indexOf("->");
    String[] inputs = (arrow < 0 ? text : text.substring(0, arrow)).split(",", -1);
    fixes =
        new EinsumFixes(
            call.span("subscripts"),
            List.of(inputs),
            arrow < 0 ? Optional.empty() : Optional.of(text.substring(arrow + 2)));
    if (inputs.length != operands.size() || operands.isEmpty()) {
      throw bad(
          "There are subscripts for %d %s, but %d %s given."
              .formatted(
                  inputs.length,
                  inputs.length == 1 ? "operand" : "operands",
                  operands.size(),
                  operands.size() == 1 ? "is" : "are"));
    }
    List<Value> values = call.together(operands, Kind.NUMERIC);
    List<Contraction.Factor> factors = new ArrayList<>();
    int rest = 0;
    for (int i = 0; i < inputs.length; i++) {
      Term term = term(inputs[i], values.get(i), i);
      factors.add(factor(term, values.get(i), i));
      rest = Math.max(rest, (int) term.names.stream().filter(n -> n < 0).count());
    }
    List<Integer> output =
        arrow < 0 ? implicit(inputs, rest) : output(text.substring(arrow + 2), rest);
    return new Val.Tensor(new Contraction(call, output).of(factors));
  }

  private RuntimeException bad(String message) {
    return bad(message, Optional.empty());
  }

  private RuntimeException bad(String message, Optional<Fix> fix) {
    return call.fail(
        Diagnostic.error(Code.TG0316, call.span("subscripts"), message)
            .note("A matrix product is `einsum(\"ij,jk->ik\", a, b)`.")
            .fix(fix));
  }

  private Term term(String text, Value value, int operand) {
    int dots = text.indexOf("...");
    String letters = text.replace("...", "");
    if (!letters.chars().allMatch(Einsum::isLetter) || letters.contains(".")) {
      throw bad("Subscripts are letters, `,`, `->` and `...`, but this has `" + text + "`.");
    }
    int further = value.rank() - letters.length();
    if (further < 0 || further > 0 && dots < 0) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0316,
                  call.span("subscripts"),
                  "`%s` is for %d %s, but operand %d has %d."
                      .formatted(
                          text,
                          letters.length(),
                          letters.length() == 1 ? "axis" : "axes",
                          operand,
                          value.rank()))
              .label(
                  operands.get(operand).span(),
                  "this has shape `" + call.c().text(value.shape()) + "`")
              .fix(fixes.furtherAxes(operand, further)));
    }
    if (value.shape().hasPack()) {
      throw call.fail(
          Code.TG0314,
          operands.get(operand).span(),
          "`einsum` needs to know how many axes there are.");
    }
    List<Integer> names = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      names.add((int) letters.charAt(i));
    }
    for (int i = 1; i <= further; i++) {
      names.add(dots, -i);
    }
    return new Term(text, names);
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  /** The operand with one axis for each of its letters, all of the sizes that were seen first. */
  private Contraction.Factor factor(Term term, Value value, int operand) {
    Value fitting = value;
    for (int axis = 0; axis < value.rank(); axis++) {
      int name = term.names.get(axis);
      Dim size = value.shape().dim(axis);
      Seen first = seen.putIfAbsent(name, new Seen(size, operand, axis));
      if (first != null && !call.isEqual(first.size, size)) {
        throw differ(name, first, new Seen(size, operand, axis), exchanged(term, value, operand));
      }
      if (first != null) {
        fitting = call.coerce(fitting, fitting.shape().with(axis, first.size));
      }
    }
    List<Integer> names = new ArrayList<>(term.names);
    for (int axis = 0; axis < names.size(); axis++) {
      int again = names.lastIndexOf(names.get(axis));
      while (again > axis) {
        fitting = Picking.diagonalOf(call, fitting, axis, again);
        names.remove(again);
        again = names.lastIndexOf(names.get(axis));
      }
    }
    return new Contraction.Factor(fitting, names);
  }

  /** The letters of the operand in the other order, if they are for its sizes then. */
  private Optional<Fix> exchanged(Term term, Value value, int operand) {
    boolean fits =
        value.rank() == 2
            && IntStream.range(0, 2)
                .mapToObj(axis -> Map.entry(axis, term.names.get(1 - axis)))
                .allMatch(e -> {
                  Seen known = seen.get(e.getValue());
                  return known != null
                      && (known.operand == operand
                          || call.isEqual(known.size, value.shape().dim(e.getKey())));
                });
    return fits ? fixes.exchanged(operand) : Optional.empty();
  }

  private RuntimeException differ(int name, Seen first, Seen second, Optional<Fix> fix) {
    String[] sizes = call.pair(first.size, second.size);
    String what = name < 0 ? "An axis of `...`" : "`" + (char) name + "`";
    Diagnostic d =
        Diagnostic.error(
            Code.TG0316,
            call.span("subscripts"),
            "%s stands for axes of two sizes: `%s` is not `%s`."
                .formatted(what, sizes[0], sizes[1]));
    if (first.operand == second.operand) {
      d =
          d.label(
              operands.get(first.operand).span(),
              "axis %d is `%s`, axis %d is `%s`"
                  .formatted(first.axis, sizes[0], second.axis, sizes[1]));
    } else {
      d = d.label(operands.get(first.operand).span(), axis(first.axis, sizes[0]));
      d = d.label(operands.get(second.operand).span(), axis(second.axis, sizes[1]));
    }
    return call.fail(call.explain(d, first.size, second.size).fix(fix));
  }

  private static String axis(int axis, String size) {
    return "axis %d is `%s`".formatted(axis, size);
  }

  private static List<Integer> implicit(String[] inputs, int rest) {
    String all = String.join("", inputs).replace("...", "");
    List<Integer> output = new ArrayList<>();
    for (int i = rest; i > 0; i--) {
      output.add(-i);
    }
    for (int c : new TreeSet<>(all.chars().boxed().toList())) {
      if (all.indexOf(c) == all.lastIndexOf(c)) {
        output.add(c);
      }
    }
    return output;
  }

  private List<Integer> output(String text, int rest) {
    List<Integer> output = new ArrayList<>();
    int dots = text.indexOf("...");
    String letters = text.replace("...", "");
    for (int i = 0; i < letters.length(); i++) {
      int name = letters.charAt(i);
      if (!isLetter(name)) {
        throw bad("Subscripts are letters, `,`, `->` and `...`, but this has `" + text + "`.");
      }
      if (!seen.containsKey(name)) {
        throw bad(
            "The result has `%c`, which no operand has.".formatted(name),
            fixes.otherLetter((char) name));
      }
      if (output.contains(name)) {
        throw bad("The result has `%c` twice.".formatted(name));
      }
      output.add(name);
    }
    if (rest > 0 && dots < 0) {
      throw bad("The result must say where the axes of `...` go.");
    }
    for (int i = 1; i <= rest; i++) {
      output.add(dots, -i);
    }
    return output;
  }
}
