package org.tgraph.backend.nativecode;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory for large results, which is there as long as anything refers to it. Unlike that of an
 * {@link Arena} it is not cleared first: it is about to be written, and that would take as long as
 * many a computation.
 */
final class LargeMemory {
  private static final Linker LINKER = Linker.nativeLinker();

  /** So much may be there before what nothing refers to any more has to be given back. */
  private static final long MOST = Runtime.getRuntime().maxMemory();

  /** How often, and how long each time in milliseconds, we wait for that. */
  private static final int TRIES = 8;

  private static final long PAUSE = 10;

  private static final long ALIGNMENT = 64;

  /**
   * How large the pages are that we ask Linux for: it has to clear each before it is used first,
   * and for small ones that takes longer than many a computation.
   */
  private static final long WIDE = 2 << 20;

  private static final int MADV_HUGEPAGE = 14;

  private static final MemorySegment ADVISE =
      System.getProperty("os.name", "").startsWith("Linux")
          ? LINKER.defaultLookup().find("madvise").orElse(MemorySegment.NULL)
          : MemorySegment.NULL;

  /** Made when they are first needed, which takes some milliseconds. */
  private static final class Calls {
    static final MethodHandle MALLOC =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("malloc"),
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    static final MethodHandle FREE =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("free"),
            FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    static final MethodHandle ADVISE =
        LINKER.downcallHandle(
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
  }

  private static final AtomicLong HELD = new AtomicLong();

  private LargeMemory() {}

  /** Where Linux's {@code madvise} is; 0 where there is none. */
  static long advise() {
    return ADVISE.address();
  }

  /**
   * @throws OutOfMemoryError if there is none left
   */
  static MemorySegment allocate(long bytes) {
    long alignment = bytes >= 2 * WIDE ? WIDE : ALIGNMENT;
    long whole = bytes + alignment;
    reserve(whole);
    MemorySegment raw = malloc(whole);
    if (raw.equals(MemorySegment.NULL)) {
      HELD.addAndGet(-whole);
      throw new OutOfMemoryError(bytes + " bytes for a result");
    }
    long skipped = -raw.address() & (alignment - 1);
    MemorySegment memory =
        raw.reinterpret(whole, Arena.ofAuto(), m -> free(m, whole)).asSlice(skipped, bytes);
    if (alignment == WIDE) {
      askForWidePages(memory);
    }
    return memory;
  }

  /** What the system does not do is no failure. */
  private static void askForWidePages(MemorySegment memory) {
    if (!ADVISE.equals(MemorySegment.NULL)) {
      try {
        long length = memory.byteSize() & -WIDE;
        int _ = (int) Calls.ADVISE.invokeExact(ADVISE, memory, length, MADV_HUGEPAGE);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void reserve(long bytes) {
    for (int i = 0; HELD.addAndGet(bytes) > MOST; i++) {
      HELD.addAndGet(-bytes);
      if (i == TRIES || bytes > MOST) {
        throw new OutOfMemoryError(bytes + " bytes for a result");
      }
      // Memory outside of the heap is given back when the collector finds that nobody has it.
      System.gc();
      try {
        Thread.sleep(PAUSE << i);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static MemorySegment malloc(long bytes) {
    try {
      return (MemorySegment) Calls.MALLOC.invokeExact(bytes);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void free(MemorySegment memory, long bytes) {
    try {
      Calls.FREE.invokeExact(memory);
      HELD.addAndGet(-bytes);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
