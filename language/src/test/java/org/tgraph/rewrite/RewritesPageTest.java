package org.tgraph.rewrite;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tgraph.testing.Golden;

/** {@code docs/rewrites.md} lists all rules as they are. */
class RewritesPageTest {
  private static final String HEAD =
      """
      # What is simplified

      Before a backend gets a graph, these rules are applied to it, each wherever it fits, until none does; then what is not used is
      left out. They are written in the language, over the operations of the graph (`docs/operations.md`): `x`, `y`, `c` are tensors,
      numbers are tensors of that number everywhere, and `axes=p` binds a parameter. A rule applies to the element types of its kind.

      None changes a result on valid input, but for how finite floats are rounded: `nan`, infinite numbers, the signs of zeros, integers
      that wrap around and problems with the data stay as they are. What may stop a program (an index out of range, a promise `as`, a
      loop that may not end) is never left out where its result was asked for. Stability rules alone may be nearer to the number that
      is meant: finite where the operations as written overflow, -0 where they round to 0.

      Beside the rules: equal operations on equal operands are done once; a branch that is known to be taken takes the place of its
      `if`, and a function that of its `custom_derivative`; what is the same in all steps of a loop is computed before it, unless it may
      fail. Stability rules are applied to a script as a whole before it is divided at its effects: what has been printed is made once
      more where a stable expression does without it. They are applied before a derivative is taken, too.

      `tgraph graph --simplify` and `tgraph run --dump=simplify` show the result. Made from `org.tgraph.rewrite`; see "Add a rewrite" in
      `CONTRIBUTING.md`.
      """;

  @Test
  void isUpToDate() throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    for (Map.Entry<String, List<Rule>> family : Rules.FAMILIES.entrySet()) {
      page.append("\n## ").append(family.getKey()).append("\n\n");
      page.append("| rule | in place of | write | kind | when |\n|---|---|---|---|---|\n");
      for (Rule rule : family.getValue()) {
        page.append(
            "| %s | `%s` | `%s` | %s | %s |\n"
                .formatted(
                    rule.name(),
                    cell(rule.from()),
                    cell(rule.to()),
                    rule.kind(),
                    cell(rule.statement())));
      }
    }
    page.append("\nIn these tables:\n\n");
    for (Abbreviation a : Abbreviation.ALL) {
      page.append(
          "- `%s(%s)` is `%s`\n".formatted(a.name(), String.join(", ", a.variables()), a.text()));
    }
    Golden.page("docs/rewrites.md", page.toString());
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
