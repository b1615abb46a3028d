package org.tgraph.source;

import java.util.Arrays;

/** A text and the name it is shown under. Compared by identity: two reads of a file are two. */
public final class Source {
  private final String name;
  private final String text;
  private final int[] lineStarts;

  public Source(String name, String text) {
    this.name = name;
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  /** The path as the user gave it, or a name in angle brackets such as {@code <stdin>}. */
  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  public Span span(int start, int end) {
    return new Span(this, start, end);
  }

  /** How many lines the text has; a text that ends in a newline has an empty last line. */
  public int lines() {
    return lineStarts.length;
  }

  /** The offset at which the zero-based {@code line} begins. */
  public int lineStart(int line) {
    return lineStarts[line];
  }

  /** The zero-based {@code line} without its line ending. */
  public String line(int line) {
    int end = line + 1 < lineStarts.length ? lineStarts[line + 1] - 1 : text.length();
    if (end > lineStarts[line] && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(lineStarts[line], end);
  }

  public Position position(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    int line = found >= 0 ? found : -found - 2;
    return new Position(line, offset - lineStarts[line]);
  }

  private static int[] lineStarts(String text) {
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        count++;
      }
    }
    int[] starts = new int[count];
    int line = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        starts[++line] = i + 1;
      }
    }
    return starts;
  }
}
