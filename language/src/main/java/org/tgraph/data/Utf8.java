package org.tgraph.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a file leaves its encoding. */
final class Utf8 {
  private Utf8() {}

  /** The line, from 1, with the first bytes that are not UTF-8; 1 if there are none. */
  static long badLine(Path file) throws IOException {
    // Latin-1 keeps every byte apart, and its line ends are those of UTF-8.
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.ISO_8859_1))) {
      long line = 1;
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (new String(bytes, StandardCharsets.UTF_8).indexOf('\ufffd') >= 0) {
          return line;
        }
        line++;
      }
      return 1;
    }
  }
}
