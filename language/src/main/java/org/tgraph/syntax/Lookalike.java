package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.List;

/** A character that word processors and mathematics write, and the operator it stands for. */
record Lookalike(String character, int type, String meant) {
  static final List<Lookalike> ALL =
      List.of(
          new Lookalike("\u2212", MINUS, "-"),
          new Lookalike("\u2013", MINUS, "-"),
          new Lookalike("\u2014", MINUS, "-"),
          new Lookalike("\u00D7", MULTIPLY, "*"),
          new Lookalike("\u00B7", MULTIPLY, "*"),
          new Lookalike("\u22C5", MULTIPLY, "*"),
          new Lookalike("\u00F7", DIVIDE, "/"),
          new Lookalike("\u2264", LESS_EQUAL, "<="),
          new Lookalike("\u2265", GREATER_EQUAL, ">="),
          new Lookalike("\u2260", NOT_EQUAL, "!="),
          new Lookalike("\u2192", ARROW, "->"),
          new Lookalike("\u223C", TILDE, "~"),
          new Lookalike("\u2026", ELLIPSIS, "..."),
          new Lookalike("\u2227", AND, "and"),
          new Lookalike("\u2228", OR, "or"),
          new Lookalike("\u00AC", NOT, "not"),
          new Lookalike("\u00B2", BAD_CHARACTER, "** 2"),
          new Lookalike("\u00B3", BAD_CHARACTER, "** 3"),
          new Lookalike("\uFF08", LPAREN, "("),
          new Lookalike("\uFF09", RPAREN, ")"),
          new Lookalike("\uFF3B", LBRACK, "["),
          new Lookalike("\uFF3D", RBRACK, "]"),
          new Lookalike("\uFF0C", COMMA, ","),
          new Lookalike("\uFF1A", COLON, ":"),
          new Lookalike("\uFF1D", ASSIGN, "="),
          new Lookalike("\u201C", BAD_CHARACTER, "\""),
          new Lookalike("\u201D", BAD_CHARACTER, "\""),
          new Lookalike("\u2018", BAD_CHARACTER, "\""),
          new Lookalike("\u2019", BAD_CHARACTER, "\""));
}
