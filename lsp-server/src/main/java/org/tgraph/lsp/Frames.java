package org.tgraph.lsp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The client's bytes, of which only whole messages of a sane length are let through: whatever comes
 * between two messages is passed over up to the next {@code Content-Length}, and so is a message
 * that is longer than {@link #LONGEST}.
 */
final class Frames extends InputStream {
  /** Far more than a script, far less than memory. */
  static final int LONGEST = 32 << 20;

  private static final String LENGTH = "content-length:";
  private static final int LONGEST_LINE = 4096;

  private final InputStream in;
  private InputStream frame = InputStream.nullInputStream();

  Frames(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int read = frame.read(into, offset, length);
    while (read < 0) {
      byte[] next = next();
      if (next.length == 0) {
        return -1;
      }
      frame = new ByteArrayInputStream(next);
      read = frame.read(into, offset, length);
    }
    return read;
  }

  /** The next message with a header of its own; nothing at the end. */
  private byte[] next() throws IOException {
    while (true) {
      long length = header();
      if (length < 0) {
        return new byte[0];
      }
      if (length == 0 || length > LONGEST) {
        in.skip(length);
        continue;
      }
      byte[] body = in.readNBytes((int) length);
      if (body.length < length) {
        return new byte[0];
      }
      byte[] header =
          ("Content-Length: " + length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
      byte[] all = new byte[header.length + body.length];
      System.arraycopy(header, 0, all, 0, header.length);
      System.arraycopy(body, 0, all, header.length, body.length);
      return all;
    }
  }

  /** The length that the next header says, behind which its message stands; -1 at the end. */
  private long header() throws IOException {
    long length = -1;
    while (true) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int next = in.read();
      while (next >= 0 && next != '\n') {
        if (bytes.size() < LONGEST_LINE) {
          bytes.write(next);
        }
        next = in.read();
      }
      if (next < 0) {
        return -1;
      }
      String line = bytes.toString(StandardCharsets.US_ASCII).strip().toLowerCase(Locale.ROOT);
      int at = line.lastIndexOf(LENGTH);
      if (at >= 0) {
        length = number(line.substring(at + LENGTH.length()).strip());
      } else if (line.isEmpty() && length >= 0) {
        return length;
      }
    }
  }

  private static long number(String digits) {
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
