package org.tgraph.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.program.Sampling;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

/**
 * A computation over the data of a script, compiled for the sizes that these have, to be run for
 * many arguments by any number of threads.
 */
final class Prepared {
  private final Executable executable;
  private final List<Array> data;
  private final Map<SizeVar, Long> sizes;

  private Prepared(Executable executable, List<Array> data, Map<SizeVar, Long> sizes) {
    this.executable = executable;
    this.data = data;
    this.sizes = sizes;
  }

  /** The graph as the backend would run it, for all sizes: to be asked for gaps. */
  static Graph graph(Sampling.Computation computation, Backend backend, Memory memory) {
    return memory.prepared(computation.graph(), g -> Prepare.forBackend(g, backend));
  }

  /**
   * @throws org.tgraph.op.EvaluationProblem where something that depends on the data alone has no
   *     result
   */
  static Prepared of(Sampling.Computation computation, Backend backend, Memory memory) {
    DataPart parts = DataPart.of(graph(computation, backend, memory));
    List<Array> data = new ArrayList<>();
    computation.data().forEach(v -> data.add(memory.array(v)));
    Map<SizeVar, Long> sizes = new HashMap<>(memory.sizes());
    if (!parts.once().outputs().isEmpty()) {
      Executable.Outcome once = backend.compileOnce(parts.once()).run(List.copyOf(data), sizes);
      data.addAll(once.outputs());
      sizes.putAll(once.sizes());
    }
    Graph each =
        parts.each().substitute(v -> sizes.containsKey(v) ? Dim.of(sizes.get(v)) : Dim.of(v));
    Backend chosen = isLarge(each, backend.worthwhile()) ? backend : new ReferenceBackend();
    return new Prepared(chosen.compile(each), data, sizes);
  }

  /** Whether a tensor is so large, or it is not known how large one is. */
  private static boolean isLarge(Graph graph, long elements) {
    return elements == 0
        || graph.body().stream()
            .flatMap(e -> e.results().stream())
            .anyMatch(v -> {
              OptionalLong size = v.shape().size().constant();
              return size.isEmpty() || size.getAsLong() >= elements;
            });
  }

  /** The outputs for an argument. */
  List<Array> run(Array argument) {
    return executable.run(inputs(argument), sizes).outputs();
  }

  /** A call for arguments of the shape of this one, which are its first input. */
  Call call(Array argument) {
    return executable.prepare(inputs(argument), sizes);
  }

  private List<Array> inputs(Array argument) {
    List<Array> inputs = new ArrayList<>(data.size() + 1);
    inputs.add(argument);
    inputs.addAll(data);
    return inputs;
  }
}
