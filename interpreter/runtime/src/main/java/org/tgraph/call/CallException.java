package org.tgraph.call;

import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.TextRenderer;
import org.tgraph.source.UserLine;

/**
 * A call that cannot be: its arguments are not those that were declared, or there is no result for
 * them. Thrown by the line that calls; the message is what the command would print.
 */
public final class CallException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Frames of this package are not the user's. */
  static final String OURS = "org.tgraph.call";

  private final transient Diagnostic diagnostic;

  private CallException(Diagnostic diagnostic) {
    super(new TextRenderer(false).render(diagnostic));
    this.diagnostic = diagnostic;
  }

  static CallException of(Diagnostic diagnostic) {
    return UserLine.thrownOutside(new CallException(diagnostic), OURS, "org.tgraph.run");
  }

  /** The same as data: code, places, notes. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
