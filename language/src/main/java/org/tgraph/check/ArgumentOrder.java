package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
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
      texts.add(text.lines().count() == 1 ? text : "…");
      edits.add(new Fix.Edit(spans.get(i), text));
    }
    String name = call.builtin().name();
    String title = "write `" + name + "(" + String.join(", ", texts) + ")`";
    return d.fix(new Fix(title, edits));
  }

  private static boolean isNamed(Span argument) {
    return argument.source().text().substring(0, argument.start()).stripTrailing().endsWith("=");
  }
}
