package org.tgraph.diagnostic;

/** The colours of a rendered diagnostic, or none. */
record Style(boolean colours) {
  private static final String RED = "1;31";
  private static final String YELLOW = "1;33";
  private static final String BLUE = "1;34";
  private static final String BOLD = "1";

  String kind(String text, Severity severity) {
    return paint(text, severity == Severity.ERROR ? RED : YELLOW);
  }

  String strong(String text) {
    return paint(text, BOLD);
  }

  String frame(String text) {
    return paint(text, BLUE);
  }

  String mark(String text, boolean main) {
    return paint(text, main ? RED : BLUE);
  }

  private String paint(String text, String colour) {
    return colours && !text.isEmpty() ? "\u001B[" + colour + "m" + text + "\u001B[0m" : text;
  }
}
