package org.tgraph.backend.nativecode;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.ir.ModuleText;
import org.tgraph.backend.nativecode.ir.RoutineText;
import org.tgraph.backend.nativecode.ir.SubstitutionText;
import org.tgraph.backend.nativecode.ir.TileText;
import org.tgraph.backend.nativecode.llvm.Effort;
import org.tgraph.backend.nativecode.llvm.Llvm;
import org.tgraph.backend.nativecode.llvm.Registers;
import org.tgraph.backend.nativecode.loop.Routine;
import org.tgraph.backend.nativecode.lower.Lowerings;
import org.tgraph.backend.nativecode.lower.Peak;
import org.tgraph.backend.nativecode.lower.Program;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.run.Backend;
import org.tgraph.run.Executable;
import org.tgraph.run.Lowering;
import org.tgraph.run.MemoryUse;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;

/**
 * A whole graph as machine code, made by LLVM in this process: loops and branches included, and for
 * all sizes at once.
 */
public final class NativeBackend implements Backend {
  private final Effort effort;

  /** For what processor loops are written, if not for this one. */
  private final Optional<Registers> processor;

  public NativeBackend() {
    this(Effort.FULL);
  }

  NativeBackend(Effort effort) {
    this.effort = effort;
    this.processor = Optional.empty();
  }

  /** One that writes loops as it would for a processor with other vectors. */
  NativeBackend(Registers processor) {
    this.effort = Effort.FULL;
    this.processor = Optional.of(processor);
  }

  @Override
  public String name() {
    return "native";
  }

  @Override
  public String description() {
    return "machine code of the whole graph, by LLVM 20";
  }

  @Override
  public Optional<String> unavailable() {
    return Llvm.unavailable();
  }

  @Override
  public Lowering lowering(Op op, DType type) {
    return Lowerings.of(op, type);
  }

  @Override
  public Optional<MemoryUse> memory(Graph graph, Map<SizeVar, Long> sizes) {
    Program program = Program.of(graph, registers());
    Peak.Found between = Peak.of(program, sizes);
    Set<Value> inputs = Collections.newSetFromMap(new IdentityHashMap<>());
    inputs.addAll(graph.inputs());
    List<Value> results =
        graph.outputs().stream().distinct().filter(v -> !inputs.contains(v)).toList();
    OptionalLong read = bytes(graph.inputs(), sizes);
    OptionalLong written = bytes(results, sizes);
    long constants =
        program.constants().values().stream().mapToLong(a -> a.size() * a.dtype().bytes()).sum();
    boolean isAll = between.isAll() && read.isPresent() && written.isPresent();
    return Optional.of(
        new MemoryUse(read.orElse(0), written.orElse(0), constants, between.bytes(), isAll));
  }

  /** Of all values; nothing if a size of one is not known. */
  private static OptionalLong bytes(List<Value> values, Map<SizeVar, Long> sizes) {
    long bytes = 0;
    for (Value value : values) {
      Shape shape =
          value.shape().substitute(v -> sizes.containsKey(v) ? Dim.of(sizes.get(v)) : Dim.of(v));
      if (!shape.isConstant()) {
        return OptionalLong.empty();
      }
      bytes += Array.count(shape.values()) * value.type().dtype().bytes();
    }
    return OptionalLong.of(bytes);
  }

  private Registers registers() {
    return processor.or(() -> Llvm.get().map(Llvm::registers)).orElse(Registers.NARROW);
  }

  @Override
  public Optional<String> plan(Graph graph) {
    return Optional.of(PlanText.of(Program.of(graph, registers())));
  }

  @Override
  public Executable compile(Graph graph) {
    Llvm llvm = Llvm.get().orElseThrow(() -> new IllegalStateException("LLVM is not available"));
    Program program = Program.of(graph, registers());
    Map<String, Supplier<String>> others = new HashMap<>();
    Routine.in(program.statements()).forEach(r -> others.putAll(RoutineText.of(r)));
    TileText.in(program.statements())
        .forEach(k -> others.put(k.name(), () -> TileText.of(k, llvm.registers())));
    SubstitutionText.in(program.statements())
        .forEach(k -> others.put(k.name(), () -> SubstitutionText.of(k, llvm.registers())));
    boolean isChecked = BoundsCheck.isOn();
    String module =
        isChecked
            ? ModuleText.checked(Llvm.FUNCTION, program.statements(), program.slots())
            : ModuleText.of(Llvm.FUNCTION, program.statements());
    return new NativeExecutable(graph, program, llvm, llvm.load(module, effort, others), isChecked);
  }

  @Override
  public void prepareSampler() {
    if (unavailable().isEmpty()) {
      Frame.prepare();
      NativeWalker.code();
    }
  }

  @Override
  public Optional<String> done() {
    return Llvm.get()
        .map(llvm ->
            "compiled %d, found %d in the cache".formatted(llvm.compilations(), llvm.reused()));
  }
}
