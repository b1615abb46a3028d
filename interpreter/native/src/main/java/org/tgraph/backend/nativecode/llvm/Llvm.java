package org.tgraph.backend.nativecode.llvm;

import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.tgraph.backend.nativecode.library.LibraryFile;
import org.tgraph.backend.nativecode.library.Platform;

/**
 * LLVM 20 in this process: makes machine code for this processor from text, and links it. Its C
 * interface ({@code llvm-c/}) is called through the foreign function interface; each object that is
 * got there is given back here.
 */
public final class Llvm {
  /** The version of Bytedeco's artifact. */
  public static final String VERSION = "20.1.7-1.5.12";

  private static final int POSITION_INDEPENDENT = 2;
  private static final int DEFAULT_MODEL = 0;
  private static final int OBJECT_FILE = 1;

  /** Either LLVM or why it is not there, found out once. */
  private record Loaded(Optional<Llvm> llvm, String problem) {}

  private static Loaded loaded;

  private final Functions functions;
  private final String triple;
  private final Map<Effort, MemorySegment> machines = new EnumMap<>(Effort.class);
  private final MemorySegment layout;
  private final MemorySegment jit;
  private final MemorySegment library;
  private long loadedNow;

  /** LLVM, loaded when first asked for; nothing if it cannot be. */
  public static Optional<Llvm> get() {
    return load().llvm;
  }

  /** Why it cannot be used on this machine, a clause; nothing if it can. */
  public static Optional<String> unavailable() {
    Loaded now = load();
    return now.llvm.isPresent() ? Optional.empty() : Optional.of(now.problem);
  }

  private static synchronized Loaded load() {
    if (loaded == null) {
      loaded = tryToLoad();
    }
    return loaded;
  }

  private static Loaded tryToLoad() {
    Optional<Platform> platform = Platform.current();
    if (platform.isEmpty()) {
      return new Loaded(
          Optional.empty(),
          "there is no LLVM for this machine, "
              + System.getProperty("os.name")
              + " on "
              + System.getProperty("os.arch"));
    }
    String artifact = "org.bytedeco:llvm:" + VERSION + ":" + platform.get().name();
    String resource = "org/bytedeco/llvm/" + platform.get().name() + "/" + library(platform.get());
    try {
      Path folder = platform.get().folder("llvm", VERSION);
      Optional<Path> file = LibraryFile.find(resource, VERSION, folder);
      return file.isEmpty()
          ? new Loaded(Optional.empty(), "`" + artifact + "` is not on the class path")
          : new Loaded(Optional.of(new Llvm(new Functions(file.get()), platform.get())), "");
    } catch (IOException | RuntimeException | LinkageError e) {
      return new Loaded(Optional.empty(), "`" + artifact + "` cannot be loaded: " + e);
    }
  }

  private static String library(Platform platform) {
    return switch (platform.os()) {
      case LINUX -> "libLLVM.so";
      case MAC -> "libLLVM.dylib";
      case WINDOWS -> "LLVM.dll";
    };
  }

  private Llvm(Functions functions, Platform platform) {
    this.functions = functions;
    for (String part : new String[] {"TargetInfo", "Target", "TargetMC", "AsmPrinter"}) {
      functions.run("LLVMInitialize" + (platform.isX86() ? "X86" : "AArch64") + part);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = arena.allocate(ADDRESS);
      MemorySegment message = arena.allocate(ADDRESS);
      MemorySegment name = functions.pointer("LLVMGetDefaultTargetTriple");
      this.triple = take(name);
      MemorySegment text = arena.allocateFrom(triple);
      if (functions.integer("LLVMGetTargetFromTriple", text, result, message) != 0) {
        throw new IllegalStateException(take(message.get(ADDRESS, 0)));
      }
      MemorySegment processor = functions.pointer("LLVMGetHostCPUName");
      MemorySegment features = functions.pointer("LLVMGetHostCPUFeatures");
      for (Effort effort : Effort.values()) {
        MemorySegment machine =
            functions.pointer(
                "LLVMCreateTargetMachine",
                result.get(ADDRESS, 0),
                text,
                processor,
                features,
                effort.level,
                POSITION_INDEPENDENT,
                DEFAULT_MODEL);
        machines.put(effort, machine);
      }
      take(processor);
      take(features);
      this.layout = functions.pointer("LLVMCreateTargetDataLayout", machines.get(Effort.FULL));
      check(functions.pointer("LLVMOrcCreateLLJIT", result, NULL));
      this.jit = result.get(ADDRESS, 0);
      this.library = functions.pointer("LLVMOrcLLJITGetMainJITDylib", jit);
      byte prefix = functions.character("LLVMOrcLLJITGetGlobalPrefix", jit);
      check(
          functions.pointer(
              "LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess", result, prefix, NULL, NULL));
      functions.run("LLVMOrcJITDylibAddGenerator", library, result.get(ADDRESS, 0));
    }
    link(compile(runtime(), Effort.FULL), "runtime");
  }

