package org.tgraph.syntax;

/** The infix operators, with the function of the prelude that each stands for. */
public enum BinaryOp {
  OR("or", "logical_or", 1),
  AND("and", "logical_and", 2),
  EQUAL("==", "equal", 4),
  NOT_EQUAL("!=", "not_equal", 4),
  LESS("<", "less", 4),
  LESS_EQUAL("<=", "less_equal", 4),
  GREATER(">", "greater", 4),
  GREATER_EQUAL(">=", "greater_equal", 4),
  BIT_OR("|", "bitwise_or", 6),
  BIT_XOR("^", "bitwise_xor", 7),
  BIT_AND("&", "bitwise_and", 8),
  SHIFT_LEFT("<<", "bitwise_left_shift", 9),
  SHIFT_RIGHT(">>", "bitwise_right_shift", 9),
  ADD("+", "add", 10),
  SUBTRACT("-", "subtract", 10),
  MULTIPLY("*", "multiply", 11),
  DIVIDE("/", "divide", 11),
  FLOOR_DIVIDE("//", "floor_divide", 11),
  REMAINDER("%", "remainder", 11),
  MATMUL("@", "matmul", 11),
  POWER("**", "pow", 13);

  private final String text;
  private final String function;
  private final int precedence;

  BinaryOp(String text, String function, int precedence) {
    this.text = text;
    this.function = function;
    this.precedence = precedence;
  }

  public String text() {
    return text;
  }

  public String function() {
    return function;
  }

  /** Higher binds tighter; {@code not} is 3, {@code as} is 5 and the other prefixes are 12. */
  public int precedence() {
    return precedence;
  }

  public boolean isComparison() {
    return precedence == 4;
  }
}
