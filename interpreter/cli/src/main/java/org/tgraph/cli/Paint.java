package org.tgraph.cli;

/** Text for a terminal, coloured or not. */
record Paint(boolean colours) {
  String bold(String text) {
    return paint("1", text);
  }

  String red(String text) {
    return paint("1;31", text);
  }

  String green(String text) {
    return paint("32", text);
  }

  String yellow(String text) {
    return paint("33", text);
  }

  String cyan(String text) {
    return paint("36", text);
  }

  String dim(String text) {
    return paint("2", text);
  }

  private String paint(String colour, String text) {
    return colours && !text.isEmpty() ? "\u001B[" + colour + "m" + text + "\u001B[0m" : text;
  }
}
