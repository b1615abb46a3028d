package org.tgraph.check;

import java.util.List;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.program.Program;
import org.tgraph.syntax.Parsed;

/**
 * What is known of a script after it was checked.
 *
 * @param program what to run; to be run only if no diagnostic is an error
 * @param functions its functions, to be called by themselves
 * @param facts what was found out about places in the text, for the editor
 * @param diagnostics those of the parser too, in the order of the text
 */
public record Checked(
    Parsed parsed,
    Program program,
    Functions functions,
    Facts facts,
    List<Diagnostic> diagnostics) {
  public Checked {
    diagnostics = List.copyOf(diagnostics);
  }

  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }
}
