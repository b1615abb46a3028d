package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/standard-library.md} names every function of the library that has documentation, and
 * its examples print what it says; with {@code -Dgolden=update}, what they print is written there.
 */
final class LibraryPageTest {
  private static final Path ROOT = Path.of(System.getProperty("tgraph.root"));
  private static final Path PAGE = ROOT.resolve("docs/standard-library.md");
  private static final Pattern FUNCTION = Pattern.compile("(?m)^## .*\\n^fn (\\w+)");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^```tgraph\\n(.*?)^```\\n\\n```text printed\\n(.*?)^```$");

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> namesEachFunction() {
    return Stream.of("optim", "nn", "ode", "quadrature", "stats")
        .map(module -> DynamicTest.dynamicTest(module, () -> namesAllOf(module)));
  }

  private static void namesAllOf(String module) throws IOException {
    String page = Files.readString(PAGE);
    String source = Files.readString(ROOT.resolve("stdlib/" + module + ".tgraph"));
    // Those of `optim` are in the prelude.
    String prefix = module.equals("optim") ? "" : module + ".";
    List<String> missing =
        FUNCTION
            .matcher(source)
            .results()
            .map(m -> "| `" + prefix + m.group(1) + "(")
            .filter(name -> !page.contains(name))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void examplesPrintWhatItSays() throws IOException {
    String page = Files.readString(PAGE);
    Scripts scripts = new Scripts(folder);
    Matcher example = EXAMPLE.matcher(page);
    StringBuilder now = new StringBuilder();
    while (example.find()) {
      String script = scripts.write("example.tgraph", example.group(1));
      CommandRun done = CommandRun.of("run", "--backend", "reference", script);
      assertEquals("", done.err(), example.group(1));
      String printed =
          "```tgraph\n" + example.group(1) + "```\n\n```text printed\n" + done.out() + "```";
      example.appendReplacement(now, Matcher.quoteReplacement(printed));
    }
    example.appendTail(now);
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(PAGE, now.toString());
    }
    assertEquals(now.toString(), Files.readString(PAGE));
    assertTrue(now.length() > 0);
  }
}
