package org.tgraph.syntax;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/**
 * A run of sections of a text, which was read by itself once. In a later version that has it too it
 * need not be read again to know what stands in it.
 *
 * @param outlines what its statements are, in order
 * @param isRight whether there was nothing to say about it
 */
record Piece(List<Section> sections, int length, List<Outline> outlines, boolean isRight) {

  /**
   * What a statement is.
   *
   * @param start where it begins, from the start of the piece
   * @param doc the comments that document it
   */
  record Outline(int start, int end, Class<? extends Statement> kind, String doc) {
    static Outline of(Statement statement, int from) {
      String doc =
          switch (statement) {
            case Statement.Fn s -> s.doc();
            case Statement.TypeDef s -> s.doc();
            case Statement.Model s -> s.doc();
            default -> "";
          };
      Span span = statement.span();
      return new Outline(span.start() - from, span.end() - from, statement.getClass(), doc);
    }
  }

  /** What the sections are, of which this was read at {@code from}. */
  static Piece of(List<Section> sections, Reading reading, int from) {
    return new Piece(
        List.copyOf(sections),
        sections.stream().mapToInt(Section::length).sum(),
        reading.statements().stream().map(s -> Outline.of(s, from)).toList(),
        reading.diagnostics().isEmpty() && reading.broken().isEmpty());
  }

  /** Reads sections, of which the first begins at {@code from}. */
  static Reading read(Source source, int from, List<Section> sections) {
    List<Lexeme> words = new ArrayList<>();
    List<Span> comments = new ArrayList<>();
    int at = from;
    for (Section section : sections) {
      for (Lexeme word : section.words()) {
        words.add(new Lexeme(word.type(), word.start() + at, word.end() + at));
      }
      for (Lexeme comment : section.comments()) {
        comments.add(source.span(comment.start() + at, comment.end() + at));
      }
      at += section.length();
    }
    return Parser.read(source, words, comments, at);
  }
}
