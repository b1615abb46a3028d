package org.tgraph.backend.nativecode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import org.tgraph.backend.nativecode.ir.ModuleText;
import org.tgraph.backend.nativecode.llvm.Effort;
import org.tgraph.backend.nativecode.llvm.Llvm;
import org.tgraph.backend.nativecode.lower.ChainCode;
import org.tgraph.backend.nativecode.lower.ChainCode.Slot;
import org.tgraph.inference.Walker;
import org.tgraph.op.EvaluationProblem;

/** Transitions by {@link ChainCode}, which calls the code of a density. */
final class NativeWalker implements Walker {
  /** Of so many transitions there are records. */
  private static final int CAPACITY = 64;

  private static final int SLOTS = Slot.count();

  /** That of all walkers; null before one is asked for. */
  private static MemorySegment code;

  /** The code of transitions, which is compiled or loaded when it is first asked for. */
  static synchronized MemorySegment code() {
    if (code == null) {
      Llvm llvm = Llvm.get().orElseThrow();
      String module =
          BoundsCheck.isOn()
              ? ModuleText.checked(Llvm.FUNCTION, ChainCode.statements(), SLOTS)
              : ModuleText.of(Llvm.FUNCTION, ChainCode.statements());
      code = MemorySegment.ofAddress(llvm.load(module, Effort.FULL).address());
    }
    return code;
  }

  private final NativeCall density;
  private final MemorySegment transitions;
  private final MemorySegment slots;
  private final MemorySegment state;
  private final MemorySegment covariance;
  private final MemorySegment factor;
  private final MemorySegment step;
  private final MemorySegment records;
  private final MemorySegment random;

  /**
   * @param size of a position, which the first input of the density begins with
   */
  NativeWalker(NativeCall density, long size, int maxDepth, boolean isDense) {
    this.density = density;
    this.transitions = code();
    Arena arena = Arena.ofAuto();
    // Behind the slots are the sizes of the memory that they are the addresses of.
    this.slots = arena.allocate(ValueLayout.JAVA_LONG, 2L * SLOTS);
    long square = isDense ? Math.multiplyExact(size, size) : size;
    this.state = doubles(2 * size + 1, arena);
    this.covariance = doubles(square, arena);
    this.factor = doubles(isDense ? square : 0, arena);
    this.step = doubles(Step.values().length, arena);
    this.records = doubles(CAPACITY * (size + Number.values().length), arena);
    this.random = arena.allocate(ValueLayout.JAVA_LONG, 5);
    set(Slot.SIZE, size);
    set(Slot.MAX_DEPTH, maxDepth);
    set(Slot.IS_DENSE, isDense ? 1 : 0);
    set(Slot.CODE, density.executable().code().address());
    set(Slot.FRAME, density.frame().slots());
    set(Slot.AT, density.input(0));
    set(Slot.VALUE, density.output(0));
    set(Slot.SLOPE, density.output(1));
    set(Slot.STATE, state);
    set(Slot.COVARIANCE, covariance);
    set(Slot.FACTOR, factor);
    set(Slot.STEP, step);
    set(Slot.RECORDS, records);
    set(Slot.RANDOM, random);
    set(Slot.SPARE, random.asSlice(4 * Long.BYTES));
    set(Slot.WORK, doubles(ChainCode.work(size, maxDepth), arena));
  }

  private static MemorySegment doubles(long count, Arena arena) {
    return arena.allocate(ValueLayout.JAVA_DOUBLE, Math.max(count, 1));
  }

  private void set(Slot slot, long number) {
    slots.setAtIndex(ValueLayout.JAVA_LONG, slot.at(), number);
  }

  private void set(Slot slot, MemorySegment memory) {
    set(slot, memory.address());
    slots.setAtIndex(ValueLayout.JAVA_LONG, SLOTS + slot.at(), memory.byteSize());
  }

  @Override
  public MemorySegment state() {
    return state;
  }

  @Override
  public MemorySegment covariance() {
    return covariance;
  }

  @Override
  public MemorySegment factor() {
    return factor;
  }

  @Override
  public MemorySegment step() {
    return step;
  }

  @Override
  public MemorySegment records() {
    return records;
  }

  @Override
  public int capacity() {
    return CAPACITY;
  }

  @Override
  public MemorySegment random() {
    return random;
  }

  /** Where an operation has no result there is no density; all else ends the sampler. */
  private static void rethrow(Throwable thrown) {
    switch (thrown) {
      case EvaluationProblem noResult -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(thrown);
    }
  }

  @Override
  public int walk(int count, boolean learns) {
    density.touch();
    set(Slot.COUNT, count);
    set(Slot.LEARNS, learns ? 1 : 0);
    long told = density.frame().call(transitions, slots);
    Reference.reachabilityFence(this);
    density.executable().bounds().ifPresent(BoundsCheck::check);
    if (told == 0) {
      return count;
    }
    if (slots.getAtIndex(ValueLayout.JAVA_LONG, ChainCode.FAILURES) > 0) {
      density.executable().takeThrown().ifPresent(NativeWalker::rethrow);
    }
    return (int) slots.getAtIndex(ValueLayout.JAVA_LONG, ChainCode.MADE);
  }
}
