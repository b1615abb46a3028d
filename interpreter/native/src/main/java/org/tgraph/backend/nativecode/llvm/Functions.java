package org.tgraph.backend.nativecode.llvm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The functions of a library by their names, each with the types that its callers use. */
final class Functions {
  private final SymbolLookup library;
  private final Map<String, MethodHandle> handles = new HashMap<>();

  /** Loads the library, which stays until the process ends. */
  Functions(Path file) {
    this.library = SymbolLookup.libraryLookup(file, Arena.global());
  }

  /** Calls a function without a result. */
  void run(String name, Object... arguments) {
    invoke(name, null, arguments);
  }

  MemorySegment pointer(String name, Object... arguments) {
    return (MemorySegment) invoke(name, ADDRESS, arguments);
  }

  int integer(String name, Object... arguments) {
    return (int) invoke(name, JAVA_INT, arguments);
  }

  long size(String name, Object... arguments) {
    return (long) invoke(name, JAVA_LONG, arguments);
  }

  byte character(String name, Object... arguments) {
    return (byte) invoke(name, JAVA_BYTE, arguments);
  }

  private Object invoke(String name, MemoryLayout result, Object... arguments) {
    try {
      return handle(name, result, arguments).invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(name, e);
    }
  }

  private synchronized MethodHandle handle(String name, MemoryLayout result, Object... arguments) {
    return handles.computeIfAbsent(
        name,
        n -> {
          MemoryLayout[] parameters = new MemoryLayout[arguments.length];
          for (int i = 0; i < parameters.length; i++) {
            parameters[i] = layout(arguments[i]);
          }
          FunctionDescriptor type =
              result == null
                  ? FunctionDescriptor.ofVoid(parameters)
                  : FunctionDescriptor.of(result, parameters);
          return Linker.nativeLinker().downcallHandle(library.findOrThrow(n), type);
        });
  }

  private static MemoryLayout layout(Object argument) {
    return switch (argument) {
      case MemorySegment s -> ADDRESS;
      case Integer i -> JAVA_INT;
      case Long l -> JAVA_LONG;
      case Byte b -> JAVA_BYTE;
      default -> throw new IllegalArgumentException(argument.getClass().getName());
    };
  }
}
