package org.tgraph.syntax;

/**
 * A word of a script: its type, a constant of the lexer, and where it stands. One that the text
 * lacks and the parser supplied is empty.
 */
record Lexeme(int type, int start, int end) {
  Lexeme as(int other) {
    return new Lexeme(other, start, end);
  }
}
