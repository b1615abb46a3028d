package org.tgraph.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Source;
import org.tgraph.testing.Golden;

/**
 * The fixes of each wrong program are applied, and the program is checked again. Those that are
 * right then are listed in {@code mended.txt}, so that a lost fix is seen; {@code -Dgolden=update}
 * writes the list anew.
 */
class FixesTest {
  /** What somebody used to another language writes on the first day. */
  private static final List<String> EVERYDAY =
      List.of("mistakes_jax", "mistakes_numpy", "mistakes_r", "mistakes_stan");

  private static final Path LIST =
      Golden.root().resolve("language/src/test/golden/check/mended.txt");

  @Test
  void fixes_mend() throws Exception {
    List<String> mended = new ArrayList<>();
    for (String folder : CheckerGoldenTest.MISTAKES) {
      for (Path program : programs(folder)) {
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
  }

  /** Of 30 everyday mistakes at least 25 are mended by a click. */
  @Test
  void fixes_mend_most_everyday_mistakes() {
    List<Path> all = EVERYDAY.stream().flatMap(f -> programs(f).stream()).toList();
    List<Path> left = all.stream().filter(p -> !isMended(Golden.read(p))).toList();
    int mended = all.size() - left.size();
    System.out.println(
        "a fix mends %d of %d everyday mistakes, but not %s"
            .formatted(mended, all.size(), left.stream().map(Path::getFileName).toList()));
    assertTrue(all.size() >= 30, () -> all.size() + " everyday mistakes are too few");
    assertTrue(mended * 30 >= all.size() * 25, () -> "mended: " + mended + " of " + all.size());
  }

  private static List<Path> programs(String folder) {
    return Golden.programs("language/src/test/golden/check/" + folder);
  }

  /**
   * Whether one fix that is offered makes the program right, or the first fixes of all mistakes.
   */
  private static boolean isMended(Source source) {
    List<Diagnostic> diagnostics = ScriptFixture.check(source, false).diagnostics();
    List<Fix.Edit> all =
        diagnostics.stream()
            .flatMap(d -> d.fixes().stream().limit(1))
            .flatMap(f -> f.edits().stream())
            .toList();
    return Stream.concat(
            diagnostics.stream().flatMap(d -> d.fixes().stream()).map(Fix::edits),
            !diagnostics.isEmpty() && diagnostics.stream().noneMatch(d -> d.fixes().isEmpty())
                ? Stream.of(all)
                : Stream.empty())
        .anyMatch(
            edits -> ScriptFixture.check(applied(source, edits), false).diagnostics().isEmpty());
  }

  private static Source applied(Source source, List<Fix.Edit> edits) {
    StringBuilder text = new StringBuilder(source.text());
    edits.stream()
        .filter(e -> e.span().source().equals(source))
        .sorted(Comparator.comparingInt((Fix.Edit e) -> e.span().start()).reversed())
        .forEach(e -> text.replace(e.span().start(), e.span().end(), e.replacement()));
    return new Source(source.name(), text.toString());
  }
}
