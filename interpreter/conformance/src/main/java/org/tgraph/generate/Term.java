package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.type.TensorType;

/**
 * An expression of a known type: text with expressions in it.
 *
 * @param type what the checker must find too
 * @param binding how tightly it binds: {@link #ATOM} needs no parentheses anywhere
 */
public record Term(TensorType type, int binding, List<Piece> pieces) {
  static final int ATOM = 100;

  /** What begins with a prefix or a keyword, and takes all that follows. */
  static final int OPEN = 0;

  public Term {
    pieces = List.copyOf(pieces);
  }

  /** What stands by itself: a call, a name, something in brackets. */
  static Term of(TensorType type, Object... pieces) {
    return new Term(type, ATOM, pieces(pieces));
  }

  static Term open(TensorType type, Object... pieces) {
    return new Term(type, OPEN, pieces(pieces));
  }

  /** {@code a op b}, in parentheses where they are needed. */
  static Term infix(TensorType type, int binding, Object a, String op, Object b) {
    List<Piece> pieces = new ArrayList<>();
    pieces.addAll(guarded(a, binding));
    pieces.add(new Piece.Text(" " + op + " "));
    pieces.addAll(guarded(b, binding + 1));
    return new Term(type, binding, pieces);
  }

  private static List<Piece> guarded(Object side, int binding) {
    boolean bare = !(side instanceof Term t) || t.binding >= binding;
    return bare ? pieces(side) : pieces("(", side, ")");
  }

  /** The same in parentheses, if it needs them anywhere. */
  Term parenthesized() {
    return binding == ATOM ? this : of(type, "(", this, ")");
  }

  /** As what something is applied to: {@code x.T}, {@code x[0]}. */
  List<Piece> target() {
    return guarded(this, ATOM);
  }

  /** Strings, terms, pieces and lists of them, as pieces. */
  static List<Piece> pieces(Object... pieces) {
    List<Piece> result = new ArrayList<>();
    for (Object piece : pieces) {
      switch (piece) {
        case String text -> result.add(new Piece.Text(text));
        case Term term -> result.add(new Piece.Sub(term));
        case Piece p -> result.add(p);
        case List<?> list -> result.addAll(pieces(list.toArray()));
        default -> throw new IllegalArgumentException(piece.toString());
      }
    }
    return result;
  }

  @Override
  public String toString() {
    return Script.text(pieces);
  }
}
