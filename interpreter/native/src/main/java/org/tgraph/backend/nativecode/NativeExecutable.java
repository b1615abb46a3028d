package org.tgraph.backend.nativecode;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.library.OpenBlas;
import org.tgraph.backend.nativecode.llvm.Llvm;
import org.tgraph.backend.nativecode.lower.Failure;
import org.tgraph.backend.nativecode.lower.Program;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Interruption;
import org.tgraph.graph.Origin;
import org.tgraph.graph.SizeProblems;
import org.tgraph.graph.Sizes;
import org.tgraph.graph.Value;
import org.tgraph.op.EvaluationProblem;
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
  private static final AddressLayout ADDRESS = ValueLayout.ADDRESS;
  private static final ValueLayout.OfLong SLOT = ValueLayout.JAVA_LONG;

  /** Results of so many bytes are kept outside of the heap, and need no copy to be read again. */
  private static final long LARGE = 1 << 16;

  private static final long ALIGNMENT = 64;

  /**
   * So many bytes may be got during a call: most of what the machine, or the container, has. A
   * system that promises more than it has ends the process when it is used.
   */
  private static final long MEMORY =
      ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
          ? system.getTotalMemorySize() / 4 * 3
          : Long.MAX_VALUE;

  private static final MethodHandle CALL =
      Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(SLOT, ADDRESS));
  private static final MethodHandle RELEASE =
      Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid(ADDRESS));

  private final Graph graph;
  private final Program program;
  private final MemorySegment code;
  private final MemorySegment release;
  private final Optional<HostCalls> host;
  private final Map<Integer, MemorySegment> constants = new HashMap<>();

  NativeExecutable(Graph graph, Program program, Llvm llvm, Llvm.Code code) {
    this.graph = graph;
    this.program = program;
    this.code = MemorySegment.ofAddress(code.address());
    this.release = MemorySegment.ofAddress(llvm.address("tg_release_all"));
    this.host =
        program.hosted().isEmpty()
            ? Optional.empty()
            : Optional.of(new HostCalls(program.hosted()));
    Arena arena = Arena.ofAuto();
    program.constants().forEach((slot, array) -> constants.put(slot, outside(array, arena)));
    CLEANER.register(this, () -> llvm.unload(code));
  }

  @Override
  public Graph graph() {
    return graph;
  }

  /** The elements in memory that code can read; there is some where there are none, too. */
  private static MemorySegment outside(Array array, Arena arena) {
    long bytes = array.size() * array.dtype().bytes();
    if (array.data().isNative() && bytes > 0) {
      return array.data();
    }
    MemorySegment copy = arena.allocate(Math.max(bytes, ALIGNMENT), ALIGNMENT);
    MemorySegment.copy(array.data(), 0, copy, 0, bytes);
    return copy;
  }

  @Override
  public Outcome run(List<Array> inputs, Map<SizeVar, Long> given) {
    Sizes sizes = InputCheck.bind(graph, inputs, given);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment frame = arena.allocate(SLOT, program.slots());
      frame.setAtIndex(SLOT, Program.ROOM, MEMORY);
      for (int i = 0; i < inputs.size(); i++) {
        put(frame, program.inputs().get(i), outside(inputs.get(i), arena));
      }
      if (program.multiplies()) {
        frame.setAtIndex(SLOT, Program.DGEMM, OpenBlas.address("cblas_dgemm"));
        frame.setAtIndex(SLOT, Program.SGEMM, OpenBlas.address("cblas_sgemm"));
      }
      frame.setAtIndex(SLOT, Program.SHARE, Workers.address());
      host.ifPresent(h -> put(frame, Program.HOST, h.address()));
      constants.forEach((slot, memory) -> put(frame, slot, memory));
      program.sizes().forEach((var, slot) -> frame.setAtIndex(SLOT, slot, known(sizes, var)));
      Map<Integer, MemorySegment> results = allocate(sizes, frame, arena);
      long status = call(frame);
      Reference.reachabilityFence(inputs);
      Reference.reachabilityFence(this);
      return outcome(status, inputs, sizes, results, frame);
    }
  }

  private static long known(Sizes sizes, SizeVar var) {
    Long value = sizes.values().get(var);
    if (value == null) {
      throw new IllegalArgumentException("the size " + var + " is not given");
    }
    return value;
  }

  private static void put(MemorySegment frame, int slot, MemorySegment memory) {
    frame.setAtIndex(SLOT, slot, memory.address());
  }

  /** Memory for the outputs whose sizes are known, by their numbers. */
  private Map<Integer, MemorySegment> allocate(Sizes sizes, MemorySegment frame, Arena arena) {
    Map<Integer, MemorySegment> results = new HashMap<>();
    for (int i = 0; i < program.outputs().size(); i++) {
      if (program.outputs().get(i) instanceof Program.Output.Given output) {
        TensorType type = type(i, sizes);
        try {
          MemorySegment memory = room(type, arena);
          results.put(i, memory);
          put(frame, output.slot(), memory);
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
    Arena owner = bytes >= LARGE ? Arena.ofAuto() : arena;
    return owner.allocate(Math.max(bytes, ALIGNMENT), ALIGNMENT);
  }

  private long call(MemorySegment frame) {
    try (Interrupts.Watch _ = Interrupts.watch(frame, program.places())) {
      return (long) CALL.invokeExact(code, frame);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome outcome(
      long status,
      List<Array> inputs,
      Sizes sizes,
      Map<Integer, MemorySegment> results,
      MemorySegment frame) {
    if (status < 0) {
      throw Interruption.ofLoop(program.places().get((int) -status - 1));
    }
    if (status > 0) {
      long[] details = new long[Failure.DETAILS];
      for (int i = 0; i < details.length; i++) {
        details[i] = frame.getAtIndex(SLOT, Program.DETAILS + i);
      }
      Failure failure = program.failures().get((int) status - 1);
      host.flatMap(HostCalls::takeThrown).ifPresent(e -> rethrow(e, failure));
      throw failure.of(details);
    }
    Map<SizeVar, Long> all = new HashMap<>(sizes.values());
    program.counted().forEach((var, slot) -> all.put(var, frame.getAtIndex(SLOT, slot)));
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
              long address = frame.getAtIndex(SLOT, output.slot());
              yield copy(type, MemorySegment.ofAddress(address).reinterpret(bytes));
            }
          });
    }
    releaseAll(frame);
    return new Outcome(outputs, all);
  }

  private static void rethrow(Throwable thrown, Failure failure) {
    switch (thrown) {
      case EvaluationProblem problem -> throw problem.at(failure.origin());
      case Error error -> throw error;
      default -> throw new IllegalStateException(thrown);
    }
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

  /** What the code left for us. */
  private void releaseAll(MemorySegment frame) {
    if (frame.getAtIndex(SLOT, Program.MEMORY) != 0) {
      try {
        RELEASE.invokeExact(release, frame);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
