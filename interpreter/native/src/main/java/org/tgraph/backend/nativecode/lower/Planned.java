package org.tgraph.backend.nativecode.lower;

import java.util.List;
import java.util.Optional;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.graph.Equation;

/**
 * What is done for one equation whose result is kept in memory.
 *
 * @param depth how many branches and loops of the graph it is in
 * @param onTheWay the equations that are computed in its loop, element by element
 * @param memory that of the results
 * @param released the memory that nothing reads any more
 * @param pass the memory of the first result that is computed in the same loop, if there is another
 * @param steps of a loop of the graph, how many steps are done at once
 * @param isByRows whether it is computed for a few rows at a time, with what is in the same loop
 */
public record Planned(
    int depth,
    Equation equation,
    List<Equation> onTheWay,
    List<Buffer> memory,
    List<Buffer> released,
    Optional<Buffer> pass,
    int steps,
    boolean isByRows) {
  public Planned {
    onTheWay = List.copyOf(onTheWay);
    memory = List.copyOf(memory);
    released = List.copyOf(released);
  }
}
