package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tgraph.diagnostic.Code;

final class ExplainTest {
  @Test
  void aloneItListsAllCodes() {
    CommandRun run = CommandRun.of("explain");
    assertEquals(ExitStatus.FINE, run.status());
    for (Code code : Code.values()) {
      assertTrue(run.out().contains(code + "  " + code.title()), code.name());
    }
  }

  @Test
  void aCodeMayBeWrittenShort() {
    String page = CommandRun.of("explain", "TG0301").out();
    assertTrue(page.startsWith("TG0301: " + Code.TG0301.title()), page);
    for (String written : new String[] {"tg0301", "0301", "301"}) {
      assertEquals(page, CommandRun.of("explain", written).out());
    }
  }

  @Test
  void anUnknownCodeIsTheCommandLinesMistake() {
    CommandRun run = CommandRun.of("explain", "TG0391");
    assertEquals(ExitStatus.USAGE, run.status());
    assertTrue(run.err().contains("Did you mean `TG0301`?"), run.err());
    assertEquals(ExitStatus.USAGE, CommandRun.of("explain", "nonsense").status());
  }
}
