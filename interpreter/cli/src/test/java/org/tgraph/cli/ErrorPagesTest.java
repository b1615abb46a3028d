package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tgraph.diagnostic.Code;

/**
 * The pages in {@code docs/errors} are right. In them, a block {@code ```tgraph fails} is a program
 * with the mistake, the block {@code ```text printed} after it is what is printed then (rewritten
 * with {@code -Dgolden=update}), {@code ```text NAME} is a file beside it, and a plain {@code
 * ```tgraph} is a program that is fine. With {@code run}, a program is run and not only checked;
 * with {@code timeout}, for half a second at most.
 */
final class ErrorPagesTest {
  private static final Path PAGES = Path.of(System.getProperty("tgraph.root"), "docs", "errors");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+) ?([^\\n]*)\\n(.*?)^```$");

  @TempDir private Path folder;

  @Test
  void everyCodeHasAPageAndEveryPageACode() throws IOException {
    List<String> codes = Arrays.stream(Code.values()).map(c -> c + ".md").toList();
    try (Stream<Path> files = Files.list(PAGES)) {
      assertEquals(codes, files.map(f -> f.getFileName().toString()).sorted().toList());
    }
    for (Code code : Code.values()) {
      String page = ErrorPage.of(code).orElse("");
      assertTrue(page.startsWith("# " + code + ": " + code.title() + "\n"), code.name());
    }
  }

  @TestFactory
  Stream<DynamicTest> pages() {
    return Arrays.stream(Code.values())
        .filter(code -> Files.exists(PAGES.resolve(code + ".md")))
        .map(code -> DynamicTest.dynamicTest(code.name(), () -> page(code)));
  }

  private void page(Code code) throws IOException {
    Path file = PAGES.resolve(code + ".md");
    String page = Files.readString(file);
    Scripts scripts = new Scripts(Files.createDirectory(folder.resolve(code.name())));
    Matcher block = BLOCK.matcher(page);
    StringBuilder now = new StringBuilder();
    String printed = "";
    while (block.find()) {
      String language = block.group(1);
      String words = block.group(2);
      if (language.equals("tgraph")) {
        boolean fails = words.contains("fails");
        printed = output(scripts, block.group(3), words);
        if (fails) {
          assertTrue(
              printed.contains("[" + code + "]: "), code + " is not printed, but\n" + printed);
        } else {
          assertEquals("", printed, "this should be fine:\n" + block.group(3));
        }
      } else if (words.contains(".")) {
        scripts.write(words, block.group(3));
      }
      String text = words.equals("printed") ? "```text printed\n" + printed + "```" : block.group();
      block.appendReplacement(now, Matcher.quoteReplacement(text));
    }
    block.appendTail(now);
    if (!page.contentEquals(now) && "update".equals(System.getProperty("golden"))) {
      Files.writeString(file, now.toString());
    } else if (!page.contentEquals(now)) {
      assertEquals(now.toString(), page, file + " is out of date; -Dgolden=update rewrites it");
    }
  }

  /** What is said of a program, under the name {@code script.tgraph}. */
  private static String output(Scripts scripts, String program, String words) {
    String script = scripts.write("script.tgraph", program);
    boolean run = words.contains("run");
    String limit = words.contains("timeout") ? "0.5" : "0";
    CommandRun done =
        run
            ? CommandRun.of("run", "--backend", "reference", "--timeout", limit, script)
            : CommandRun.of("check", script);
    if (done.status() > ExitStatus.FAILED) {
      return done.err();
    }
    String said =
        run ? done.err() : done.out().replaceFirst("(?m)^[0-9]+ (error|warning).*\\n\\z", "");
    return said.replace(scripts.folder() + "/", "").strip().concat(said.isBlank() ? "" : "\n");
  }
}
