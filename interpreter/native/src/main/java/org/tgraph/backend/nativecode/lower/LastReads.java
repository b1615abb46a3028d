package org.tgraph.backend.nativecode.lower;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;

/**
 * After which equation the memory of each value is read for the last time: by an equation that is
 * computed or checked there, through all that is computed on the way.
 */
final class LastReads {
  private final Set<Value> kept;
  private final Map<Value, Equation> definitions;
  private final Map<Value, Integer> reads = new IdentityHashMap<>();

  private LastReads(Set<Value> kept, Map<Value, Equation> definitions) {
    this.kept = kept;
    this.definitions = definitions;
  }

  static Map<Value, Integer> of(Graph graph, Set<Value> kept, Map<Value, Equation> definitions) {
    LastReads last = new LastReads(kept, definitions);
    List<Equation> body = graph.body();
    for (int i = 0; i < body.size(); i++) {
      Equation equation = body.get(i);
      boolean isComputed = equation.results().stream().anyMatch(kept::contains);
      if (isComputed || Checks.reads(equation)) {
        for (Value operand : equation.operands()) {
          last.read(operand, i);
        }
      }
    }
    graph.outputs().forEach(v -> last.reads.put(v, body.size()));
    return last.reads;
  }

  private void read(Value value, int at) {
    Integer before = reads.put(value, at);
    boolean isNew = before == null || before != at;
    if (isNew && !kept.contains(value) && definitions.containsKey(value)) {
      for (Value operand : definitions.get(value).operands()) {
        read(operand, at);
      }
    }
  }
}
