package org.tgraph.run;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Sizes;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** A call of a backend that has nothing better: it runs, and copies what comes out. */
final class CopyingCall implements Call {
  private final Executable executable;
  private final Map<SizeVar, Long> sizes;
  private final List<Array> inputs;
  private final boolean[] isOwn;
  private final List<Array> outputs;

  CopyingCall(Executable executable, List<Array> inputs, Map<SizeVar, Long> given) {
    this.executable = executable;
    this.inputs = new ArrayList<>(inputs);
    this.isOwn = new boolean[inputs.size()];
    Sizes known = InputCheck.bind(executable.graph(), inputs, given);
    this.sizes = Map.copyOf(known.values());
    this.outputs = outputs(executable.graph(), known);
  }

  private static List<Array> outputs(Graph graph, Sizes known) {
    List<Array> outputs = new ArrayList<>();
    for (TensorType type : Call.outputs(graph, known)) {
      long[] shape = type.shape().values();
      // A negative size is a failure of the run.
      Arrays.setAll(shape, axis -> Math.max(shape[axis], 0));
      outputs.add(Array.zeros(type.dtype(), shape));
    }
    return List.copyOf(outputs);
  }

  @Override
  public MemorySegment input(int index) {
    if (!isOwn[index]) {
      Array given = inputs.get(index);
      Array own = Array.zeros(given.dtype(), given.shape());
      MemorySegment.copy(given.data(), 0, own.data(), 0, given.size() * given.dtype().bytes());
      inputs.set(index, own);
      isOwn[index] = true;
    }
    return inputs.get(index).data();
  }

  @Override
  public MemorySegment output(int index) {
    return outputs.get(index).data();
  }

  @Override
  public void run() {
    List<Array> results = executable.run(List.copyOf(inputs), sizes).outputs();
    for (int i = 0; i < results.size(); i++) {
      Array to = outputs.get(i);
      MemorySegment.copy(results.get(i).data(), 0, to.data(), 0, to.size() * to.dtype().bytes());
    }
  }
}