  private static String runtime() {
    try (InputStream in = Llvm.class.getResourceAsStream("runtime.ll")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text that LLVM made, which is given back. */
  private String take(MemorySegment text) {
    String copy = text.reinterpret(Long.MAX_VALUE).getString(0);
    functions.run("LLVMDisposeMessage", text);
    return copy;
  }

  /**
   * @throws IllegalStateException if it is an error
   */
  private void check(MemorySegment error) {
    if (!error.equals(NULL)) {
      MemorySegment message = functions.pointer("LLVMGetErrorMessage", error);
      String text = message.reinterpret(Long.MAX_VALUE).getString(0);
      functions.run("LLVMDisposeErrorMessage", message);
      throw new IllegalStateException("LLVM: " + text);
    }
  }

  /** A function that is linked into this process, until it is unloaded. */
  public record Code(long address, MemorySegment tracker) {}

  /**
   * Compiles a module for this processor. The same text gives the same bytes.
   *
   * @return an object file
   * @throws IllegalStateException if the text is no module
   */
  public synchronized byte[] compile(String text, Effort effort) {
    MemorySegment machine = machines.get(effort);
    MemorySegment context = functions.pointer("LLVMContextCreate");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment module = parse(context, text, arena);
      try {
        functions.run("LLVMSetTarget", module, arena.allocateFrom(triple));
        functions.run("LLVMSetModuleDataLayout", module, layout);
        MemorySegment options = functions.pointer("LLVMCreatePassBuilderOptions");
        MemorySegment passes = arena.allocateFrom(effort.passes);
        MemorySegment error = functions.pointer("LLVMRunPasses", module, passes, machine, options);
        functions.run("LLVMDisposePassBuilderOptions", options);
        check(error);
        return emit(module, machine, arena);
      } finally {
        functions.run("LLVMDisposeModule", module);
      }
    } finally {
      functions.run("LLVMContextDispose", context);
    }
  }

  /** A copy of the bytes that LLVM owns. */
  private MemorySegment buffer(byte[] bytes, String name, Arena arena) {
    MemorySegment copy = arena.allocate(bytes.length + 1L);
    copy.copyFrom(MemorySegment.ofArray(bytes));
    return functions.pointer(
        "LLVMCreateMemoryBufferWithMemoryRangeCopy",
        copy,
        (long) bytes.length,
        arena.allocateFrom(name));
  }

  private MemorySegment parse(MemorySegment context, String text, Arena arena) {
    MemorySegment buffer = buffer(text.getBytes(StandardCharsets.UTF_8), "graph", arena);
    MemorySegment module = arena.allocate(ADDRESS);
    MemorySegment message = arena.allocate(ADDRESS);
    // The buffer is LLVM's now, whatever comes of it.
    if (functions.integer("LLVMParseIRInContext", context, buffer, module, message) != 0) {
      throw new IllegalStateException("LLVM: " + take(message.get(ADDRESS, 0)) + "\n" + text);
    }
    return module.get(ADDRESS, 0);
  }

  private byte[] emit(MemorySegment module, MemorySegment machine, Arena arena) {
    MemorySegment message = arena.allocate(ADDRESS);
    MemorySegment result = arena.allocate(ADDRESS);
    int failed =
        functions.integer(
            "LLVMTargetMachineEmitToMemoryBuffer", machine, module, OBJECT_FILE, message, result);
    if (failed != 0) {
      throw new IllegalStateException("LLVM: " + take(message.get(ADDRESS, 0)));
    }
    MemorySegment buffer = result.get(ADDRESS, 0);
    long size = functions.size("LLVMGetBufferSize", buffer);
    MemorySegment start = functions.pointer("LLVMGetBufferStart", buffer);
    byte[] object = start.reinterpret(size).toArray(JAVA_BYTE);
    functions.run("LLVMDisposeMemoryBuffer", buffer);
    return object;
  }

  /**
   * Links an object file.
   *
   * @param name of its function; no other code that is loaded has the same
   */
  public synchronized Code load(byte[] object, String name) {
    MemorySegment tracker = link(object, name);
    loadedNow++;
    return new Code(address(name), tracker);
  }

  private MemorySegment link(byte[] object, String name) {
    MemorySegment tracker = functions.pointer("LLVMOrcJITDylibCreateResourceTracker", library);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = buffer(object, name, arena);
      check(functions.pointer("LLVMOrcLLJITAddObjectFileWithRT", jit, tracker, buffer));
      return tracker;
    }
  }

  /** Where a function is that was loaded, or one of {@code runtime.ll}. */
  public synchronized long address(String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(JAVA_LONG);
      check(functions.pointer("LLVMOrcLLJITLookup", jit, address, arena.allocateFrom(name)));
      return address.get(JAVA_LONG, 0);
    }
  }

  /** How many functions are in memory. */
  public synchronized long loaded() {
    return loadedNow;
  }

  /** Takes code out of memory; nobody may be running it. */
  public synchronized void unload(Code code) {
    check(functions.pointer("LLVMOrcResourceTrackerRemove", code.tracker));
    functions.run("LLVMOrcReleaseResourceTracker", code.tracker);
    loadedNow--;
  }
}
