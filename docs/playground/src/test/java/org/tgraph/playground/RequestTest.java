package org.tgraph.playground;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
  @Test
  void aRequestBecomesACommand() throws IOException {
    Request request =
        Request.of("{\"action\":\"run\",\"program\":\"01-tensors.tgraph\",\"text\":\"let x = 1\"}");
    assertEquals(new Request(Request.Action.RUN, "01-tensors.tgraph", "let x = 1"), request);
    assertArrayEquals(
        new String[] {
          "run", "--backend=reference", "--timeout=5", "--drawn=drawn", "tour/01-tensors.tgraph"
        },
        request.arguments(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"action\":\"run\",\"program\":\"../a.tgraph\",\"text\":\"\"}",
        "{\"action\":\"run\",\"program\":\"a/b.tgraph\",\"text\":\"\"}",
        "{\"action\":\"run\",\"program\":\"-o.tgraph\",\"text\":\"\"}",
        "{\"action\":\"run\",\"program\":\"a.csv\",\"text\":\"\"}",
        "{\"action\":\"fmt\",\"program\":\"a.tgraph\",\"text\":\"\"}",
        "{\"action\":\"run\",\"program\":\"a.tgraph\"}",
        "{\"action\":",
        "",
      })
  void anotherIsRefused(String message) {
    assertThrows(IOException.class, () -> Request.of(message));
  }
}
