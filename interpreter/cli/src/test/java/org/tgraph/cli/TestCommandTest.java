package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestCommandTest {
  @TempDir private Path folder;
  private Scripts scripts;

  @BeforeEach
  void folder() {
    scripts = new Scripts(folder);
  }

  @Test
  void eachTestHasALine() {
    String script =
        scripts.write("a.tgraph", "test \"one\" { assert 1 < 2 }\ntest \"two\" { assert 2 < 1 }\n");
    CommandRun run = CommandRun.of("test", script);
    assertEquals(ExitStatus.FAILED, run.status());
    assertTrue(run.out().contains("✓ one") && run.out().contains("✗ two"), run.out());
    assertTrue(run.out().contains("error[TG0801]"), run.out());
    assertTrue(run.out().endsWith("1 passed, 1 failed\n"), run.out());
  }

  @Test
  void foldersAreSearched() {
    scripts.write("x/a.tgraph", "test \"one\" { assert 1 < 2 }\n");
    scripts.write("x/y/b.tgraph", "test \"two\" { assert 1 < 2 }\n");
    CommandRun run = CommandRun.of("test", folder.toString());
    assertEquals(ExitStatus.FINE, run.status(), run.out());
    assertTrue(run.out().endsWith("2 passed, 0 failed\n"), run.out());
  }

  @Test
  void aScriptWithMistakesFails() {
    scripts.write("a.tgraph", "test \"one\" { assert missing }\n");
    CommandRun run = CommandRun.of("test", folder.toString());
    assertEquals(ExitStatus.FAILED, run.status());
    assertTrue(run.out().contains("error[TG0201]"), run.out());
    assertTrue(run.out().endsWith("0 passed, 0 failed, 1 script with errors\n"), run.out());
  }

  @Test
  void aTestThatTakesTooLongFailsAlone() {
    String script =
        scripts.write(
            "a.tgraph",
            """
            test "endless" {
              assert while(1.0, s -> s > 0.0, s -> s) > 0.0
            }
            test "after" { assert 1 < 2 }
            """);
    CommandRun run = CommandRun.of("test", "--backend=reference", "--timeout=2", script);
    assertEquals(ExitStatus.FAILED, run.status());
    assertTrue(run.out().contains("✗ endless") && run.out().contains("✓ after"), run.out());
    assertTrue(run.out().contains("error[TG0807]"), run.out());
    assertTrue(run.out().contains(":2:10\n"), run.out());
    assertTrue(run.out().endsWith("1 passed, 1 failed\n"), run.out());
  }

  @Test
  void forMachinesThereIsAnObjectForEachScript() {
    String script = scripts.write("a.tgraph", "\ntest \"one\" { assert 2 < 1 }\n");
    CommandRun run = CommandRun.of("test", "--format=json", script);
    Object tree = JsonTree.read(run.out());
    assertEquals("one", JsonTree.at(tree, "tests", 0, "name"));
    assertEquals(2, JsonTree.at(tree, "tests", 0, "line"));
    assertEquals(false, JsonTree.at(tree, "tests", 0, "passed"));
    assertEquals("TG0801", JsonTree.at(tree, "tests", 0, "failure", "code"));
  }

  @Test
  void benchesAreMeasuredIfAskedFor() {
    String script = scripts.write("a.tgraph", "bench \"sum\" { sum(arange(100)) }\n");
    assertEquals("0 passed, 0 failed\n", CommandRun.of("test", script).out());
    String measured = CommandRun.of("test", "--bench", "--backend=reference", script).out();
    assertTrue(measured.contains("• sum  median of "), measured);
    String json = CommandRun.of("test", "--bench", "--format=json", script).out();
    assertEquals("sum", JsonTree.at(JsonTree.read(json), "benches", 0, "name"));
  }
}
