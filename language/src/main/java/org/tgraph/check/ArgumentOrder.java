package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;

/** Arguments in the order of another library: the fix puts them in that of this one. */
final class ArgumentOrder {
  private ArgumentOrder() {}

  /**
   * Offers the call in the right order.
   *
   * @param params the parameters that the arguments were taken for, in the order they are written
   * @param order which of these arguments belongs at each place
   */
  static Diagnostic mended(Diagnostic d, CallSite call, List<String> params, List<Integer> order) {
    List<Span> spans = params.stream().map(call::span).toList();
    List<Fix.Edit> edits = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < spans.size(); i++) {
      boolean isNext = i == 0 || spans.get(i).start() >= spans.get(i - 1).end();
      if (!isNext || isNamed(spans.get(i))) {
        return d;
      }
      String text = spans.get(order.get(i)).text();
      texts.add(inLine(text));
      edits.add(new Fix.Edit(spans.get(i), text));
    }
    String name = call.builtin().name();
    String title = "write `" + name + "(" + String.join(", ", texts) + ")`";
    return d.fix(new Fix(title, edits));
  }

  /** A loop between two bounds, {@code fori(lower, upper, step, init)}: here it begins at 0. */
  static Diagnostic ofBounds(Diagnostic d, List<Argument> given) {
    List<Span> spans = given.stream().map(Argument::span).toList();
    Diagnostic noted = d.note("JAX has `fori_loop(lower, upper, f, init)`; here `i` begins at 0.");
    if (!spans.get(0).text().equals("0")) {
      return noted;
    }
    Span all = spans.get(0).source().span(spans.get(0).start(), spans.get(3).end());
    List<String> texts = List.of(spans.get(3).text(), spans.get(1).text(), spans.get(2).text());
    String shown = texts.stream().map(ArgumentOrder::inLine).collect(Collectors.joining(", "));
    return noted.fix(Fix.replace("write `fori(" + shown + ")`", all, String.join(", ", texts)));
  }

  private static String inLine(String text) {
    return text.lines().count() == 1 ? text : "…";
  }

  private static boolean isNamed(Span argument) {
    return argument.source().text().substring(0, argument.start()).stripTrailing().endsWith("=");
  }
}
