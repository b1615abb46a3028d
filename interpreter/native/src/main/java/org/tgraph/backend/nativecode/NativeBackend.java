package org.tgraph.backend.nativecode;

import java.util.Optional;
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
    String module = ModuleText.of(Llvm.FUNCTION, program.statements());
    return new NativeExecutable(graph, program, llvm, llvm.load(module, effort));
  }

  @Override
  public Optional<String> done() {
    return Llvm.get()
        .map(llvm ->
            "compiled %d, found %d in the cache".formatted(llvm.compilations(), llvm.reused()));
  }
}
