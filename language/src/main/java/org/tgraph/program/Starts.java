package org.tgraph.program;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;

/**
 * Where chains begin.
 *
 * @param positions {@code f64[chains, attempts, n]}: of each chain the first is taken at which the
 *     density is finite
 * @param sites whose values were chosen
 */
public record Starts(Value positions, List<Chosen> sites) {
  /**
   * A site and its values {@code [chains, …]}, of which numbers of a position are made.
   *
   * @param from the first of these numbers
   * @param count how many they are
   */
  public record Chosen(String name, Span place, Value values, Dim from, Dim count) {}

  public Starts {
    sites = List.copyOf(sites);
  }

  /** The script's values that are needed. */
  List<Value> data() {
    List<Value> all = new ArrayList<>(List.of(positions));
    sites.forEach(s -> all.add(s.values()));
    return all;
  }
}
