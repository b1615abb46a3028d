package org.tgraph.backend.nativecode;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.lower.Hosted;
import org.tgraph.graph.SizeProblems;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * What machine code calls for the equations that are left to the definitions of their operations.
 * The call is made in the thread that called the code; what goes wrong is kept for it.
 */
final class HostCalls {
  private static final ValueLayout.OfLong NUMBER = ValueLayout.JAVA_LONG;

  private static final MethodHandle CALL = handle();

  private final List<Hosted> hosted;
  private final ThreadLocal<Throwable> thrown = new ThreadLocal<>();
  private final MemorySegment stub;

  HostCalls(List<Hosted> hosted) {
    this.hosted = List.copyOf(hosted);
    this.stub =
        Linker.nativeLinker()
            .upcallStub(
                CALL.bindTo(this),
                FunctionDescriptor.of(NUMBER, NUMBER, ValueLayout.ADDRESS),
                Arena.ofAuto());
  }

  private static MethodHandle handle() {
    try {
      return MethodHandles.lookup()
          .findVirtual(
              HostCalls.class,
              "call",
              MethodType.methodType(long.class, long.class, MemorySegment.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where code finds it, as long as this is reachable. */
  MemorySegment address() {
    return stub;
  }

  /** What went wrong in this thread since it was last asked for. */
  Optional<Throwable> takeThrown() {
    Optional<Throwable> last = Optional.ofNullable(thrown.get());
    thrown.remove();
    return last;
  }

  /** Nothing may be thrown into machine code: 1 stands for it. */
  long call(long number, MemorySegment table) {
    try {
      evaluate(hosted.get((int) number), table);
      return 0;
    } catch (RuntimeException | Error e) {
      thrown.set(e);
      return 1;
    }
  }

  private static void evaluate(Hosted open, MemorySegment table) {
    int addresses = open.operands().size() + open.results().size();
    MemorySegment all = table.reinterpret((long) (addresses + open.sizes().size()) * Long.BYTES);
    Map<SizeVar, Long> sizes = new HashMap<>();
    for (int i = 0; i < open.sizes().size(); i++) {
      sizes.put(open.sizes().get(i), all.getAtIndex(NUMBER, addresses + i));
    }
    Hosted call = open.at(sizes);
    List<Array> operands = new ArrayList<>();
    for (TensorType type : call.operands()) {
      operands.add(array(type, all.getAtIndex(NUMBER, operands.size())));
    }
    List<Array> results = results(call, operands);
    for (int i = 0; i < results.size(); i++) {
      long address = all.getAtIndex(NUMBER, operands.size() + i);
      Array to = array(call.results().get(i), address);
      MemorySegment.copy(results.get(i).data(), 0, to.data(), 0, to.data().byteSize());
    }
  }

  private static List<Array> results(Hosted call, List<Array> operands) {
    try {
      return call.op().evaluate(operands);
    } catch (OutOfMemoryError e) {
      throw outOfMemory(call);
    }
  }

  private static EvaluationProblem outOfMemory(Hosted call) {
    return SizeProblems.outOfMemory(call.results());
  }

  private static Array array(TensorType type, long address) {
    long[] shape = type.shape().values();
    long bytes = Array.count(shape) * type.dtype().bytes();
    return Array.of(type.dtype(), shape, MemorySegment.ofAddress(address).reinterpret(bytes));
  }
}
