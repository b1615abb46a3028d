package org.tgraph.source;

/**
 * A half-open range {@code [start, end)} of UTF-16 offsets into one {@link Source}.
 *
 * @param source the text the offsets count in
 */
public record Span(Source source, int start, int end) {
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("span " + start + ".." + end);
    }
  }

  /** The smallest span that covers both; the two must be of one source. */
  public Span to(Span other) {
    return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
  }

  /** Whether all of the other is in this one. */
  public boolean contains(Span other) {
    return source.equals(other.source) && start <= other.start && other.end <= end;
  }

  public String text() {
    return source.text().substring(start, end);
  }

  /** The line and column of {@link #start}, for messages: {@code model.tgraph:7:11}. */
  @Override
  public String toString() {
    return source.place(source.position(start));
  }
}
