package org.tgraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tgraph.source.Span;

/**
 * The list of pictures that a run draws, for an editor that shows them while it goes on: {@code
 * {"picture": "/home/me/fit.svg", "start": 120, "end": 158}}, where the numbers are those of the
 * statement's first character, counted from 0 in UTF-16, and of the one behind its last.
 *
 * @param list the file, or null for nobody
 * @param script what the paths of pictures are relative to
 */
record DrawnPictures(Path list, Path script) {
  /**
   * Begins an empty list.
   *
   * @throws UsageProblem if the file cannot be written
   */
  static DrawnPictures into(Path list, Path script) {
    DrawnPictures pictures = new DrawnPictures(list, script);
    pictures.write("", StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    return pictures;
  }

  /** Of whose pictures nobody wants a list. */
  static DrawnPictures unlisted(Path script) {
    return new DrawnPictures(null, script);
  }

  void add(Span span, String path) {
    Path picture = script.toAbsolutePath().resolveSibling(path).normalize();
    write(
        "{\"picture\": %s, \"start\": %d, \"end\": %d}%n"
            .formatted(JsonText.quote(picture.toString()), span.start(), span.end()),
        StandardOpenOption.APPEND);
  }

  private void write(String text, StandardOpenOption... how) {
    if (list == null) {
      return;
    }
    try {
      Files.writeString(list, text, how);
    } catch (IOException e) {
      throw new UsageProblem("The list of pictures cannot be written to `" + list + "`.");
    }
  }
}
