package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.tgraph.array.Array;
import org.tgraph.type.TensorType;

/**
 * A generated program: its statements in order. The pieces of all of them, and those in them, are
 * numbered in the order of the text.
 */
public record Script(List<Statement> statements, List<Input> inputs) {
  public Script {
    statements = List.copyOf(statements);
    inputs = List.copyOf(inputs);
  }

  /**
   * @param names what it defines, so that it goes only when none of them is used
   * @param values the values it defines, which are printed, with their types
   */
  public record Statement(List<Piece> pieces, List<String> names, List<Named> values) {
    public Statement {
      pieces = List.copyOf(pieces);
      names = List.copyOf(names);
      values = List.copyOf(values);
    }
  }

  /** A value of the script: a name, or a part of what has one. */
  public record Named(String text, TensorType type) {}

  /** A file that the script reads. */
  public record Input(String path, Array array) {}

  /** Where in the text a piece is. */
  public record Place(Piece piece, int start, int end, int statement) {}

  /** The text and the places of its pieces. */
  public record Printed(String text, List<Place> places) {}

  static String text(List<Piece> pieces) {
    StringBuilder out = new StringBuilder();
    print(pieces, out, new ArrayList<>(), 0);
    return out.toString();
  }

  /** The script, and a line for each of its values that prints it. */
  public Printed print() {
    StringBuilder out = new StringBuilder();
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      print(statements.get(i).pieces, out, places, i);
      out.append('\n');
    }
    for (Named value : values()) {
      out.append("print(").append(value.text).append(")\n");
    }
    return new Printed(out.toString(), places);
  }

  public List<Named> values() {
    return statements.stream().flatMap(s -> s.values.stream()).toList();
  }

  private static void print(
      List<Piece> pieces, StringBuilder out, List<Place> places, int statement) {
    for (Piece piece : pieces) {
      int at = places.size();
      places.add(new Place(piece, out.length(), out.length(), statement));
      switch (piece) {
        case Piece.Text t -> out.append(t.text());
        case Piece.Part p -> out.append(p.text());
        case Piece.Sub s -> print(s.term().pieces(), out, places, statement);
      }
      places.set(at, new Place(piece, places.get(at).start, out.length(), statement));
    }
  }

  /** The script with the piece of that number changed. */
  public Script change(int number, UnaryOperator<Piece> change) {
    int[] next = {0};
    List<Statement> changed = new ArrayList<>();
    for (Statement s : statements) {
      changed.add(new Statement(change(s.pieces, number, next, change), s.names, s.values));
    }
    return new Script(changed, inputs);
  }

  private static List<Piece> change(
      List<Piece> pieces, int number, int[] next, UnaryOperator<Piece> change) {
    List<Piece> changed = new ArrayList<>();
    for (Piece piece : pieces) {
      boolean isIt = next[0]++ == number;
      Piece now = piece;
      if (piece instanceof Piece.Sub s) {
        Term t = s.term();
        now =
            new Piece.Sub(
                new Term(t.type(), t.binding(), change(t.pieces(), number, next, change)));
      }
      changed.add(isIt ? change.apply(now) : now);
    }
    return changed;
  }

  /** The script without a statement, if nothing needs it. */
  public boolean isUnused(int statement) {
    for (String name : statements.get(statement).names) {
      Pattern use = Pattern.compile("\\b" + name + "\\b");
      for (int i = 0; i < statements.size(); i++) {
        if (i != statement && use.matcher(text(statements.get(i).pieces)).find()) {
          return false;
        }
      }
    }
    return true;
  }

  public Script without(int statement) {
    List<Statement> rest = new ArrayList<>(statements);
    rest.remove(statement);
    return new Script(rest, inputs);
  }
}
