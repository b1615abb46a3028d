package org.tgraph.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.source.Span;

/** What was to be done took longer than {@code --timeout} allows. */
final class OutOfTime extends CancellationException {
  private static final long serialVersionUID = 1L;
  private final transient Optional<Span> place;
  private final boolean ended;

  /**
   * @param after how long it took: "2.5 s"
   * @param place the loop or operation that was running, if one was
   * @param ended whether it was stopped: a single operation of a native library cannot be
   */
  OutOfTime(String after, Optional<Span> place, boolean ended) {
    super("gave up after " + after + ", as `--timeout` says");
    this.place = place;
    this.ended = ended;
  }

  /** Whether something else may be done now. */
  boolean hasEnded() {
    return ended;
  }

  /**
   * @param whole what was to be done, if nothing more is known
   */
  Diagnostic diagnostic(Span whole) {
    return tooLong(place.orElse(whole));
  }

  /** Says so on standard error, with the line. */
  void report(Console console, boolean json) {
    place.ifPresentOrElse(
        span -> Report.toErr(console, json, List.of(tooLong(span))),
        () -> console.err().println("tgraph: " + getMessage()));
  }

  /** Says so where a session talks. */
  void reportTo(Console console) {
    place.ifPresentOrElse(
        span -> Report.text(console.out(), console.outColours(), List.of(tooLong(span))),
        () -> console.out().println("tgraph: " + getMessage()));
  }

  private Diagnostic tooLong(Span span) {
    return Diagnostic.error(Code.TG0807, span, "This was not done in time: " + getMessage() + ".");
  }
}
