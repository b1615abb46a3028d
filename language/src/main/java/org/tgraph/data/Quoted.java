package org.tgraph.data;

/** A text of a file in a message: short, and without what would disturb a terminal. */
final class Quoted {
  private static final int LONGEST = 40;

  private Quoted() {}

  static String of(char[] text, int offset, int length) {
    StringBuilder out = new StringBuilder();
    for (int i = offset; i < offset + Math.min(length, LONGEST); i++) {
      out.append(Character.isISOControl(text[i]) ? '\ufffd' : text[i]);
    }
    return out.append(length > LONGEST ? "…" : "").toString();
  }
}
