package org.tgraph.plot;

import java.util.List;

/**
 * A picture: panels in rows, from left to right.
 *
 * @param columns how many panels a row has
 */
public record Figure(String title, int columns, List<Panel> panels) {
  public Figure {
    panels = List.copyOf(panels);
  }
}
