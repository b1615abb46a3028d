package org.tgraph.analysis;

import java.util.List;
import org.tgraph.diagnostic.Fix;

/** What comes of asking for another name. */
public sealed interface Renaming {
  record Done(List<Fix.Edit> edits) implements Renaming {}

  /**
   * @param reason one sentence
   */
  record Refused(String reason) implements Renaming {}
}
