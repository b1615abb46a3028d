package org.tgraph.backend.nativecode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.library.OpenBlas;
import org.tgraph.backend.nativecode.llvm.Llvm;
import org.tgraph.backend.nativecode.lower.Program;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Origin;
import org.tgraph.graph.SizeProblems;
import org.tgraph.graph.Sizes;
import org.tgraph.graph.Value;
import org.tgraph.run.Call;
import org.tgraph.run.Executable;
import org.tgraph.run.InputCheck;
import org.tgraph.type.DType;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * A graph as one function of machine code. Any number of threads may call it at once: all that a
 * call needs is in a frame of its own. The code is unloaded when nothing refers to this any more.
 */
final class NativeExecutable implements Executable {
  private static final Cleaner CLEANER = Cleaner.create();

  /** Results of so many bytes are kept outside of the heap, and need no copy to be read again. */
  private static final long LARGE = 1 << 16;

  private static final long ALIGNMENT = 64;

  private final Graph graph;
  private final Program program;
  private final MemorySegment code;
  private final MemorySegment release;
  private final Optional<HostCalls> host;
  private final Optional<BoundsCheck> bounds;
  private final boolean isShared;
  private final Map<Integer, MemorySegment> constants = new HashMap<>();

  /** Frames of calls that are over; as many as there were calls at once. */
  private final Queue<Frame> idle = new ConcurrentLinkedQueue<>();

  /**
   * @param isChecked whether the code checks its accesses to memory
   */
  NativeExecutable(Graph graph, Program program, Llvm llvm, Llvm.Code code, boolean isChecked) {
    this.graph = graph;
    this.program = program;
    this.code = MemorySegment.ofAddress(code.address());
    this.release = MemorySegment.ofAddress(llvm.address("tg_release_all"));
    this.host =
        program.hosted().isEmpty()
            ? Optional.empty()
            : Optional.of(new HostCalls(program.hosted()));
    this.isShared = program.isShared();
    this.bounds = isChecked ? Optional.of(new BoundsCheck(llvm)) : Optional.empty();
    Arena arena = Arena.ofAuto();
    program.constants().forEach((slot, array) -> constants.put(slot, outside(array, arena)));
    CLEANER.register(this, () -> llvm.unload(code));
  }

  @Override
  public Graph graph() {
    return graph;
  }

  Program program() {
    return program;
  }

  /** Where the function is that takes a frame. */
  MemorySegment code() {
    return code;
  }

  /** Where the function is that releases what is left in a frame. */
  MemorySegment releaseCode() {
    return release;
  }

  /** What looks whether the code stayed within its memory, if the code tells. */
  Optional<BoundsCheck> bounds() {
    return bounds;
  }

  /** What went wrong in a definition that the code called in this thread. */
  Optional<Throwable> takeThrown() {
    return host.flatMap(HostCalls::takeThrown);
  }

  /**
   * The elements in memory that code can read; there is some where there are none, too.
   *
   * @throws IllegalStateException if the memory of the array is closed
   * @throws WrongThreadException if this thread may not read it
   */
  static MemorySegment outside(Array array, Arena arena) {
    int bytes = array.dtype().part().bytes();
    boolean isAligned = array.data().address() % bytes == 0;
    if (!array.data().isNative() || !isAligned || array.size() == 0) {
      return copyOf(array, arena);
    }
    touch(array.data());
    return array.data();
  }

  /** Code is given an address alone, so it cannot see that memory is closed. */
  static void touch(MemorySegment memory) {
    memory.get(ValueLayout.JAVA_BYTE, 0);
  }

  static MemorySegment copyOf(Array array, Arena arena) {
    long bytes = array.size() * array.dtype().bytes();
    MemorySegment copy = allocate(bytes, arena);
    MemorySegment.copy(array.data(), 0, copy, 0, bytes);
    return copy;
  }

  /** So many bytes, one element of which can be read even if there are none. */
  private static MemorySegment allocate(long bytes, Arena arena) {
    return arena.allocate(Math.max(bytes, ALIGNMENT), ALIGNMENT).asSlice(0, bytes);
  }

  /** The most bytes that a call that is over has had at once, beside inputs and results. */
  long most() {
    return idle.stream().mapToLong(Frame::most).max().orElse(0);
  }

  /** A frame for these sizes, inputs and outputs left out. */
  Frame frame(Sizes sizes) {
    Frame frame = Optional.ofNullable(idle.poll()).orElseGet(this::newFrame);
    frame.set(Program.SHARE, isShared ? Workers.address() : 0);
    program.sizes().forEach((var, slot) -> frame.set(slot, known(sizes, var)));
    return frame;
  }

