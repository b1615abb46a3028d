package org.tgraph.backend.nativecode.llvm;

import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.backend.nativecode.ir.ModuleText;
import org.tgraph.backend.nativecode.ir.RoutineText;
import org.tgraph.backend.nativecode.ir.TileText;
import org.tgraph.backend.nativecode.library.LibraryFile;
import org.tgraph.backend.nativecode.library.Platform;
import org.tgraph.backend.nativecode.loop.Routine;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.lower.Program;
import org.tgraph.graph.GraphReader;
import org.tgraph.type.DType;

/**
 * Code for the processors and systems that this machine is none of: LLVM makes an object file for
 * each of what it is given, so nothing in that is only for one of them.
 */
class OtherProcessorsTest {
  /**
   * @param processor as LLVM names its part for it
   * @param start the first bytes of its object files
   */
  private record Machine(String triple, String processor, List<Integer> start) {}

  private static final List<Machine> MACHINES =
      List.of(
          new Machine("aarch64-unknown-linux-gnu", "AArch64", List.of(0x7f, 0x45, 0x4c)),
          new Machine("arm64-apple-macosx11.0.0", "AArch64", List.of(0xcf, 0xfa, 0xed)),
          new Machine("x86_64-apple-macosx11.0.0", "X86", List.of(0xcf, 0xfa, 0xed)),
          new Machine("x86_64-pc-windows-msvc", "X86", List.of(0x64, 0x86)));

  private static final String GRAPH =
      """
      graph(%x: f64[n, m], %y: f32[n, m], %i: i64[k], %z: c128[n], %b: f64[m, m]) {
        %e: f64[n, m] = exp(%x)
        %t: f64[n, m] = tanh(%e)
        %s: f64[n] = sum{axes: [1]}(%t)
        %w: f32[n, m] = log1p(%y)
        %h: f32[n, m] = hypot(%w, %y)
        %sine: f64[n, m] = sin(%x)
        %gamma: f64[n] = gammainc{upper: false}(%s, %s)
        %o: i64[n, m] = argsort{axis: 1, descending: false}(%h)
        %g: f64[k] = gather{batch: 0, count: 1}(%s, %i)
        %q: i32[k] = cast{element: i32}(%g)
        %u: c128[n] = multiply(%z, %z)
        %p: f64[n, m] = matmul(%x, %b)
        %l: f64[m, m] = cholesky(%b)
        %v: f64[m, m], %r: f64[m, m] = qr{complete: false}(%b)
        %c: f64[m] = scan{body: graph(%a: f64[m], %d: f64[m]) {
          %f: f64[m] = add(%a, %d)
          return %f
        }, carries: 1, sequences: 1, length: m, reverse: false}(%c0, %l)
        return %s, %o, %q, %u, %p, %r, %c, %sine, %gamma
      }
      """;

  private static String graph() {
    // A first value for the loop, from what is there.
    String start = "  %c0: f64[m] = sum{axes: [0]}(%b)\n        %c: f64[m] = scan";
    return GRAPH.replace("  %c: f64[m] = scan", start);
  }

  @TestFactory
  Stream<DynamicTest> allGetTheirCode() throws IOException {
    assumeTrue(Llvm.get().isPresent(), () -> Llvm.unavailable().orElseThrow());
    Platform platform = Platform.current().orElseThrow();
    assumeTrue(platform.os() == Platform.Os.LINUX, "the library has another name");
    Path file =
        LibraryFile.find(
                "org/bytedeco/llvm/" + platform.name() + "/libLLVM.so",
                Llvm.VERSION,
                platform.folder("llvm", Llvm.VERSION))
            .orElseThrow();
    Functions functions = new Functions(file);
    List<Statement> statements = Program.of(GraphReader.read(graph()).orThrow()).statements();
    String module = ModuleText.of("graph", statements);
    String routine =
        RoutineText.of(Routine.in(statements).iterator().next()).get("tg_gammainc_8").get();
    String runtime;
    try (InputStream in = Llvm.class.getResourceAsStream("runtime.ll")) {
      runtime = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return MACHINES.stream()
        .flatMap(machine ->
            Stream.of("graph", "runtime", "routine", "tile")
                .map(name ->
                    DynamicTest.dynamicTest(
                        machine.triple + ", " + name,
                        () ->
                            compiles(
                                functions,
                                machine,
                                switch (name) {
                                  case "graph" -> module;
                                  case "runtime" -> runtime;
                                  case "routine" -> routine;
                                  default ->
                                      TileText.of(
                                          new TileText.Kind(DType.F32, false, true),
                                          Registers.NARROW);
                                }))));
  }

  private static void compiles(Functions functions, Machine machine, String text) {
    for (String part : List.of("TargetInfo", "Target", "TargetMC", "AsmPrinter")) {
      functions.run("LLVMInitialize" + machine.processor + part);
    }
    MemorySegment context = functions.pointer("LLVMContextCreate");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = arena.allocate(ADDRESS);
      MemorySegment message = arena.allocate(ADDRESS);
      MemorySegment triple = arena.allocateFrom(machine.triple);
      assertEquals(0, functions.integer("LLVMGetTargetFromTriple", triple, result, message));
      MemorySegment none = arena.allocateFrom("");
      MemorySegment made =
          functions.pointer(
              "LLVMCreateTargetMachine", result.get(ADDRESS, 0), triple, none, none, 3, 2, 0);
      MemorySegment source = arena.allocateFrom(text);
      MemorySegment buffer =
          functions.pointer(
              "LLVMCreateMemoryBufferWithMemoryRangeCopy", source, source.byteSize() - 1, none);
      assertEquals(
          0, functions.integer("LLVMParseIRInContext", context, buffer, result, message), text);
      MemorySegment module = result.get(ADDRESS, 0);
      functions.run("LLVMSetTarget", module, triple);
      MemorySegment layout = functions.pointer("LLVMCreateTargetDataLayout", made);
      functions.run("LLVMSetModuleDataLayout", module, layout);
      functions.run("LLVMDisposeTargetData", layout);
      MemorySegment options = functions.pointer("LLVMCreatePassBuilderOptions");
      assertEquals(
          NULL,
          functions.pointer(
              "LLVMRunPasses", module, arena.allocateFrom("default<O3>"), made, options));
      functions.run("LLVMDisposePassBuilderOptions", options);
      assertEquals(
          0,
          functions.integer(
              "LLVMTargetMachineEmitToMemoryBuffer", made, module, 1, message, result));
      MemorySegment object = result.get(ADDRESS, 0);
      long size = functions.size("LLVMGetBufferSize", object);
      MemorySegment bytes = functions.pointer("LLVMGetBufferStart", object).reinterpret(size);
      assertTrue(size > 500, size + " bytes");
      for (int i = 0; i < machine.start.size(); i++) {
        assertEquals(machine.start.get(i), bytes.get(JAVA_BYTE, i) & 0xff);
      }
      functions.run("LLVMDisposeMemoryBuffer", object);
      functions.run("LLVMDisposeModule", module);
      functions.run("LLVMDisposeTargetMachine", made);
    } finally {
      functions.run("LLVMContextDispose", context);
    }
  }
}
