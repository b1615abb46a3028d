package org.tgraph.backend.nativecode.library;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * OpenBLAS, for products and factorisations of large matrices. It is loaded when the first graph
 * that may need it is called; without it there are the loops of our own. It has one thread: where
 * there is more to do our own threads call it, each for a part.
 */
public final class OpenBlas {
  /** The version of Bytedeco's artifact. */
  private static final String VERSION = "0.3.31-1.5.13";

  private static Optional<SymbolLookup> library;

  private OpenBlas() {}

  /** The address of a function of its C interface, or 0. */
  public static synchronized long address(String function) {
    if (library == null) {
      library = Platform.current().flatMap(OpenBlas::load);
    }
    return library.flatMap(l -> l.find(function)).map(MemorySegment::address).orElse(0L);
  }

  private static void useOneThread(SymbolLookup library) {
    MethodHandle set =
        Linker.nativeLinker()
            .downcallHandle(
                library.findOrThrow("openblas_set_num_threads"),
                FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    try {
      set.invokeExact(1);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<SymbolLookup> load(Platform platform) {
    String resources = "org/bytedeco/openblas/" + platform.name() + "/";
    Path folder = platform.folder("openblas", VERSION);
    Optional<SymbolLookup> last = Optional.empty();
    try {
      for (String name : names(platform)) {
        Optional<Path> file = LibraryFile.find(resources + name, VERSION, folder);
        last = file.map(f -> SymbolLookup.libraryLookup(f, Arena.global()));
      }
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
    last.ifPresent(OpenBlas::useOneThread);
    return last;
  }

  /** The library, after those that it needs. */
  private static List<String> names(Platform platform) {
    return switch (platform.os()) {
      case LINUX ->
          platform.isX86()
              ? List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0")
              : List.of("libgcc_s.so.1", "libgfortran.so.5", "libopenblas.so.0");
      case MAC ->
          platform.isX86()
              ? List.of(
                  "libgcc_s.1.1.dylib",
                  "libquadmath.0.dylib",
                  "libgfortran.5.dylib",
                  "libopenblas.0.dylib")
              : List.of("libopenblas.0.dylib");
      case WINDOWS -> List.of("libopenblas.dll");
    };
  }
}
