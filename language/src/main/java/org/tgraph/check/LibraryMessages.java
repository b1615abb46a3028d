package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.diagnostic.Label;
import org.tgraph.source.Span;

/** Mistakes that show in the text of the standard library, told at the call that made them. */
final class LibraryMessages {
  private LibraryMessages() {}

  /**
   * The diagnostic at the call that the user wrote, without what it says of a text that the user
   * did not write.
   *
   * @param call where that is; the place of the diagnostic if it is the user's own
   */
  static Diagnostic atUser(Diagnostic diagnostic, Span call) {
    Span found = diagnostic.span();
    if (call.equals(found)) {
      return diagnostic;
    }
    List<Label> labels =
        diagnostic.labels().stream()
            .filter(l -> !l.span().source().isLibrary() && !l.span().equals(call))
            .toList();
    List<Fix> fixes =
        diagnostic.fixes().stream()
            .filter(f -> f.edits().stream().noneMatch(e -> e.span().source().isLibrary()))
            .toList();
    List<String> notes = new ArrayList<>(diagnostic.notes());
    if (diagnostic.code() != Code.TG0811) {
      notes.add("It was found in " + found.source().name() + ", which this calls.");
    }
    return new Diagnostic(
        diagnostic.code(),
        diagnostic.severity(),
        call,
        diagnostic.message(),
        "",
        labels,
        notes,
        fixes);
  }
}
