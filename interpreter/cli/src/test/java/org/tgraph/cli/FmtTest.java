package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FmtTest {
  private static final String UGLY = "let x=1.0+2.0   # a sum\nprint( x )\n";

  @TempDir private Path folder;
  private Scripts scripts;

  @BeforeEach
  void folder() {
    scripts = new Scripts(folder);
  }

  @Test
  void scriptsAreChangedInPlace() {
    String script = scripts.write("a.tgraph", UGLY);
    assertEquals(new CommandRun(ExitStatus.FINE, "", ""), CommandRun.of("fmt", script));
    String once = scripts.read("a.tgraph");
    assertTrue(once.contains("let x = 1.0 + 2.0") && once.contains("print(x)"), once);
    assertEquals(ExitStatus.FINE, CommandRun.of("fmt", "--check", script).status());
  }

  @Test
  void checkOnlyLists() {
    String script = scripts.write("a.tgraph", UGLY);
    scripts.write("b.tgraph", "print(1)\n");
    CommandRun run = CommandRun.of("fmt", "--check", folder.toString());
    assertEquals(new CommandRun(ExitStatus.FAILED, script + "\n", ""), run);
    assertEquals(UGLY, scripts.read("a.tgraph"));
  }

  @Test
  void diffShowsLines() {
    String script = scripts.write("a.tgraph", UGLY);
    CommandRun run = CommandRun.of("fmt", "--diff", script);
    assertTrue(run.out().contains("\n@@ -1,2 +1,2 @@\n"), run.out());
    assertTrue(
        run.out().contains("\n-print( x )\n") && run.out().contains("\n+print(x)\n"), run.out());
    assertEquals(UGLY, scripts.read("a.tgraph"));
  }

  @Test
  void standardInputGoesToStandardOutput() {
    CommandRun run = CommandRun.withInput(UGLY, false, "fmt", "-");
    assertEquals(ExitStatus.FINE, run.status());
    assertTrue(run.out().endsWith("\nprint(x)\n"), run.out());
  }

  @Test
  void whatCannotBeReadIsLeftAlone() {
    String script = scripts.write("a.tgraph", "let x = (1.0 +\n");
    CommandRun run = CommandRun.of("fmt", script);
    assertEquals(ExitStatus.FAILED, run.status());
    assertTrue(run.err().contains("error[TG01"), run.err());
    assertEquals("let x = (1.0 +\n", scripts.read("a.tgraph"));
  }

  @Test
  void aDiffHasContext() {
    String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n";
    String after = "1\n2\n3\n4\n5\nsix\n7\n8\n9\n10\n11\n12\n13\n";
    assertEquals(
        """
        --- a
        +++ a, formatted
        @@ -3,10 +3,11 @@
         3
         4
         5
        -6
        +six
         7
         8
         9
         10
         11
         12
        +13
        """,
        LineDiff.of("a", before, after, new Paint(false)));
  }
}
