package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each model among the samples has a page, which shows what stands in the script. */
class ModelPagesTest {
  private static final Path FOLDER = Path.of(System.getProperty("tgraph.root"), "samples/models");
  private static final Pattern CODE = Pattern.compile("```tgraph\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

  @TestFactory
  Stream<DynamicTest> pagesShowTheirScripts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Path> scripts = files.filter(f -> f.toString().endsWith(".tgraph")).sorted().toList();
      assertTrue(scripts.size() >= 10, () -> "only " + scripts);
      return scripts.stream()
          .map(script ->
              DynamicTest.dynamicTest(script.getFileName().toString(), () -> compare(script)));
    }
  }

  private static void compare(Path script) throws IOException {
    String name = script.getFileName().toString();
    String text = Files.readString(script);
    String page = Files.readString(FOLDER.resolve(name.replace(".tgraph", ".md")));
    Matcher code = CODE.matcher(page);
    boolean isShown = false;
    while (code.find()) {
      isShown = true;
      assertTrue(
          text.contains(code.group(1).strip()), () -> "not in " + name + ":\n" + code.group(1));
    }
    assertTrue(isShown, "it shows nothing of the script");
    Matcher link = LINK.matcher(page);
    while (link.find()) {
      assertTrue(Files.exists(FOLDER.resolve(link.group(1))), link.group(1));
    }
  }
}
