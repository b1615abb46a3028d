package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class MainTest {
  @Test
  void versionIsFilledIn() {
    CommandRun run = CommandRun.of("version");
    assertEquals(ExitStatus.FINE, run.status());
    assertTrue(run.out().matches("tgraph [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\\R"), run.out());
    assertEquals(run.out(), CommandRun.of("--version").out());
  }

  @Test
  void aWrongCommandIsExplained() {
    CommandRun run = CommandRun.of("verison");
    assertEquals(ExitStatus.USAGE, run.status());
    assertTrue(run.err().contains("verison") && run.err().contains("version"), run.err());
    assertEquals(ExitStatus.USAGE, CommandRun.of().status());
    assertEquals(ExitStatus.USAGE, CommandRun.of("version", "--no-such-option").status());
  }

  @Test
  void helpNamesEverySubcommand() {
    CommandRun run = CommandRun.of("--help");
    assertEquals(ExitStatus.FINE, run.status());
    for (Subcommand subcommand : Subcommand.ALL) {
      String word = subcommand.word();
      assertTrue(run.out().contains("\n  " + word), word);
      CommandRun help = CommandRun.of(word, "--help");
      assertEquals(ExitStatus.FINE, help.status());
      assertTrue(help.out().startsWith("Usage: tgraph " + word), help.out());
    }
  }

  @Test
  void completionIsAScriptForTheShell() {
    CommandRun run = CommandRun.of("completion");
    assertEquals(ExitStatus.FINE, run.status());
    assertTrue(run.out().contains("complete -F _complete_tgraph"), "a bash completion");
  }

  @Test
  void coloursAreForTerminalsThatWantThem() {
    assertTrue(Console.coloursWanted(Map.of("TERM", "xterm")));
    assertFalse(Console.coloursWanted(Map.of("TERM", "dumb")));
    assertFalse(Console.coloursWanted(Map.of("NO_COLOR", "1")));
    assertTrue(Console.coloursWanted(Map.of("NO_COLOR", "")));
    assertTrue(CommandRun.onTerminal("explain").out().contains("\u001B["));
    assertFalse(CommandRun.of("explain").out().contains("\u001B["));
  }
}
