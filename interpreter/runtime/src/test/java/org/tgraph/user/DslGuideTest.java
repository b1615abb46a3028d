package org.tgraph.user;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples in {@code docs/dsl.md} are parts of the samples, which the build runs. */
class DslGuideTest {
  private static final Path ROOT = Path.of(System.getProperty("tgraph.root"));
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- (samples/\\S+) -->\n```\\w*\n(.*?)```", Pattern.DOTALL);

  @Test
  void examplesAreInTheSamples() throws IOException {
    String guide = Files.readString(ROOT.resolve("docs/dsl.md"));
    List<MatchResult> examples = EXAMPLE.matcher(guide).results().toList();
    assertTrue(examples.size() >= 5, examples.size() + " examples");
    for (MatchResult example : examples) {
      String sample = Files.readString(ROOT.resolve(example.group(1)));
      assertTrue(flush(sample).contains(flush(example.group(2))), example.group());
    }
  }

  /** Without indentation. */
  private static String flush(String text) {
    return text.replaceAll("(?m)^ +", "");
  }
}
