package org.tgraph.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Lays a {@link Doc} out in lines no wider than {@link #WIDTH} where it can. */
final class Printer {
  static final int WIDTH = 100;
  private static final int STEP = 2;

  /**
   * A line of the result.
   *
   * @param comment the comment behind it, or empty
   * @param column where that stood in the source
   */
  record Printed(String code, String comment, int column) {}

  /**
   * What is still to be printed.
   *
   * @param flat whether optional line ends are not taken
   * @param from for a {@link Doc.Fill} the part to go on with
   */
  private record Task(Doc doc, int indent, boolean flat, int from) {}

  private final Deque<Task> tasks = new ArrayDeque<>();
  private final List<Printed> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private Doc.Trailing comment = new Doc.Trailing("", 0);

  /** The indentation of the line at hand, and whether it holds nothing else yet. */
  private int lineIndent;

  private boolean fresh = true;

  private Printer() {}

  static List<Printed> print(Doc doc) {
    Printer printer = new Printer();
    printer.tasks.push(new Task(doc, 0, false, 0));
    while (!printer.tasks.isEmpty()) {
      printer.step(printer.tasks.pop());
    }
    printer.newLine(0);
    return printer.lines;
  }

  private void step(Task task) {
    boolean flat = task.flat() && !task.doc().forced();
    switch (task.doc()) {
      case Doc.Text text -> write(text.text());
      case Doc.Trailing trailing -> comment = trailing;
      case Doc.Line end -> {
        if (flat) {
          write(end.flat());
        } else {
          newLine(task.indent());
        }
      }
      case Doc.Blank blank -> {
        newLine(task.indent());
        if (!lines.isEmpty() && !lines.getLast().code().isEmpty()) {
          lines.add(new Printed("", "", 0));
        }
      }
      case Doc.Concat concat -> {
        for (Doc part : concat.parts().reversed()) {
          push(part, task.indent(), task.flat());
        }
      }
      case Doc.Align align -> push(align.inner(), line.length(), task.flat());
      case Doc.Indent indent ->
          push(indent.inner(), lineIndent + STEP * indent.steps(), task.flat());
      case Doc.Nest nest -> push(nest.inner(), task.indent() + STEP, task.flat());
      case Doc.Group group ->
          push(group.inner(), task.indent(), flat || fits(group.inner(), line.length()));
      case Doc.Fresh inner -> push(inner.inner(), task.indent(), false);
      case Doc.Fill fill -> fill(fill, task, flat);
      case Doc.After after -> after(after.inner(), task, flat);
      case Doc.Bracketed bracketed -> {
        boolean aligned = flat || hasRoom(bracketed.widest());
        push(aligned ? bracketed.aligned() : bracketed.hanging(), task.indent(), task.flat());
      }
    }
  }

  /**
   * Whether items as wide as {@code widest} are better aligned here than put on lines of their own.
   */
  private boolean hasRoom(int widest) {
    boolean below = lineIndent + STEP + widest < WIDTH;
    return line.length() + widest < WIDTH || !below && line.length() < WIDTH / 2;
  }

  private void push(Doc doc, int indent, boolean flat) {
    tasks.push(new Task(doc, indent, flat, 0));
  }

  /** Prints the part of a fill that is next, and leaves the rest for when its column is known. */
  private void fill(Doc.Fill fill, Task task, boolean flat) {
    int at = task.from();
    List<Doc> parts = fill.parts();
    if (at >= parts.size()) {
      return;
    }
    int left = at == 0 ? 1 : 2;
    tasks.push(new Task(fill, task.indent(), task.flat(), at + left));
    Doc item = parts.get(at + left - 1);
    if (at == 0) {
      push(item, task.indent(), flat || fits(item, line.length()));
      return;
    }
    Doc end = parts.get(at);
    boolean stays = flat || !end.forced() && fits(item, line.length() + end.width());
    boolean whole = stays || fits(item, task.indent());
    push(item, task.indent(), whole);
    push(end, task.indent(), stays);
  }

  private void after(Doc inner, Task task, boolean flat) {
    boolean stays = flat || inner.forced() || fits(inner, line.length() + 1);
    if (stays || !fits(inner, lineIndent + STEP)) {
      push(inner, task.indent(), flat || stays && !inner.forced());
      write(" ");
    } else {
      push(Doc.deeper(Doc.HARD, inner), task.indent(), false);
    }
  }

  /**
   * Whether {@code doc}, printed flat from {@code column}, and what follows it up to where the line
   * may end, has room.
   */
  private boolean fits(Doc doc, int column) {
    int left = WIDTH - column - doc.width();
    if (doc.forced() || left < 0) {
      return left >= 0;
    }
    Iterator<Task> following = tasks.iterator();
    while (following.hasNext()) {
      Task task = following.next();
      Lead lead = new Lead(left);
      lead.take(task.doc(), task.flat(), task.from());
      left = lead.left;
      if (lead.ended || left < 0) {
        break;
      }
    }
    return left >= 0;
  }

  /** Measures what stands before the first place where a line may end. */
  private static final class Lead {
    private int left;
    private boolean ended;

    Lead(int left) {
      this.left = left;
    }

    void take(Doc doc, boolean flat, int from) {
      if (ended || left < 0) {
        return;
      }
      if (flat && !doc.forced() && from == 0) {
        left -= doc.width();
        return;
      }
      switch (doc) {
        case Doc.Text text -> left -= text.width();
        case Doc.Line end -> ended = true;
        case Doc.Trailing trailing -> ended = true;
        case Doc.Blank blank -> ended = true;
        case Doc.Concat concat -> concat.parts().forEach(part -> take(part, flat, 0));
        case Doc.Align align -> take(align.inner(), flat, 0);
        case Doc.Indent indent -> take(indent.inner(), flat, 0);
        case Doc.Nest nest -> take(nest.inner(), flat, 0);
        case Doc.Group group -> take(group.inner(), flat, 0);
        case Doc.Fresh inner -> take(inner.inner(), false, 0);
        case Doc.After after -> ended = true;
        case Doc.Bracketed bracketed -> take(bracketed.aligned(), flat, 0);
        case Doc.Fill fill -> {
          if (from > 0 && flat && !fill.forced()) {
            fill.parts().subList(from, fill.parts().size()).forEach(part -> take(part, true, 0));
          } else if (from > 0) {
            ended = from < fill.parts().size();
          } else if (!fill.parts().isEmpty()) {
            take(fill.parts().getFirst(), flat, 0);
            ended = ended || fill.parts().size() > 1;
          }
        }
      }
    }
  }

  private void write(String text) {
    if (text.isEmpty() || fresh && text.isBlank()) {
      return;
    }
    line.append(text);
    fresh = false;
  }

  private void newLine(int indent) {
    if (!fresh || !comment.text().isEmpty()) {
      String code = line.toString().stripTrailing();
      lines.add(new Printed(code, comment.text(), comment.column()));
    }
    comment = new Doc.Trailing("", 0);
    line.setLength(0);
    line.repeat(' ', indent);
    lineIndent = indent;
    fresh = true;
  }
}
