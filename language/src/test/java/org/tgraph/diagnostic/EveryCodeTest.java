package org.tgraph.diagnostic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tgraph.testing.Golden;

/** Each code is triggered by a program of the goldens, or by the test that is named here. */
class EveryCodeTest {
  /** What only a run can trigger, and the test that does. */
  private static final Map<Code, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry(
              Code.TG0607,
              "interpreter/runtime/src/test/java/org/tgraph/run/SamplingWarningsTest.java"),
          Map.entry(
              Code.TG0608,
              "interpreter/runtime/src/test/java/org/tgraph/run/SamplingWarningsTest.java"),
          Map.entry(
              Code.TG0609,
              "interpreter/runtime/src/test/java/org/tgraph/run/SamplingWarningsTest.java"),
          Map.entry(
              Code.TG0610,
              "interpreter/runtime/src/test/java/org/tgraph/run/SamplingWarningsTest.java"),
          Map.entry(
              Code.TG0613,
              "interpreter/runtime/src/test/java/org/tgraph/run/SamplingWarningsTest.java"),
          Map.entry(
              Code.TG0612,
              "interpreter/runtime/src/test/java/org/tgraph/run/SamplingWarningsTest.java"),
          Map.entry(
              Code.TG0611,
              "interpreter/runtime/src/test/java/org/tgraph/run/SamplingWarningsTest.java"),
          Map.entry(
              Code.TG0704, "interpreter/runtime/src/test/java/org/tgraph/run/FileStoreTest.java"),
          Map.entry(Code.TG0705, "language/src/test/java/org/tgraph/data/DataAccessTest.java"),
          Map.entry(Code.TG0706, "language/src/test/java/org/tgraph/data/WriteFilesTest.java"),
          Map.entry(
              Code.TG0801,
              "interpreter/runtime/src/test/java/org/tgraph/run/ScriptRunnerTest.java"),
          Map.entry(Code.TG0802, "language/src/test/java/org/tgraph/op/IndexProblemsTest.java"),
          Map.entry(
              Code.TG0803, "language/src/test/java/org/tgraph/op/linalg/LinalgProblemsTest.java"),
          Map.entry(Code.TG0804, "language/src/test/java/org/tgraph/op/IndexProblemsTest.java"),
          Map.entry(Code.TG0805, "language/src/test/java/org/tgraph/graph/GraphEvaluatorTest.java"),
          Map.entry(Code.TG0806, "language/src/test/java/org/tgraph/op/NoResultTest.java"),
          Map.entry(Code.TG0807, "interpreter/cli/src/test/java/org/tgraph/cli/RunTest.java"),
          Map.entry(
              Code.TG0808, "interpreter/runtime/src/test/java/org/tgraph/run/SamplingRunTest.java"),
          Map.entry(
              Code.TG0901, "interpreter/runtime/src/test/java/org/tgraph/run/BackendsTest.java"),
          Map.entry(
              Code.TG0902, "interpreter/cli/src/test/java/org/tgraph/cli/AbsentBackendTest.java"));

  @Test
  void every_code_is_triggered() throws IOException {
    Set<Code> triggered = EnumSet.copyOf(ELSEWHERE.keySet());
    String expected = expected();
    for (Code code : Code.values()) {
      if (expected.contains("[" + code + "]: ")) {
        assertTrue(!ELSEWHERE.containsKey(code), code + " is triggered by a golden program");
        triggered.add(code);
      }
    }
    assertEquals(EnumSet.allOf(Code.class), triggered);
  }

  @Test
  void the_tests_named_here_mention_their_codes() throws IOException {
    for (Map.Entry<Code, String> entry : ELSEWHERE.entrySet()) {
      String test = Files.readString(Golden.root().resolve(entry.getValue()));
      assertTrue(test.contains(entry.getKey().name()), entry::toString);
    }
  }

  /** What later work gives a meaning to has no page of its own. */
  @Test
  void every_code_has_a_page() {
    List<Code> without =
        Arrays.stream(Code.values())
            .filter(c -> !Files.exists(Golden.root().resolve("docs/errors/" + c + ".md")))
            .toList();
    assertEquals(List.of(), without);
  }

  private static String expected() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(Golden.root().resolve("language/src/test/golden"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".expected")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
