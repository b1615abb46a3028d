package org.tgraph.analysis;

import java.util.List;
import java.util.Optional;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;

/**
 * A change that is offered for a place.
 *
 * @param mends what it mends; nothing if it only rewrites what is right
 */
public record Action(String title, List<Fix.Edit> edits, Optional<Diagnostic> mends) {
  public Action {
    edits = List.copyOf(edits);
  }
}
