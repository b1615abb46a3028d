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
 * The first fix of each wrong program is applied, and the program is checked again. Those for which
 * that leaves a mistake, or that have no fix, are listed in {@code without_fix.txt}, so that a lost
 * fix is seen; {@code -Dgolden=update} writes the list anew.
 */
class FixesTest {
  private static final int LEAST_MENDED = 100;
  private static final Path LIST =
      Golden.root().resolve("language/src/test/golden/check/without_fix.txt");

  @Test
  void first_fixes_mend() throws Exception {
    List<String> without = new ArrayList<>();
    int mended = 0;
    for (String folder : CheckerGoldenTest.MISTAKES) {
      for (Path program : Golden.programs("language/src/test/golden/check/" + folder)) {
        if (isMended(Golden.read(program))) {
          mended++;
        } else {
          without.add(folder + "/" + program.getFileName());
        }
      }
    }
    String list = String.join("\n", without) + "\n";
    if (System.getProperty("golden", "").equals("update")) {
      Files.writeString(LIST, list);
    }
    assertEquals(Files.readString(LIST), list);
    assertTrue(mended >= LEAST_MENDED, "mended: " + mended);
  }

  private static boolean isMended(Source source) {
    List<Diagnostic> diagnostics = ScriptFixture.check(source, false).diagnostics();
    assertTrue(!diagnostics.isEmpty(), () -> source.name() + " has no mistake");
    Diagnostic first = diagnostics.get(0);
    if (first.fixes().isEmpty()) {
      return false;
    }
    Source changed = applied(source, first.fixes().get(0));
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
