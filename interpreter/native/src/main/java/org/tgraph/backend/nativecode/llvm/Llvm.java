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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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

  /** What the function of a module is called that others call. */
  public static final String FUNCTION = "graph";

  /** The most bytes of compiled code that are kept for other processes. */
  private static final long CACHE = 256L << 20;

  // As glibc's malloc.h numbers them.
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_MMAP_THRESHOLD = -3;

  private static final int POSITION_INDEPENDENT = 2;
  private static final int DEFAULT_MODEL = 0;
  private static final int OBJECT_FILE = 1;

  /**
   * How far ahead a loop asks for memory: so many instructions. LLVM leaves that to the processor,
   * which in a loop of many instructions for each line of memory begins too late: on an Intel
   * Sapphire Rapids the sum of {@code exp(-x²/2)} of 10⁷ numbers took 5.8 ms, and takes 3.3. Loops
   * of so few instructions that it would be more than 32 steps ahead are left to the processor:
   * they gain nothing, and would take longer where all is in a cache.
   */
  private static final List<String> PREFETCHING =
      List.of(
          "tgraph",
          "--cache-line-size=64",
          "--prefetch-distance=2000",
          "--max-prefetch-iters-ahead=32",
          "--min-prefetch-stride=32");

  /** Either LLVM or why it is not there, found out once. */
  private record Loaded(Optional<Llvm> llvm, String problem) {}

  private static Loaded loaded;

  private final Functions functions;
  private final String triple;
  private final Map<Effort, Queue<MemorySegment>> machines = new EnumMap<>(Effort.class);
  private final MemorySegment jit;
  private final MemorySegment library;
  private final MemorySegment target;
  private final MemorySegment processorName;
  private final MemorySegment processorFeatures;
  private final String processor;
  private final Optional<ObjectCache> cache;
  private final Map<String, Code> loadedCode = new HashMap<>();

  /** What is held while a module is compiled, by its key. */
  private final Map<String, Object> compiling = new ConcurrentHashMap<>();

  /** The modules that are there for others, by their names. */
  private final Set<String> provided = ConcurrentHashMap.newKeySet();

  private final AtomicLong compilations = new AtomicLong();
  private final AtomicLong reused = new AtomicLong();

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
    if (platform.get().os() == Platform.Os.WINDOWS) {
      return new Loaded(
          Optional.empty(), "`org.bytedeco:llvm` has no library for Windows that C could call");
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
    return platform.os() == Platform.Os.MAC ? "libLLVM.dylib" : "libLLVM.so";
  }

  private Llvm(Functions functions, Platform platform) {
    this.functions = functions;
    keepFreed();
    if (platform.isX86()) {
      prefetch();
    }
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
      this.target = result.get(ADDRESS, 0);
      // Kept, as LLVM's machines are made from them when something is first compiled.
      this.processorName = functions.pointer("LLVMGetHostCPUName");
      this.processorFeatures = functions.pointer("LLVMGetHostCPUFeatures");
      this.processor = text(processorName) + " " + text(processorFeatures);
      check(functions.pointer("LLVMOrcCreateLLJIT", result, NULL));
      this.jit = result.get(ADDRESS, 0);
      this.library = functions.pointer("LLVMOrcLLJITGetMainJITDylib", jit);
      byte prefix = functions.character("LLVMOrcLLJITGetGlobalPrefix", jit);
      check(
          functions.pointer(
              "LLVMOrcCreateDynamicLibrarySearchGeneratorForProcess", result, prefix, NULL, NULL));
      functions.run("LLVMOrcJITDylibAddGenerator", library, result.get(ADDRESS, 0));
    }
    for (Effort effort : Effort.values()) {
      machines.put(effort, new ConcurrentLinkedQueue<>());
    }
    this.cache = cache(platform);
    String runtime = runtime();
    link(object(key(runtime, Effort.FULL), runtime, Effort.FULL), "runtime");
    compilations.set(0);
    reused.set(0);
  }

  /**
   * Has glibc keep what is freed, up to a limit for each thread. Else it gives pages back to Linux
   * and gets them again in each call, which takes longer than many a call: five times as long as a
   * Gaussian process of 133 points and its gradient.
   */
  private static void keepFreed() {
    Functions.runOfC("mallopt", M_TRIM_THRESHOLD, 64 << 20);
    Functions.runOfC("mallopt", M_MMAP_THRESHOLD, 32 << 20);
  }

  /** Tells LLVM how to prefetch, which it takes as options of a command alone. */
  private void prefetch() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment texts = arena.allocate(ADDRESS, PREFETCHING.size());
      for (int i = 0; i < PREFETCHING.size(); i++) {
        texts.setAtIndex(ADDRESS, i, arena.allocateFrom(PREFETCHING.get(i)));
      }
      functions.run("LLVMParseCommandLineOptions", PREFETCHING.size(), texts, NULL);
    }
  }

  /** The folder for compiled code; none if the property {@code tgraph.cache} is {@code off}. */
  private static Optional<ObjectCache> cache(Platform platform) {
    return "off".equals(System.getProperty("tgraph.cache"))
        ? Optional.empty()
        : Optional.of(new ObjectCache(platform.folder("code", VERSION), CACHE));
  }

  private static String runtime() {
    try (InputStream in = Llvm.class.getResourceAsStream("runtime.ll")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The vectors of this processor. */
  public Registers registers() {
    if (processor.contains("+avx512f,")) {
      return new Registers(64, 32);
    }
    return processor.contains("+avx2,")
        ? new Registers(32, 16)
        : new Registers(16, triple.startsWith("x86") ? 16 : 32);
  }

  /** One that nobody else uses, until it is given back. */
  private MemorySegment machine(Effort effort) {
    MemorySegment idle = machines.get(effort).poll();
    return idle != null ? idle : newMachine(effort);
  }

  private MemorySegment newMachine(Effort effort) {
    try (Arena arena = Arena.ofConfined()) {
      return functions.pointer(
          "LLVMCreateTargetMachine",
          target,
          arena.allocateFrom(triple),
          processorName,
          processorFeatures,
          effort.level,
          POSITION_INDEPENDENT,
          DEFAULT_MODEL);
    }
  }

  private static String text(MemorySegment text) {
    return text.reinterpret(Long.MAX_VALUE).getString(0);
  }

  /** A text that LLVM made, which is given back. */
  private String take(MemorySegment text) {
    String copy = text(text);
    functions.run("LLVMDisposeMessage", text);
    return copy;
  }

  /**
   * @throws IllegalStateException if it is an error
   */
  private void check(MemorySegment error) {
    if (!error.equals(NULL)) {
      MemorySegment message = functions.pointer("LLVMGetErrorMessage", error);
      String text = text(message);
      functions.run("LLVMDisposeErrorMessage", message);
      throw new IllegalStateException("LLVM: " + text);
    }
  }

  /** A function that is linked into this process, until as often unloaded as loaded. */
  public static final class Code {
    private final String key;
    private final long address;
    private final MemorySegment tracker;
    private int users;

    private Code(String key, long address, MemorySegment tracker) {
      this.key = key;
      this.address = address;
      this.tracker = tracker;
    }

    public long address() {
      return address;
    }
  }

  /**
   * The function {@value #FUNCTION} that a module defines, for this processor. Equal modules are
   * one in memory; different ones are compiled side by side where threads ask for them.
   *
   * @throws IllegalStateException if the text is no module
   */
  public Code load(String module, Effort effort) {
    return load(module, effort, Map.of());
  }

  /**
   * The same of a module that calls functions of others.
   *
   * @param functions those that it may call, each with the module that defines it. That is compiled
   *     when the first calls it, and stays in memory for all that are loaded later
   */
  public Code load(String module, Effort effort, Map<String, Supplier<String>> functions) {
    String key = key(module, effort);
    synchronized (compiling.computeIfAbsent(key, k -> new Object())) {
      Optional<Code> known = use(key);
      if (known.isPresent()) {
        return known.get();
      }
      String name = FUNCTION + key;
      String named = module.replace("@" + FUNCTION + "(", "@" + name + "(");
      byte[] object = object(key, named, effort);
      String symbols = new String(object, StandardCharsets.ISO_8859_1);
      functions.forEach((function, text) -> {
        // In an object file a name ends with a zero.
        if (symbols.contains(function + '\0')) {
          provide(function, text, effort);
        }
      });
      compiling.remove(key);
      return linked(key, object, name);
    }
  }

  /** Has what a module defines in memory from now on. */
  void provide(String name, Supplier<String> module, Effort effort) {
    synchronized (compiling.computeIfAbsent(name, k -> new Object())) {
      if (!provided.contains(name)) {
        String text = module.get();
        byte[] object = object(key(text, effort), text, effort);
        synchronized (this) {
          link(object, name);
        }
        provided.add(name);
      }
    }
  }

  private synchronized Optional<Code> use(String key) {
    Optional<Code> code = Optional.ofNullable(loadedCode.get(key));
    code.ifPresent(c -> c.users++);
    return code;
  }

  /** Links an object, unless another thread just has. */
  private synchronized Code linked(String key, byte[] object, String name) {
    return use(key)
        .orElseGet(() -> {
          MemorySegment tracker = link(object, name);
          Code code = new Code(key, address(name), tracker);
          code.users++;
          loadedCode.put(key, code);
          return code;
        });
  }

  private String key(String text, Effort effort) {
    return ObjectCache.key(VERSION, processor, String.join(" ", PREFETCHING), effort.passes, text);
  }

  /** The object file of a module, compiled now or by an earlier process. */
  private byte[] object(String key, String text, Effort effort) {
    // What was made without effort is made again as fast.
    Optional<ObjectCache> cache = effort == Effort.FULL ? this.cache : Optional.empty();
    Optional<byte[]> known = cache.flatMap(c -> c.get(key));
    if (known.isPresent()) {
      reused.incrementAndGet();
      return known.get();
    }
    byte[] object = compile(text, effort);
    cache.ifPresent(c -> c.put(key, object));
    return object;
  }

  /** How often LLVM has compiled a module in this process, that of the runtime aside. */
  public long compilations() {
    return compilations.get();
  }

  /** How often an earlier process had compiled what this one needed. */
  public long reused() {
    return reused.get();
  }

  private byte[] compile(String text, Effort effort) {
    compilations.incrementAndGet();
    MemorySegment machine = machine(effort);
    MemorySegment context = functions.pointer("LLVMContextCreate");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment module = parse(context, text, arena);
      try {
        functions.run("LLVMSetTarget", module, arena.allocateFrom(triple));
        MemorySegment layout = functions.pointer("LLVMCreateTargetDataLayout", machine);
        functions.run("LLVMSetModuleDataLayout", module, layout);
        functions.run("LLVMDisposeTargetData", layout);
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
      machines.get(effort).add(machine);
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
    return loadedCode.size();
  }

  /** Takes code out of memory; nobody may be running it. */
  public synchronized void unload(Code code) {
    code.users--;
    if (code.users == 0) {
      loadedCode.remove(code.key);
      check(functions.pointer("LLVMOrcResourceTrackerRemove", code.tracker));
      functions.run("LLVMOrcReleaseResourceTracker", code.tracker);
    }
  }
}
