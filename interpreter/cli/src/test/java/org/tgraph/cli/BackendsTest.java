package org.tgraph.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tgraph.op.Op;
import org.tgraph.op.Ops;

final class BackendsTest {
  @Test
  void theTableHasEveryOperation() {
    CommandRun run = CommandRun.of("backends");
    assertEquals(ExitStatus.FINE, run.status());
    assertTrue(run.out().contains("reference"), run.out());
    for (Op op : Ops.ALL) {
      assertTrue(run.out().contains("\n" + op.name() + " "), op.name());
    }
  }

  @Test
  void forMachinesToo() throws IOException {
    CommandRun run = CommandRun.of("backends", "--format", "json");
    Set<String> texts = new HashSet<>();
    try (var parser = new JsonFactory().createParser(run.out())) {
      for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
        if (t == JsonToken.VALUE_STRING) {
          texts.add(parser.getText());
        }
      }
    }
    assertTrue(texts.contains("reference") && texts.contains("matmul") && texts.contains("own"));
  }
}
