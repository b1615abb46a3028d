package org.tgraph.backend.nativecode.llvm;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A machine as Bytedeco's artifacts name it.
 *
 * @param name also the classifier of the artifacts, and the folder in them
 * @param target what LLVM's functions for the processor are called after
 * @param library the name of LLVM's library
 */
record Platform(String name, String target, String library) {
  /** This machine, if there are artifacts for it. */
  static Optional<Platform> current() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    boolean isX86 = arch.equals("amd64") || arch.equals("x86_64");
    if (!isX86 && !arch.equals("aarch64")) {
      return Optional.empty();
    }
    String target = isX86 ? "X86" : "AArch64";
    String suffix = isX86 ? "x86_64" : "arm64";
    if (os.startsWith("linux")) {
      return Optional.of(new Platform("linux-" + suffix, target, "libLLVM.so"));
    }
    if (os.startsWith("mac")) {
      return Optional.of(new Platform("macosx-" + suffix, target, "libLLVM.dylib"));
    }
    return os.startsWith("windows") && isX86
        ? Optional.of(new Platform("windows-" + suffix, target, "LLVM.dll"))
        : Optional.empty();
  }

  /** Where programs keep what they can make again. */
  static Path cache() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    Path home = Path.of(System.getProperty("user.home", "."));
    if (os.startsWith("windows")) {
      return folder(System.getenv("LOCALAPPDATA"), home.resolve("AppData/Local"));
    }
    return os.startsWith("mac")
        ? home.resolve("Library/Caches")
        : folder(System.getenv("XDG_CACHE_HOME"), home.resolve(".cache"));
  }

  private static Path folder(String named, Path otherwise) {
    return named == null || named.isBlank() ? otherwise : Path.of(named);
  }
}