  private Frame newFrame() {
    Frame frame = new Frame(this);
    frame.set(Program.ADVISE, LargeMemory.advise());
    program.functions().forEach((slot, name) -> frame.set(slot, OpenBlas.address(name)));
    host.ifPresent(h -> frame.set(Program.HOST, h.address()));
    constants.forEach(frame::set);
    return frame;
  }

  @Override
  public Call prepare(List<Array> inputs, Map<SizeVar, Long> given) {
    return new NativeCall(this, inputs, given);
  }

  @Override
  public Outcome run(List<Array> inputs, Map<SizeVar, Long> given) {
    Sizes sizes = InputCheck.bind(graph, inputs, given);
    try (Arena arena = Arena.ofConfined()) {
      Frame frame = frame(sizes);
      for (int i = 0; i < inputs.size(); i++) {
        frame.set(program.inputs().get(i), outside(inputs.get(i), arena));
      }
      Map<Integer, MemorySegment> results = allocate(sizes, frame, arena);
      frame.run();
      Reference.reachabilityFence(inputs);
      Reference.reachabilityFence(this);
      try {
        return outcome(inputs, sizes, results, frame);
      } finally {
        frame.release();
        idle.add(frame);
      }
    }
  }

  private static long known(Sizes sizes, SizeVar var) {
    Long value = sizes.values().get(var);
    if (value == null) {
      throw new IllegalArgumentException("the size " + var + " is not given");
    }
    return value;
  }

  /** Memory for the outputs whose sizes are known, by their numbers. */
  Map<Integer, MemorySegment> allocate(Sizes sizes, Frame frame, Arena arena) {
    Map<Integer, MemorySegment> results = new HashMap<>();
    for (int i = 0; i < program.outputs().size(); i++) {
      if (program.outputs().get(i) instanceof Program.Output.Given output) {
        TensorType type = type(i, sizes);
        try {
          MemorySegment memory = room(type, arena);
          results.put(i, memory);
          frame.set(output.slot(), memory);
        } catch (OutOfMemoryError | ArithmeticException e) {
          throw SizeProblems.outOfMemory(List.of(type)).at(origin(graph.outputs().get(i)));
        }
      }
    }
    return results;
  }

  /** Of the equation that computes an output. */
  private Origin origin(Value output) {
    return graph.body().stream()
        .filter(e -> e.results().contains(output))
        .map(Equation::origin)
        .findFirst()
        .orElse(Origin.UNKNOWN);
  }

  private TensorType type(int output, Sizes sizes) {
    return graph.outputs().get(output).type().substitute(sizes.substitution());
  }

  private static MemorySegment room(TensorType type, Arena arena) {
    // A negative size is a failure that the code finds.
    long count = 1;
    for (long size : type.shape().values()) {
      count = Math.multiplyExact(count, Math.max(size, 0));
    }
    long bytes = Math.multiplyExact(count, (long) type.dtype().bytes());
    return bytes >= LARGE ? LargeMemory.allocate(bytes) : allocate(bytes, arena);
  }

  private Outcome outcome(
      List<Array> inputs, Sizes sizes, Map<Integer, MemorySegment> results, Frame frame) {
    Map<SizeVar, Long> all = new HashMap<>(sizes.values());
    program.counted().forEach((var, slot) -> all.put(var, frame.get(slot)));
    Sizes known = new Sizes(all);
    List<Array> outputs = new ArrayList<>();
    for (int i = 0; i < program.outputs().size(); i++) {
      outputs.add(
          switch (program.outputs().get(i)) {
            case Program.Output.Input input -> inputs.get(input.index());
            case Program.Output.Same same -> outputs.get(same.index());
            case Program.Output.Given output -> array(type(i, known), results.get(i));
            case Program.Output.Left output -> {
              TensorType type = type(i, known);
              long bytes = Array.count(type.shape().values()) * type.dtype().bytes();
              long address = frame.get(output.slot());
              try {
                yield copy(type, MemorySegment.ofAddress(address).reinterpret(bytes));
              } catch (OutOfMemoryError e) {
                throw SizeProblems.outOfMemory(List.of(type)).at(origin(graph.outputs().get(i)));
              }
            }
          });
    }
    return new Outcome(outputs, all);
  }

  private static Array array(TensorType type, MemorySegment memory) {
    long[] shape = type.shape().values();
    long bytes = Array.count(shape) * type.dtype().bytes();
    return bytes >= LARGE ? Array.of(type.dtype(), shape, memory) : copy(type, memory);
  }

  private static Array copy(TensorType type, MemorySegment memory) {
    DType dtype = type.dtype();
    Array array = Array.zeros(dtype, type.shape().values());
    MemorySegment.copy(memory, 0, array.data(), 0, array.size() * dtype.bytes());
    return array;
  }
}
