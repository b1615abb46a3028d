package org.tgraph.backend.nativecode.library;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A machine as Bytedeco's artifacts name it.
 *
 * @param name also the classifier of the artifacts, and the folder in them
 * @param isX86 whether the processor is x86-64, and not AArch64
 */
public record Platform(String name, Os os, boolean isX86) {
  /** What the names of libraries depend on. */
  public enum Os {
    LINUX,
    MAC,
    WINDOWS
  }

  /** This machine, if there are artifacts for it. */
  public static Optional<Platform> current() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    boolean isX86 = arch.equals("amd64") || arch.equals("x86_64");
    if (!isX86 && !arch.equals("aarch64")) {
      return Optional.empty();
    }
    String suffix = isX86 ? "x86_64" : "arm64";
    if (os.startsWith("linux")) {
      return Optional.of(new Platform("linux-" + suffix, Os.LINUX, isX86));
    }
    if (os.startsWith("mac")) {
      return Optional.of(new Platform("macosx-" + suffix, Os.MAC, isX86));
    }
    return os.startsWith("windows") && isX86
        ? Optional.of(new Platform("windows-" + suffix, Os.WINDOWS, true))
        : Optional.empty();
  }

  /** The folder for the unpacked libraries of an artifact of that version. */
  public Path folder(String artifact, String version) {
    return cache().resolve("tgraph").resolve(artifact + "-" + version).resolve(name);
  }

  /** Where programs keep what they can make again; for who has no home, for a while. */
  private static Path cache() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    Path given = Path.of(System.getProperty("user.home", ""));
    Path home = given.isAbsolute() ? given : Path.of(System.getProperty("java.io.tmpdir"));
    if (os.startsWith("windows")) {
      return folder(System.getenv("LOCALAPPDATA"), home.resolve("AppData/Local"));
    }
    return os.startsWith("mac")
        ? home.resolve("Library/Caches")
        : folder(System.getenv("XDG_CACHE_HOME"), home.resolve(".cache"));
  }

  private static Path folder(String named, Path otherwise) {
    // By the XDG Base Directory Specification a relative path is none.
    return named == null || !Path.of(named).isAbsolute() ? otherwise : Path.of(named);
  }
}
