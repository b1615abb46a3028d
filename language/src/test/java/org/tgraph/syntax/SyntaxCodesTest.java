package org.tgraph.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tgraph.diagnostic.Code;
import org.tgraph.testing.Golden;

/** Each kind of syntax error has a program that shows it, and a page. */
class SyntaxCodesTest {
  private static Set<Code> syntaxCodes() {
    Set<Code> codes = EnumSet.allOf(Code.class);
    codes.removeIf(code -> !code.name().startsWith("TG01") || code == Code.TG0199);
    return codes;
  }

  @Test
  void each_has_a_program() {
    Set<Code> missing = syntaxCodes();
    for (var program : Golden.programs("language/src/test/golden/parse")) {
      for (var diagnostic : Parser.parse(Golden.read(program)).diagnostics()) {
        missing.remove(diagnostic.code());
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void each_has_a_page() {
    for (Code code : syntaxCodes()) {
      assertTrue(Files.exists(Golden.root().resolve("docs/errors/" + code + ".md")), code.name());
    }
  }
}
