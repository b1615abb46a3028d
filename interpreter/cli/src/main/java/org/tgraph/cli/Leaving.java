package org.tgraph.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** How the process ends. */
final class Leaving {
  private static volatile boolean isBusy;

  private Leaving() {}

  /** A thread goes on that nobody waits for, perhaps in a native library. */
  static void abandon() {
    isBusy = true;
  }

  /**
   * Ends the process. Native libraries wait for their own threads then (OpenBLAS does, in a
   * destructor), which may be forever where one of ours is still inside: then they are not asked.
   */
  static void exit(int status) {
    System.out.flush();
    System.err.flush();
    if (isBusy) {
      atOnce(status);
    }
    System.exit(status);
  }

  /** By the C library's {@code _exit}, which runs nothing; nothing is done where there is none. */
  @SuppressWarnings("restricted") // The signature is that of C.
  private static void atOnce(int status) {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> function = linker.defaultLookup().find("_exit");
    if (function.isEmpty()) {
      return;
    }
    try {
      linker
          .downcallHandle(function.get(), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
          .invokeExact(status);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
