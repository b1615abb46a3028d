package org.tgraph.run.print;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.run.Datum;
import org.tgraph.source.Span;

/** Where a script's prints go. */
public interface Output {
  void print(Span span, List<Datum> values);

  /** Tells of something odd that does not end the run. */
  default void warn(Diagnostic warning) {}

  /**
   * Hears of a picture that is drawn and written.
   *
   * @param path as the script writes it
   */
  default void drew(Span span, String path) {}

  /** Hears what is being done now; asked again, it says how far that is. */
  default void doing(Supplier<String> what) {}

  /** Hears what was done and what it took; asked only by whoever wants to know. */
  default void did(Supplier<String> what) {}

  /** The file, as {@code save} has it, for what was drawn when sampling is interrupted, if any. */
  default Optional<String> unfinished() {
    return Optional.empty();
  }

  /** For people. */
  static Output text(Appendable out) {
    return (span, values) -> Lines.write(out, DatumText.line(values));
  }

  /** For machines: one JSON object a line. */
  static Output json(Appendable out) {
    return (span, values) ->
        Lines.write(out, Json.print(span.source().position(span.start()).line() + 1, values));
  }
}
