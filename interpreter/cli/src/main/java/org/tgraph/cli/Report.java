package org.tgraph.cli;

import java.io.PrintStream;
import java.util.List;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.TextRenderer;

/** Diagnostics, written for people or machines. */
final class Report {
  private Report() {}

  static void text(PrintStream out, boolean colours, List<Diagnostic> diagnostics) {
    TextRenderer renderer = new TextRenderer(colours);
    for (Diagnostic diagnostic : diagnostics) {
      out.println(renderer.render(diagnostic));
    }
  }

  /** Those of a command whose own output goes elsewhere. */
  static void toErr(Console console, boolean json, List<Diagnostic> diagnostics) {
    if (diagnostics.isEmpty()) {
      return;
    }
    if (json) {
      console.err().println(DiagnosticJson.array(diagnostics));
    } else {
      text(console.err(), console.errColours(), diagnostics);
    }
  }

  static boolean anyError(List<Diagnostic> diagnostics) {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  /** {@code 2 errors, 1 warning}. */
  static String count(List<Diagnostic> diagnostics) {
    long errors = diagnostics.stream().filter(Diagnostic::isError).count();
    long warnings = diagnostics.size() - errors;
    String wrong = errors == 0 ? "" : plural(errors, "error");
    String odd = warnings == 0 ? "" : plural(warnings, "warning");
    return wrong + (wrong.isEmpty() || odd.isEmpty() ? "" : ", ") + odd;
  }

  static String plural(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
