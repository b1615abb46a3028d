package org.tgraph.dsl;

import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.TextRenderer;

/**
 * An expression does not fit together: its shapes, sizes or types. Thrown by the line that built
 * it; the message is what the language would say.
 */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final transient Diagnostic diagnostic;

  ShapeException(Diagnostic diagnostic) {
    super(new TextRenderer(false).render(diagnostic));
    this.diagnostic = diagnostic;
  }

  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
