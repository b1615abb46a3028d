package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.LBRACE;

import java.util.Arrays;
import java.util.List;

/** The brackets that are open behind some words, outer ones first. */
final class OpenBrackets {
  private int[] types = new int[16];
  private int depth;

  boolean isEmpty() {
    return depth == 0;
  }

  /** Whether the innermost one is that of a block or a record. */
  boolean endsInBrace() {
    return depth > 0 && types[depth - 1] == LBRACE;
  }

  /** Goes on with the word; false if it closes a bracket that is not the innermost. */
  boolean takes(int type) {
    if (LexemeKinds.opens(type)) {
      if (depth == types.length) {
        types = Arrays.copyOf(types, 2 * depth);
      }
      types[depth++] = type;
      return true;
    }
    return !LexemeKinds.closes(type) || depth > 0 && LexemeKinds.closerOf(types[--depth]) == type;
  }

  boolean takes(List<Lexeme> words) {
    return words.stream().allMatch(word -> takes(word.type()));
  }
}
