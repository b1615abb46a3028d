package org.tgraph.cli.drawing;

import java.util.List;
import org.tgraph.source.Span;

/**
 * What is drawn: nodes in an order in which each edge leads to a later one.
 *
 * @param title above it
 */
public record Diagram(String title, List<Node> nodes, List<Edge> edges) {
  public Diagram {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /**
   * A box.
   *
   * @param detail a second, smaller line; may be empty
   * @param results what is written on the edges that leave it, one for each result
   * @param place where in the script it comes from; empty if nowhere
   */
  record Node(Family family, String title, String detail, List<String> results, List<Span> place) {
    Node {
      results = List.copyOf(results);
      place = List.copyOf(place);
    }
  }

  /**
   * From a result of one node to an operand of another, both as indices.
   *
   * @param slot which operand, of {@code slots}
   */
  record Edge(int from, int result, int to, int slot, int slots) {}
}
