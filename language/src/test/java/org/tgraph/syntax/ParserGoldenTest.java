package org.tgraph.syntax;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.diagnostic.TextRenderer;
import org.tgraph.source.Source;
import org.tgraph.testing.Golden;
import org.tgraph.testing.TreeText;

/** What the parser says of wrong programs and what it keeps of them; the tree of right ones. */
class ParserGoldenTest {
  @TestFactory
  Stream<DynamicTest> parse() {
    return Golden.tests("language/src/test/golden/parse", ParserGoldenTest::result);
  }

  private static String result(Source source) {
    Parsed parsed = Parser.parse(source);
    StringBuilder text = new StringBuilder();
    if (parsed.diagnostics().isEmpty()) {
      for (Statement statement : parsed.script().statements()) {
        text.append(TreeText.of(statement)).append('\n');
      }
      return text.toString();
    }
    text.append(new TextRenderer(false).render(parsed.diagnostics())).append("\nkept:\n");
    for (Statement statement : parsed.script().statements()) {
      String tree = TreeText.of(statement).replaceAll("\\s+", " ");
      String shown = tree.length() <= 100 ? tree : tree.substring(0, 99) + "…";
      text.append("  ").append(shown).append('\n');
    }
    return text.toString();
  }
}
