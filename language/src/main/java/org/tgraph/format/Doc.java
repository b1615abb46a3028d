package org.tgraph.format;

import java.util.List;

/**
 * A text with the places where it may or must go on in a new line, after Wadler's "A prettier
 * printer"; {@link Printer} chooses. What is forced to take several lines is so on construction:
 * {@link #forced}.
 */
sealed interface Doc {
  /** Whether it takes several lines however wide the page is. */
  boolean forced();

  /** The columns it takes on one line; if it is forced, those before its first line end. */
  int width();

  record Text(String text) implements Doc {
    @Override
    public boolean forced() {
      return false;
    }

    @Override
    public int width() {
      return text.length();
    }
  }

  /** A comment behind the line at hand, which a {@link #HARD} line end must follow. */
  record Trailing(String text, int column) implements Doc {
    @Override
    public boolean forced() {
      return true;
    }

    @Override
    public int width() {
      return 0;
    }
  }

  /** A line end, or on one line {@code flat}. A line end where a line has just begun is none. */
  record Line(String flat, boolean forced) implements Doc {
    @Override
    public int width() {
      return flat.length();
    }
  }

  /** An empty line above the line that begins here. */
  record Blank() implements Doc {
    @Override
    public boolean forced() {
      return true;
    }

    @Override
    public int width() {
      return 0;
    }
  }

  record Concat(List<Doc> parts, boolean forced, int width) implements Doc {}

  /** Its lines begin where it begins. */
  record Align(Doc inner) implements Doc {
    @Override
    public boolean forced() {
      return inner.forced();
    }

    @Override
    public int width() {
      return inner.width();
    }
  }

  /** Its lines are indented by {@code steps} more than the line on which it begins. */
  record Indent(int steps, Doc inner) implements Doc {
    @Override
    public boolean forced() {
      return inner.forced();
    }

    @Override
    public int width() {
      return inner.width();
    }
  }

  /** Its lines are indented by one step more than the lines around it. */
  record Nest(Doc inner) implements Doc {
    @Override
    public boolean forced() {
      return inner.forced();
    }

    @Override
    public int width() {
      return inner.width();
    }
  }

  /** On one line if it fits, otherwise all its own line ends are taken. */
  record Group(Doc inner) implements Doc {
    @Override
    public boolean forced() {
      return inner.forced();
    }

    @Override
    public int width() {
      return inner.width();
    }
  }

  /** Decides on its line ends anew, whatever was decided around it: the body of a block. */
  record Fresh(Doc inner) implements Doc {
    @Override
    public boolean forced() {
      return inner.forced();
    }

    @Override
    public int width() {
      return inner.width();
    }
  }

  /** Items and the line ends between them by turns; each line end is taken only where it must. */
  record Fill(List<Doc> parts, boolean forced, int width) implements Doc {}

  /** Begins a new line, indented, if that keeps it on one line and staying here does not. */
  record After(Doc inner) implements Doc {
    @Override
    public boolean forced() {
      return inner.forced();
    }

    @Override
    public int width() {
      return inner.width() + 1;
    }
  }

  /** {@code aligned} if what is widest in it has room there, otherwise {@code hanging}. */
  record Bracketed(Doc aligned, Doc hanging, int widest) implements Doc {
    @Override
    public boolean forced() {
      return aligned.forced();
    }

    @Override
    public int width() {
      return aligned.width();
    }
  }

  Doc EMPTY = new Text("");

  /** A line end, or a space. */
  Doc LINE = new Line(" ", false);

  /** A line end, or nothing. */
  Doc SOFT = new Line("", false);

  Doc HARD = new Line("", true);

  Doc BLANK = new Blank();

  static Doc text(String text) {
    return text.isEmpty() ? EMPTY : new Text(text);
  }

  /** Lines one step deeper than the line on which it begins. */
  static Doc deeper(Doc... parts) {
    return new Indent(1, concat(parts));
  }

  /** Lines as deep as the line on which it begins. */
  static Doc level(Doc... parts) {
    return new Indent(0, concat(parts));
  }

  static Doc concat(Doc... parts) {
    return concat(List.of(parts));
  }

  static Doc concat(List<Doc> parts) {
    return new Concat(List.copyOf(parts), anyForced(parts), width(parts));
  }

  static Doc fill(List<Doc> parts) {
    return new Fill(List.copyOf(parts), anyForced(parts), width(parts));
  }

  private static boolean anyForced(List<Doc> parts) {
    return parts.stream().anyMatch(Doc::forced);
  }

  private static int width(List<Doc> parts) {
    int width = 0;
    for (Doc part : parts) {
      width = Math.min(1_000_000, width + part.width());
      if (part.forced()) {
        break;
      }
    }
    return width;
  }
}
