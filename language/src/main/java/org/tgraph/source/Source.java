package org.tgraph.source;

import java.util.Arrays;

/** A text and the name it is shown under. Compared by identity: two reads of a file are two. */
public final class Source {
  private final String name;
  private final String text;
  private final int[] lineStarts;
  private final int quotedFrom;
  private final boolean isLibrary;

  public Source(String name, String text) {
    this(name, text, 0, false);
  }

  private Source(String name, String text, int quotedFrom, boolean isLibrary) {
    this.name = name;
    this.text = text;
    this.lineStarts = lineStarts(text);
    this.quotedFrom = quotedFrom;
    this.isLibrary = isLibrary;
  }

  /**
   * What a line of a Java or Kotlin program stands for: shown at that line, {@code Model.java:12},
   * but not at a column of it, since it is not that line's text.
   *
   * @param line counted from 1
   */
  public static Source madeBy(String file, int line, String text) {
    return new Source(file, text, line, false);
  }

  /** A module of the standard library. */
  public static Source ofLibrary(String name, String text) {
    return new Source(name, text, 0, true);
  }

  /** Whether users did not write it: what goes wrong in it is told at their call. */
  public boolean isLibrary() {
    return isLibrary;
  }

  /** The path as the user gave it, or a name in angle brackets such as {@code <stdin>}. */
  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /** The number that the zero-based {@code line} is shown under. */
  public int lineNumber(int line) {
    return quotedFrom > 0 ? quotedFrom : line + 1;
  }

  /** A place as messages name it: {@code model.tgraph:7:11}, {@code Model.java:12}. */
  public String place(Position at) {
    String line = name + ":" + lineNumber(at.line());
    return quotedFrom > 0 ? line : line + ":" + (at.character() + 1);
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
