package org.tgraph.analysis;

import java.util.List;
import org.tgraph.source.Span;

/**
 * One end of calls: who calls a function, or what one calls.
 *
 * @param text its name; of the lines of a script outside of all functions, the file's
 * @param whole all of it; {@code name} is where its name stands
 * @param places where the calls are written
 */
public record Call(String text, Symbol.Kind kind, Span whole, Span name, List<Span> places) {
  public Call {
    places = List.copyOf(places);
  }
}
