package org.tgraph.lsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticCodeDescription;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.Location;
import org.tgraph.diagnostic.Label;
import org.tgraph.source.Source;

/** Diagnostics as the protocol has them. */
final class Diagnostics {
  private static final String NAME = "tgraph";

  private Diagnostics() {}

  static List<Diagnostic> of(Document document) {
    List<Diagnostic> all = new ArrayList<>();
    for (var d : document.analysis().diagnostics()) {
      if (d.span().source() == document.source()) {
        all.add(of(d, document));
      }
    }
    return all;
  }

  static Diagnostic of(org.tgraph.diagnostic.Diagnostic d, Document document) {
    Diagnostic shown = new Diagnostic();
    shown.setRange(Convert.range(d.span()));
    shown.setSeverity(d.isError() ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning);
    shown.setCode(d.code().name());
    ErrorPages.of(d.code())
        .map(DiagnosticCodeDescription::new)
        .ifPresent(shown::setCodeDescription);
    shown.setSource(NAME);
    shown.setMessage(message(d));
    List<DiagnosticRelatedInformation> related = new ArrayList<>();
    for (Label label : d.labels()) {
      location(label.span().source(), document)
          .ifPresent(uri ->
              related.add(
                  new DiagnosticRelatedInformation(
                      new Location(uri, Convert.range(label.span())), label.text())));
    }
    shown.setRelatedInformation(related);
    return shown;
  }

  /** What the terminal shows below the source line belongs to the message here. */
  private static String message(org.tgraph.diagnostic.Diagnostic d) {
    StringBuilder text = new StringBuilder(d.message());
    d.notes().forEach(note -> text.append("\nnote: ").append(note));
    d.fixes().forEach(fix -> text.append("\nhelp: ").append(fix.title()));
    return text.toString();
  }

  private static Optional<String> location(Source source, Document document) {
    return source == document.source() ? Optional.of(document.uri()) : Convert.uri(source);
  }
}
