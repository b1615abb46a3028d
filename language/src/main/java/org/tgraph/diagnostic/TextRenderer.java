package org.tgraph.diagnostic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tgraph.source.Position;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/**
 * Writes a diagnostic for a terminal: what is wrong, the lines it is about with marks below them,
 * then notes and help. Total: a span that lies outside its text is moved to the end of it.
 *
 * <pre>
 * error[TG0302]: `x` of 3 elements and `y` of 4 do not broadcast.
 *   --> model.tgraph:7:5
 *  7 |   x + y
 *    |   - ^ - 4 elements
 *    |   3 elements
 *    = help: …
 * </pre>
 */
public final class TextRenderer {
  private final Style style;

  /**
   * @param colours whether to write the escape sequences of ANSI terminals
   */
  public TextRenderer(boolean colours) {
    this.style = new Style(colours);
  }

  /** All of them, a blank line between two. */
  public String render(List<Diagnostic> diagnostics) {
    List<String> texts = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      texts.add(render(diagnostic));
    }
    return String.join("\n", texts);
  }

  /** The lines of one, the last one ended too. */
  public String render(Diagnostic diagnostic) {
    Map<Source, Map<Integer, List<Mark>>> places = places(diagnostic);
    int gutter = 1;
    for (Map.Entry<Source, Map<Integer, List<Mark>>> place : places.entrySet()) {
      for (int line : place.getValue().keySet()) {
        gutter = Math.max(gutter, String.valueOf(place.getKey().lineNumber(line)).length());
      }
    }
    StringBuilder out = new StringBuilder();
    head(out, diagnostic);
    for (Map.Entry<Source, Map<Integer, List<Mark>>> place : places.entrySet()) {
      source(out, place.getKey(), place.getValue(), gutter);
    }
    String margin = " ".repeat(gutter + 2);
    for (String note : diagnostic.notes()) {
      remark(out, margin, "note", note);
    }
    for (Fix fix : diagnostic.fixes()) {
      remark(out, margin, "help", fix.title());
    }
    return out.toString();
  }

  private void head(StringBuilder out, Diagnostic diagnostic) {
    String severity = diagnostic.severity() == Severity.ERROR ? "error" : "warning";
    String kind = severity + "[" + diagnostic.code() + "]";
    out.append(style.kind(kind, diagnostic.severity()))
        .append(style.strong(": " + diagnostic.message()))
        .append('\n');
  }

  private void source(
      StringBuilder out, Source source, Map<Integer, List<Mark>> lines, int gutter) {
    Mark first = lines.values().iterator().next().getFirst();
    for (List<Mark> marks : lines.values()) {
      for (Mark mark : marks) {
        first = mark.main() ? mark : first;
      }
    }
    String place = source.place(new Position(first.line(), first.start()));
    out.append(" ".repeat(gutter + 1)).append(style.frame("-->")).append(' ').append(place);
    out.append('\n');
    for (Map.Entry<Integer, List<Mark>> line : lines.entrySet()) {
      String number = String.valueOf(source.lineNumber(line.getKey()));
      String margin = " ".repeat(gutter - number.length() + 1) + number + " |";
      String empty = " ".repeat(gutter + 2) + "|";
      MarkedLine marked = new MarkedLine(source.line(line.getKey()), line.getValue());
      line(out, style.frame(margin), marked.text());
      for (MarkedLine.Row row : marked.rows()) {
        line(out, style.frame(empty), row.write(style));
      }
    }
  }

  private static void line(StringBuilder out, String margin, String text) {
    out.append(margin);
    if (!text.isEmpty()) {
      out.append(' ').append(text);
    }
    out.append('\n');
  }

  private void remark(StringBuilder out, String margin, String kind, String text) {
    String lead = margin + "= " + kind + ": ";
    String indented = text.replace("\n", "\n" + " ".repeat(lead.length()));
    out.append(margin).append(style.frame("=")).append(' ').append(style.strong(kind + ":"));
    out.append(' ').append(indented).append('\n');
  }

  /** The marks of a diagnostic by source, the main one first, and line. */
  private static Map<Source, Map<Integer, List<Mark>>> places(Diagnostic diagnostic) {
    Map<Source, Map<Integer, List<Mark>>> places = new LinkedHashMap<>();
    place(places, diagnostic.span(), diagnostic.text(), true);
    for (Label label : diagnostic.labels()) {
      place(places, label.span(), label.text(), false);
    }
    return places;
  }

  private static void place(
      Map<Source, Map<Integer, List<Mark>>> places, Span span, String text, boolean main) {
    Source source = span.source();
    int length = source.text().length();
    Position start = source.position(Math.min(span.start(), length));
    Position end = source.position(Math.min(span.end(), length));
    int lineLength = source.line(start.line()).length();
    int from = Math.min(start.character(), lineLength);
    int to = end.line() > start.line() ? lineLength : Math.min(end.character(), lineLength);
    places
        .computeIfAbsent(source, key -> new TreeMap<>())
        .computeIfAbsent(start.line(), key -> new ArrayList<>())
        .add(new Mark(start.line(), from, Math.max(from, to), text.replace('\n', ' '), main));
  }
}
