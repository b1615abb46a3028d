package org.tgraph.playground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FramingTest {
  @Test
  void whatIsWrittenIsRead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Framing.write(out, "{\"text\":\"ψ ≠ 𝟙\"}");
    Framing.write(out, "");
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
    assertEquals(Optional.of("{\"text\":\"ψ ≠ 𝟙\"}"), Framing.read(in));
    assertEquals(Optional.of(""), Framing.read(in));
    assertEquals(Optional.empty(), Framing.read(in));
  }

  @Test
  void otherHeadersAreAllowed() throws IOException {
    assertEquals(Optional.of("{}"), read("Content-Type: x\r\ncontent-length:  2\r\n\r\n{}"));
  }

  @Test
  void aMessageThatEndsEarlyIsNone() {
    assertThrows(EOFException.class, () -> read("Content-Length: 9\r\n\r\n{}"));
  }

  private static Optional<String> read(String text) throws IOException {
    return Framing.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
