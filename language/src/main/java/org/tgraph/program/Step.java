package org.tgraph.program;

import java.util.List;
import java.util.Optional;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;

/** An effect of a script. Steps are done in order; a step that fails ends the run. */
public sealed interface Step {
  Span span();

  record Print(Span span, List<Shown> values) implements Step {}

  /**
   * @param path as written: relative to the script's folder
   */
  record Save(Span span, String path, Shown value) implements Step {}

  /**
   * @param path as for {@link Save}
   */
  record Draw(Span span, Plot plot, String path) implements Step {}

  /**
   * Fails where {@code condition}, a {@code bool} of any shape, is not true everywhere.
   *
   * @param parts what the condition compares, with its text, to be shown on failure
   */
  record Assert(Span span, Value condition, Optional<String> message, List<Part> parts)
      implements Step {}

  /** A value that is computed for a {@code bench}. */
  record Compute(Span span, Shown value) implements Step {}

  /** Makes what later steps need. */
  record CarryOut(Procedure procedure) implements Step {
    @Override
    public Span span() {
      return procedure.span();
    }
  }

  record Part(String text, Shown value) {}
}
