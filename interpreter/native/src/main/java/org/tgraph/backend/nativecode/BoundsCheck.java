package org.tgraph.backend.nativecode;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.tgraph.backend.nativecode.llvm.Llvm;

/**
 * Code that looks, each time before it reads or writes memory, whether that is within what it was
 * given or has got; a test of the backend, which {@code -Dtgraph.native.bounds=true} asks for.
 */
final class BoundsCheck {
  /** As {@code tg_outside} numbers them. */
  private static final List<String> ACCESSES = List.of("read", "write", "view", "copy", "swap");

  private static final int SLOTS = 4;

  private final MemorySegment outside;

  BoundsCheck(Llvm llvm) {
    this.outside =
        MemorySegment.ofAddress(llvm.address("tg_outside"))
            .reinterpret(SLOTS * ValueLayout.JAVA_LONG.byteSize());
  }

  static boolean isOn() {
    return Boolean.getBoolean("tgraph.native.bounds");
  }

  /**
   * After a call.
   *
   * @throws IllegalStateException if code went outside of its memory
   */
  void check() {
    long access = get(0);
    if (access != 0) {
      String told =
          "generated code went outside of its memory: %s of number %d of b%d, which has %d"
              .formatted(ACCESSES.get((int) access - 1), get(2), get(1), get(3));
      outside.fill((byte) 0);
      throw new IllegalStateException(told);
    }
  }

  private long get(int slot) {
    return outside.getAtIndex(ValueLayout.JAVA_LONG, slot);
  }
}
