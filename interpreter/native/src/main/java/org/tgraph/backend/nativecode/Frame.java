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
import java.util.List;
import org.tgraph.backend.nativecode.lower.Failure;
import org.tgraph.backend.nativecode.lower.Program;
import org.tgraph.graph.Interruption;
import org.tgraph.graph.Origin;
import org.tgraph.op.EvaluationProblem;

/**
 * The slots through which one call of machine code at a time gets what it needs and tells what came
 * of it. It is there as long as anything refers to it, the thread that looks for interruptions too.
 */
final class Frame {
  private static final AddressLayout ADDRESS = ValueLayout.ADDRESS;
  private static final ValueLayout.OfLong SLOT = ValueLayout.JAVA_LONG;

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

  /** Made when it is first needed, which takes some milliseconds. */
  private static final class Releasing {
    static final MethodHandle CALL =
        Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid(ADDRESS));
  }

  private final NativeExecutable executable;
  private final Program program;
  private final MemorySegment slots;
  private final boolean isSized;

  /** Has Java make what all calls need, which takes some milliseconds at the first one. */
  static void prepare() {
    // Of nothing there is nothing to free.
    Linker.nativeLinker()
        .defaultLookup()
        .find("free")
        .ifPresent(f -> invoke(f, MemorySegment.NULL));
  }

  Frame(NativeExecutable executable) {
    this.executable = executable;
    this.program = executable.program();
    // Code that checks its accesses knows how large the memory is that a slot is the address of.
    this.isSized = executable.bounds().isPresent();
    this.slots = Arena.ofAuto().allocate(SLOT, program.slots() * (isSized ? 2L : 1));
    set(Program.ROOM, MEMORY);
    set(Program.LEAST, MEMORY);
  }

  /** The most bytes that the calls so far have had at once, beside inputs and results. */
  long most() {
    return MEMORY - get(Program.LEAST);
  }

  void set(int slot, long value) {
    slots.setAtIndex(SLOT, slot, value);
  }

  void set(int slot, MemorySegment memory) {
    set(slot, memory.address());
    if (isSized) {
      slots.setAtIndex(SLOT, program.slots() + (long) slot, memory.byteSize());
    }
  }

  long get(int slot) {
    return slots.getAtIndex(SLOT, slot);
  }

  /** The equations that {@link #reached} counts. */
  List<Origin> places() {
    return program.places();
  }

  /** The number of the equation that the code has come to. */
  int reached() {
    return (int) get(Program.REACHED);
  }

  /** Has the call that is going on end. */
  void cancel() {
    set(Program.CANCELLED, 1);
  }

  /**
   * Runs the code.
   *
   * @throws EvaluationProblem where an operation has no result
   * @throws Interruption if the thread was interrupted
   */
  void run() {
    long status = call(executable.code(), slots);
    while (status < 0 && !Thread.currentThread().isInterrupted()) {
      // That was meant for the call before, whose end the watcher had not seen yet.
      status = call(executable.code(), slots);
    }
    executable.bounds().ifPresent(BoundsCheck::check);
    if (status < 0) {
      throw Interruption.ofLoop(places().get((int) -status - 1));
    }
    if (status > 0) {
      throw failure(program.failures().get((int) status - 1));
    }
  }

  /** The memory of the slots. */
  MemorySegment slots() {
    return slots;
  }

  /** Calls code with its own slots, which calls that of this frame. */
  long call(MemorySegment code, MemorySegment its) {
    set(Program.CANCELLED, 0);
    set(Program.REACHED, 0);
    Interrupts.Seat seat = Interrupts.ofThread();
    seat.set(this);
    try {
      return invoke(code, its);
    } finally {
      seat.set(null);
    }
  }

  private static long invoke(MemorySegment code, MemorySegment slots) {
    try {
      return (long) CALL.invokeExact(code, slots);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private RuntimeException failure(Failure failure) {
    long[] details = new long[Failure.DETAILS];
    for (int i = 0; i < details.length; i++) {
      details[i] = get(Program.DETAILS + i);
    }
    return executable
        .takeThrown()
        .<RuntimeException>map(thrown ->
            switch (thrown) {
              case EvaluationProblem problem -> problem.at(failure.origin());
              case Interruption interruption -> interruption.during(failure.origin());
              case Error error -> throw error;
              default -> new IllegalStateException(thrown);
            })
        .orElseGet(() -> failure.of(details));
  }

  /** Releases what the code left for us. */
  void release() {
    if (get(Program.MEMORY) != 0) {
      try {
        Releasing.CALL.invokeExact(executable.releaseCode(), slots);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
