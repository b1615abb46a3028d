package org.tgraph.syntax;

/** The prefix operators, with the function of the prelude that each stands for. */
public enum UnaryOp {
  NEGATE("-", "negative"),
  PLUS("+", "positive"),
  NOT("not", "logical_not"),
  INVERT("~", "bitwise_invert");

  private final String text;
  private final String function;

  UnaryOp(String text, String function) {
    this.text = text;
    this.function = function;
  }

  public String text() {
    return text;
  }

  public String function() {
    return function;
  }
}
