package org.tgraph.backend.nativecode;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.tgraph.backend.nativecode.ir.ModuleText;
import org.tgraph.backend.nativecode.llvm.Effort;
import org.tgraph.backend.nativecode.llvm.Llvm;
import org.tgraph.backend.nativecode.lower.Lowerings;
import org.tgraph.backend.nativecode.lower.Program;
import org.tgraph.graph.Graph;
import org.tgraph.op.Op;
import org.tgraph.run.Backend;
import org.tgraph.run.Executable;
import org.tgraph.run.Lowering;
import org.tgraph.type.DType;

/**
 * A whole graph as machine code, made by LLVM in this process: loops and branches included, and for
 * all sizes at once.
 */
public final class NativeBackend implements Backend {
  private static final AtomicLong COMPILED = new AtomicLong();

  private final Effort effort;

  public NativeBackend() {
    this(Effort.FULL);
  }

  NativeBackend(Effort effort) {
    this.effort = effort;
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
  public Executable compile(Graph graph) {
    Llvm llvm = Llvm.get().orElseThrow(() -> new IllegalStateException("LLVM is not available"));
    Program program = Program.of(graph);
    String name = "graph" + COMPILED.incrementAndGet();
    byte[] object = llvm.compile(ModuleText.of(name, program.statements()), effort);
    return new NativeExecutable(graph, program, llvm, llvm.load(object, name));
  }

  /** How many graphs have been compiled in this process. */
  public static long compilations() {
    return COMPILED.get();
  }
}
