package org.tgraph.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.diagnostic.Label;
import org.tgraph.source.Position;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/**
 * Diagnostics for machines. Lines and characters count from 0, characters in UTF-16, as in the
 * language server protocol.
 *
 * <pre>
 * {"code": "TG0302", "severity": "error", "message": "…", "text": "…", "file": "a.tgraph",
 *  "range": {"start": {"line": 6, "character": 4}, "end": {"line": 6, "character": 5}},
 *  "labels": [{"file": "a.tgraph", "range": {…}, "text": "…"}],
 *  "notes": ["…"],
 *  "fixes": [{"title": "…", "edits": [{"file": "a.tgraph", "range": {…}, "newText": "…"}]}]}
 * </pre>
 */
final class DiagnosticJson {
  private DiagnosticJson() {}

  /** An array, one diagnostic a line. */
  static String array(List<Diagnostic> diagnostics) {
    if (diagnostics.isEmpty()) {
      return "[]";
    }
    List<String> lines = diagnostics.stream().map(d -> "  " + object(d)).toList();
    return "[\n" + String.join(",\n", lines) + "\n]";
  }

  static String object(Diagnostic d) {
    return "{\"code\": \"%s\", \"severity\": \"%s\", \"message\": %s, \"text\": %s, %s, "
            .formatted(
                d.code(),
                d.severity().name().toLowerCase(Locale.ROOT),
                JsonText.quote(d.message()),
                JsonText.quote(d.text()),
                place(d.span()))
        + "\"labels\": %s, \"notes\": %s, \"fixes\": %s}"
            .formatted(
                list(d.labels(), DiagnosticJson::label),
                list(d.notes(), JsonText::quote),
                list(d.fixes(), DiagnosticJson::fix));
  }

  private static String label(Label label) {
    return "{" + place(label.span()) + ", \"text\": " + JsonText.quote(label.text()) + "}";
  }

  private static String fix(Fix fix) {
    return "{\"title\": %s, \"edits\": %s}"
        .formatted(JsonText.quote(fix.title()), list(fix.edits(), DiagnosticJson::edit));
  }

  private static String edit(Fix.Edit edit) {
    return "{" + place(edit.span()) + ", \"newText\": " + JsonText.quote(edit.replacement()) + "}";
  }

  private static String place(Span span) {
    Source source = span.source();
    return "\"file\": %s, \"range\": {\"start\": %s, \"end\": %s}"
        .formatted(
            JsonText.quote(source.name()),
            position(source, span.start()),
            position(source, span.end()));
  }

  private static String position(Source source, int offset) {
    Position at = source.position(Math.min(offset, source.text().length()));
    return "{\"line\": %d, \"character\": %d}".formatted(at.line(), at.character());
  }

  private static <T> String list(List<T> items, Function<T, String> text) {
    List<String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(text.apply(item)));
    return "[" + String.join(", ", texts) + "]";
  }
}
