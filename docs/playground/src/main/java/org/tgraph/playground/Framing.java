package org.tgraph.playground;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The base protocol of language servers: each message after a header with its length in bytes. */
final class Framing {
  private static final String LENGTH = "content-length:";
  private static final int LONGEST = 64 << 20;

  private Framing() {}

  static void write(OutputStream out, String message) throws IOException {
    byte[] content = message.getBytes(StandardCharsets.UTF_8);
    byte[] header =
        ("Content-Length: " + content.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    out.write(header);
    out.write(content);
    out.flush();
  }

  /** The next message; nothing at the end. */
  static Optional<String> read(InputStream in) throws IOException {
    int length = -1;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    if (length < 0 || length > LONGEST) {
      return Optional.empty();
    }
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw new EOFException("The message ends too early.");
    }
    return Optional.of(new String(content, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
