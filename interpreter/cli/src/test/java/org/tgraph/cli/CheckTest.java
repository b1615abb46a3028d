package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckTest {
  private static final String WRONG = "let x = [1.0, 2.0]\nprint(x + [1.0, 2.0, 3.0])\n";

  @TempDir private Path folder;
  private Scripts scripts;

  @BeforeEach
  void folder() {
    scripts = new Scripts(folder);
  }

  @Test
  void nothingIsSaidOfAScriptThatIsRight() {
    String script = scripts.write("a.tgraph", "print(1.0 + 2.0)\n");
    assertEquals(new CommandRun(ExitStatus.FINE, "", ""), CommandRun.of("check", script));
    assertTrue(CommandRun.of("check", "-v", script).out().contains("nothing is wrong"));
    assertEquals("[]\n", CommandRun.of("check", "--format", "json", script).out());
  }

  @Test
  void mistakesAreShownAndCounted() {
    CommandRun run = CommandRun.of("check", scripts.write("a.tgraph", WRONG));
    assertEquals(ExitStatus.FAILED, run.status());
    assertTrue(run.out().startsWith("error[TG0302]: "), run.out());
    assertTrue(run.out().contains("a.tgraph:2:"), run.out());
    assertTrue(run.out().endsWith("\n1 error\n"), run.out());
    assertFalse(run.out().contains("\u001B["));
    assertTrue(CommandRun.onTerminal("check", folder.toString()).out().contains("\u001B["));
  }

  @Test
  void forMachinesThereIsAnArray() {
    String script = scripts.write("a.tgraph", WRONG);
    Object tree = JsonTree.read(CommandRun.of("check", "--format", "json", script).out());
    assertEquals(1, ((List<?>) tree).size());
    assertEquals("TG0302", JsonTree.at(tree, 0, "code"));
    assertEquals("error", JsonTree.at(tree, 0, "severity"));
    assertEquals(script, JsonTree.at(tree, 0, "file"));
    assertEquals(1, JsonTree.at(tree, 0, "range", "start", "line"));
    assertTrue(JsonTree.at(tree, 0, "labels") instanceof List<?>);
    assertTrue(JsonTree.at(tree, 0, "notes") instanceof List<?>);
    assertTrue(JsonTree.at(tree, 0, "fixes") instanceof List<?>);
  }

  @Test
  void standardInputIsAScriptToo() {
    CommandRun run = CommandRun.withInput(WRONG, false, "check", "-");
    assertEquals(ExitStatus.FAILED, run.status());
    assertTrue(run.out().contains("<stdin>:2:"), run.out());
  }

  @Test
  void whatIsNoScriptIsTheCommandLinesMistake() throws IOException {
    String missing = folder.resolve("missing.tgraph").toString();
    CommandRun run = CommandRun.of("check", missing);
    assertEquals(ExitStatus.USAGE, run.status());
    assertTrue(run.err().contains("There is no file `" + missing + "`."), run.err());

    assertEquals(ExitStatus.USAGE, CommandRun.of("check").status());
    assertEquals(ExitStatus.USAGE, CommandRun.of("check", folder.toString()).status());
    assertEquals(ExitStatus.USAGE, CommandRun.of("run", folder.toString()).status());

    Path binary = folder.resolve("binary.tgraph");
    Files.write(binary, new byte[] {'a', '\n', (byte) 0xff, 'b'});
    CommandRun notText = CommandRun.of("check", binary.toString());
    assertEquals(ExitStatus.USAGE, notText.status());
    assertTrue(notText.err().contains("line 2"), notText.err());
  }

  @Test
  void fixesAreApplied() {
    String script = scripts.write("a.tgraph", "let value = 1.0\nprint(valeu)\n");
    CommandRun run = CommandRun.of("check", "--fix", script);
    assertEquals(ExitStatus.FINE, run.status(), run.out());
    assertEquals("let value = 1.0\nprint(value)\n", scripts.read("a.tgraph"));
  }

  @Test
  void modulesAreFoundBesideTheScript() {
    scripts.write("shapes.tgraph", "fn double(x: f64[n]) -> f64[n] = 2 * x\n");
    String script = scripts.write("a.tgraph", "import shapes\nprint(shapes.double([1.0]))\n");
    assertEquals(new CommandRun(ExitStatus.FINE, "", ""), CommandRun.of("check", script));
    String wrong = scripts.write("b.tgraph", "import shaeps\n");
    CommandRun run = CommandRun.of("check", wrong);
    assertTrue(run.out().contains("error[TG0204]") && run.out().contains("shapes"), run.out());
  }
}
