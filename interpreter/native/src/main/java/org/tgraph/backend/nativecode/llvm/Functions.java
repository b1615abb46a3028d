package org.tgraph.backend.nativecode.llvm;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The functions of a library by their names. They take and give whole numbers and pointers, not
 * more than {@value #MOST}, so all can be called in one way: with as many numbers of 64 bits. What
 * a function does not ask for it does not look at, nor at the higher bits of a narrower number.
 * Java takes some milliseconds to prepare a way to call, which would be half of the time in which
 * LLVM is loaded.
 */
final class Functions {
  private static final int MOST = 7;

  private static final MethodHandle CALL =
      Linker.nativeLinker()
          .downcallHandle(
              FunctionDescriptor.of(
                  JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                  JAVA_LONG));

  private final SymbolLookup library;
  private final Map<String, MemorySegment> addresses = new HashMap<>();

  /** Loads the library, which stays until the process ends. */
  Functions(Path file) {
    this.library = SymbolLookup.libraryLookup(file, Arena.global());
  }

  /** Calls a function without a result. */
  void run(String name, Object... arguments) {
    invoke(name, arguments);
  }

  MemorySegment pointer(String name, Object... arguments) {
    return MemorySegment.ofAddress(invoke(name, arguments));
  }

  int integer(String name, Object... arguments) {
    return (int) invoke(name, arguments);
  }

  long size(String name, Object... arguments) {
    return invoke(name, arguments);
  }

  byte character(String name, Object... arguments) {
    return (byte) invoke(name, arguments);
  }

  /** Calls a function of the C library without a result, if it has it. */
  static void runOfC(String name, Object... arguments) {
    Linker.nativeLinker()
        .defaultLookup()
        .find(name)
        .ifPresent(address -> invoke(name, address, arguments));
  }

  private long invoke(String name, Object... arguments) {
    return invoke(name, address(name), arguments);
  }

  private static long invoke(String name, MemorySegment address, Object... arguments) {
    long[] all = new long[MOST];
    for (int i = 0; i < arguments.length; i++) {
      all[i] = number(arguments[i]);
    }
    try {
      return (long)
          CALL.invokeExact(address, all[0], all[1], all[2], all[3], all[4], all[5], all[6]);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(name, e);
    }
  }

  private synchronized MemorySegment address(String name) {
    return addresses.computeIfAbsent(name, library::findOrThrow);
  }

  private static long number(Object argument) {
    return switch (argument) {
      case MemorySegment s -> s.address();
      case Number n -> n.longValue();
      default -> throw new IllegalArgumentException(argument.getClass().getName());
    };
  }
}
