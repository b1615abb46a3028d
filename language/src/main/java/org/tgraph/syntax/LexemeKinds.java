package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

/** Questions about the types of lexemes that more than one stage of the parser asks. */
final class LexemeKinds {
  private LexemeKinds() {}

  static boolean opens(int type) {
    return type == LPAREN || type == LBRACK || type == LBRACE || type == LAMBDA || type == RECORD;
  }

  static boolean closes(int type) {
    return type == RPAREN || type == RBRACK || type == RBRACE;
  }

  /** The closing bracket that belongs to an opening one. */
  static int closerOf(int opener) {
    return switch (opener) {
      case LPAREN, LAMBDA -> RPAREN;
      case LBRACK -> RBRACK;
      default -> RBRACE;
    };
  }

  /** How a bracket is written. */
  static String symbol(int bracket) {
    return switch (bracket) {
      case LPAREN, LAMBDA -> "(";
      case RPAREN -> ")";
      case LBRACK -> "[";
      case RBRACK -> "]";
      case RBRACE -> "}";
      default -> "{";
    };
  }

  /** Whether an operand can end with it, so that an infix operator or an end may follow. */
  static boolean endsOperand(int type) {
    return switch (type) {
      case NAME, UNDERSCORE, INT, FLOAT, IMAG, PART, STRING, TRUE, FALSE, NONE -> true;
      case BAD_NUMBER, OPEN_STRING, QUOTED, CURLY_QUOTED -> true;
      default -> closes(type);
    };
  }

  /**
   * Whether an operand can begin with it and nothing else can, so that something lacks before it.
   */
  static boolean startsOperand(int type) {
    return switch (type) {
      case NAME, INT, FLOAT, IMAG, STRING, TRUE, FALSE, NONE, LPAREN, LBRACK, RECORD -> true;
      case BAD_NUMBER, OPEN_STRING, QUOTED, CURLY_QUOTED, PARAMETER, LAMBDA, IF, NOT -> true;
      default -> false;
    };
  }

  /** An operator that stands between two operands and cannot stand before one. */
  static boolean isInfix(int type) {
    return switch (type) {
      case OR, AND, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> true;
      case BIT_OR, BIT_XOR, BIT_AND, SHIFT_LEFT, SHIFT_RIGHT -> true;
      case MULTIPLY, DIVIDE, FLOOR_DIVIDE, REMAINDER, MATMUL, POWER, PIPE -> true;
      case AS, WITH, GIVEN -> true;
      default -> false;
    };
  }

  /** Whether a line that ends with it goes on in the next. */
  static boolean continuesLine(int type) {
    return switch (type) {
      case PLUS, MINUS, TILDE, NOT, COMMA, LAST_COMMA, COLON, DOT, ARROW -> true;
      case ASSIGN, PLUS_ASSIGN, MINUS_ASSIGN, MULTIPLY_ASSIGN, DIVIDE_ASSIGN -> true;
      default -> isInfix(type);
    };
  }

  /** Whether a line that begins with it continues the one before. */
  static boolean continuesPrevious(int type) {
    return type == PIPE || type == DOT || type == PART;
  }
}
