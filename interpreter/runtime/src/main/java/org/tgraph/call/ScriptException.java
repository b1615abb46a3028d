package org.tgraph.call;

import java.util.List;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.TextRenderer;
import org.tgraph.source.UserLine;

/**
 * A script that has mistakes, or a function of it that cannot be called from outside. The message
 * is what {@code tgraph check} would print.
 */
public final class ScriptException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final transient List<Diagnostic> diagnostics;

  private ScriptException(String message, List<Diagnostic> diagnostics) {
    super(message);
    this.diagnostics = List.copyOf(diagnostics);
  }

  static ScriptException of(List<Diagnostic> diagnostics) {
    String message = new TextRenderer(false).render(diagnostics);
    return UserLine.thrownOutside(new ScriptException(message, diagnostics), CallException.OURS);
  }

  static ScriptException of(String message) {
    return UserLine.thrownOutside(new ScriptException(message, List.of()), CallException.OURS);
  }

  /** The mistakes; none where there is no such script or function. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
