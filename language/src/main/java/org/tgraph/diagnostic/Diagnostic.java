package org.tgraph.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.source.Span;

/**
 * Something wrong with a program, as every stage reports it; the terminal renders it and the editor
 * shows it.
 *
 * <p>How to word one: {@code message} is one sentence that starts with an upper-case letter and
 * ends with a full stop; code stands in backticks; the source line is shown beside it, so it need
 * not be repeated. What the reader should know goes into a note, what they should do into a fix.
 * Name the user's own names and sizes, never our classes.
 *
 * @param text what stands at the span itself, under its caret; may be empty
 */
public record Diagnostic(
    Code code,
    Severity severity,
    Span span,
    String message,
    String text,
    List<Label> labels,
    List<String> notes,
    List<Fix> fixes) {

  public static Diagnostic error(Code code, Span span, String message) {
    return new Diagnostic(code, Severity.ERROR, span, message, "", List.of(), List.of(), List.of());
  }

  public static Diagnostic warning(Code code, Span span, String message) {
    return new Diagnostic(
        code, Severity.WARNING, span, message, "", List.of(), List.of(), List.of());
  }

  /** The words under the caret of the main span. */
  public Diagnostic at(String words) {
    return new Diagnostic(code, severity, span, message, words, labels, notes, fixes);
  }

  public Diagnostic label(Span where, String words) {
    return new Diagnostic(
        code, severity, span, message, text, plus(labels, new Label(where, words)), notes, fixes);
  }

  public Diagnostic note(String note) {
    return new Diagnostic(code, severity, span, message, text, labels, plus(notes, note), fixes);
  }

  public Diagnostic fix(Fix fix) {
    return new Diagnostic(code, severity, span, message, text, labels, notes, plus(fixes, fix));
  }

  /** The same with one fix more, if there is one. */
  public Diagnostic fix(Optional<Fix> fix) {
    return fix.map(this::fix).orElse(this);
  }

  /** Offers to replace a span, if {@code offered}. */
  public Diagnostic fixIf(boolean offered, Span where, String replacement) {
    return offered ? fix(Fix.replace("write `" + replacement + "`", where, replacement)) : this;
  }

  /** The same at other places: the text around it was edited. */
  public Diagnostic withPlaces(Span at, List<Label> otherLabels, List<Fix> otherFixes) {
    return new Diagnostic(code, severity, at, message, text, otherLabels, notes, otherFixes);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  private static <T> List<T> plus(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return List.copyOf(longer);
  }
}
