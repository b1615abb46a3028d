package org.tgraph.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Source;

/** Applies the fixes that diagnostics offer. */
final class Fixes {
  private Fixes() {}

  /** Applies the first fix of each; says whether the file was changed. */
  static boolean apply(Console console, ScriptFile script, List<Diagnostic> diagnostics) {
    String before = script.source().text();
    String after = applied(script.source(), diagnostics);
    if (after.equals(before)) {
      return false;
    }
    if (script.isStdin()) {
      throw new UsageProblem("`--fix` changes files; standard input is none.");
    }
    TextFile.write(script.path(), after);
    console.err().println("changed " + script.source().name());
    return true;
  }

  /** The text with the first fix of each; one that would change what another changed is left. */
  static String applied(Source source, List<Diagnostic> diagnostics) {
    List<Fix.Edit> chosen = new ArrayList<>();
    for (Diagnostic diagnostic : diagnostics) {
      if (!diagnostic.fixes().isEmpty()) {
        List<Fix.Edit> edits = diagnostic.fixes().get(0).edits();
        if (edits.stream().allMatch(e -> e.span().source() == source && isFree(e, chosen))) {
          chosen.addAll(edits);
        }
      }
    }
    chosen.sort(Comparator.comparingInt((Fix.Edit e) -> e.span().start()).reversed());
    StringBuilder text = new StringBuilder(source.text());
    for (Fix.Edit edit : chosen) {
      text.replace(edit.span().start(), edit.span().end(), edit.replacement());
    }
    return text.toString();
  }

  private static boolean isFree(Fix.Edit edit, List<Fix.Edit> chosen) {
    return chosen.stream()
        .allMatch(other ->
            other.span().end() < edit.span().start() || other.span().start() > edit.span().end());
  }
}
