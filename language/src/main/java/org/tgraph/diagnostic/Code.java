package org.tgraph.diagnostic;

/**
 * The kinds of problem, each with a page in {@code docs/errors/} that {@code tgraph explain} shows.
 * TG01 syntax, TG02 names, TG03 shapes and sizes, TG04 types, TG05 derivatives, TG06 models, TG07
 * files and data, TG08 at run time, TG09 backends.
 */
public enum Code {
  TG0101("unexpected text"),
  TG0102("missing bracket"),
  TG0103("unfinished text"),
  TG0104("bad number"),
  TG0105("nested too deeply"),
  TG0106("chained comparison"),
  TG0107("bad character");

  private final String title;

  Code(String title) {
    this.title = title;
  }

  /** A few words, as the heading of its page. */
  public String title() {
    return title;
  }
}
