package org.tgraph.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Source;
import org.tgraph.testing.Golden;

/**
 * The first fix of each wrong program is applied, and the program is checked again. Those that are
 * right then are listed in {@code mended.txt}, so that a lost fix is seen; {@code -Dgolden=update}
 * writes the list anew.
 */
class FixesTest {
  private static final int LEAST_MENDED = 100;
  private static final Path LIST =
      Golden.root().resolve("language/src/test/golden/check/mended.txt");

  @Test
  void first_fixes_mend() throws Exception {
    List<String> mended = new ArrayList<>();
    for (String folder : CheckerGoldenTest.MISTAKES) {
      for (Path program : Golden.programs("language/src/test/golden/check/" + folder)) {
        if (isMended(Golden.read(program))) {
          mended.add(folder + "/" + program.getFileName());
        }
      }
    }
    if (System.getProperty("golden", "").equals("update")) {
      Files.writeString(LIST, String.join("\n", mended) + "\n");
    }
    List<String> lost = new ArrayList<>(Files.readAllLines(LIST));
    lost.removeAll(mended);
    assertEquals(List.of(), lost);
    assertTrue(mended.size() >= LEAST_MENDED, "mended: " + mended.size());
  }

  private static boolean isMended(Source source) {
    List<Diagnostic> diagnostics = ScriptFixture.check(source, false).diagnostics();
    if (diagnostics.isEmpty() || diagnostics.get(0).fixes().isEmpty()) {
      return false;
    }
    Source changed = applied(source, diagnostics.get(0).fixes().get(0));
    return ScriptFixture.check(changed, false).diagnostics().isEmpty();
  }

  private static Source applied(Source source, Fix fix) {
    StringBuilder text = new StringBuilder(source.text());
    fix.edits().stream()
        .filter(e -> e.span().source().equals(source))
        .sorted(Comparator.comparingInt((Fix.Edit e) -> e.span().start()).reversed())
        .forEach(e -> text.replace(e.span().start(), e.span().end(), e.replacement()));
    return new Source(source.name(), text.toString());
  }
}
