package org.tgraph.backend.nativecode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.lower.Program;
import org.tgraph.graph.Sizes;
import org.tgraph.inference.Walker;
import org.tgraph.run.Call;
import org.tgraph.run.InputCheck;
import org.tgraph.type.SizeVar;

/** A call of machine code whose frame is filled once: to run it again is one jump into the code. */
final class NativeCall implements Call {
  private final NativeExecutable executable;
  private final Frame frame;
  private final List<Array> given;
  private final List<MemorySegment> inputs = new ArrayList<>();
  private final List<MemorySegment> outputs = new ArrayList<>();
  private final boolean[] isOwn;

  NativeCall(NativeExecutable executable, List<Array> inputs, Map<SizeVar, Long> given) {
    this.executable = executable;
    this.given = List.copyOf(inputs);
    this.isOwn = new boolean[inputs.size()];
    Sizes sizes = InputCheck.bind(executable.graph(), inputs, given);
    if (!executable.program().counted().isEmpty()) {
      Call.outputs(executable.graph(), sizes);
    }
    this.frame = executable.frame(sizes);
    // Memory that lives as long as this does, and may be used by whichever thread runs it.
    Arena arena = Arena.ofAuto();
    for (int i = 0; i < inputs.size(); i++) {
      MemorySegment memory = NativeExecutable.outside(inputs.get(i), arena);
      isOwn[i] = !memory.equals(inputs.get(i).data());
      this.inputs.add(memory);
      frame.set(executable.program().inputs().get(i), memory);
    }
    Map<Integer, MemorySegment> results = executable.allocate(sizes, frame, arena);
    for (int i = 0; i < executable.program().outputs().size(); i++) {
      outputs.add(
          executable.program().outputs().get(i) instanceof Program.Output.Given
              ? results.get(i)
              : MemorySegment.NULL);
    }
  }

  @Override
  public MemorySegment input(int index) {
    if (!isOwn[index]) {
      MemorySegment copy = NativeExecutable.copyOf(given.get(index), Arena.ofAuto());
      inputs.set(index, copy);
      frame.set(executable.program().inputs().get(index), copy);
      isOwn[index] = true;
    }
    return inputs.get(index);
  }

  @Override
  public MemorySegment output(int index) {
    return switch (executable.program().outputs().get(index)) {
      case Program.Output.Input input -> inputs.get(input.index());
      case Program.Output.Same same -> output(same.index());
      case Program.Output.Given g -> outputs.get(index);
      case Program.Output.Left l -> throw new IllegalStateException("a size is not known");
    };
  }

  @Override
  public void run() {
    touch();
    frame.run();
    Reference.reachabilityFence(this);
  }

  /** Looks whether all memory of others is still there. */
  void touch() {
    for (int i = 0; i < isOwn.length; i++) {
      if (!isOwn[i]) {
        NativeExecutable.touch(inputs.get(i));
      }
    }
  }

  NativeExecutable executable() {
    return executable;
  }

  Frame frame() {
    return frame;
  }

  @Override
  public Optional<Walker> walker(int size, int maxDepth, boolean isDense) {
    // Memory of this call: the transition writes to the gradient too.
    boolean isOwn =
        executable.program().outputs().stream().allMatch(o -> o instanceof Program.Output.Given);
    return isOwn ? Optional.of(new NativeWalker(this, size, maxDepth, isDense)) : Optional.empty();
  }
}
