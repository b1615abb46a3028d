package org.tgraph.backend.nativecode.ir;

import java.util.OptionalInt;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Statement;

/**
 * Writes checks that what is read and written is within its memory, where that is asked for. Beside
 * each buffer is then the count of the numbers in it, that of {@code %b5} in {@code %b5_size}. What
 * is outside is done elsewhere, and told in a table of the runtime ({@code tg_outside}), so that
 * the process goes on. Memory that is got or released is filled, so that nothing reads it
 * unnoticed.
 */
final class Bounds {
  /** What is done with memory; told by its number. */
  enum Access {
    READ,
    WRITE,
    VIEW,
    COPY,
    SWAP
  }

  /** The name of the count of numbers in a buffer. */
  record Size(Buffer of) {
    @Override
    public String toString() {
      return of + "_size";
    }
  }

  private final FunctionText out;
  private final OptionalInt slots;

  /**
   * @param slots how many the frame has, after which it has the bytes of the memory that each of
   *     them is the address of; nothing if there are no checks
   */
  Bounds(FunctionText out, OptionalInt slots) {
    this.out = out;
    this.slots = slots;
  }

  /** Whether there are checks. */
  boolean isOn() {
    return slots.isPresent();
  }

  /** Memory of the caller. */
  void given(Buffer buffer, int slot) {
    if (slots.isPresent()) {
      int at = slots.getAsInt() + slot;
      String bytes = out.temporary("getelementptr inbounds i64, ptr %frame, i64 " + at);
      counted(buffer, out.temporary("load i64, ptr " + bytes));
    }
  }

  /** Memory that was just got. */
  void allocated(Buffer buffer, String bytes) {
    if (slots.isPresent()) {
      counted(buffer, bytes);
      fill(buffer, bytes);
    }
  }

  private void counted(Buffer buffer, String bytes) {
    out.define(new Size(buffer).toString(), "udiv i64 " + bytes + ", " + bytes(buffer));
  }

  private static int bytes(Buffer buffer) {
    return buffer.element().part().bytes();
  }

  private void fill(Buffer buffer, String bytes) {
    out.declare("declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)");
    out.line(
        "call void @llvm.memset.p0.i64(ptr %" + buffer + ", i8 -1, i64 " + bytes + ", i1 false)");
  }

  /** Memory that is over now. */
  void released(Buffer buffer) {
    if (slots.isPresent()) {
      fill(buffer, out.temporary("mul i64 %" + new Size(buffer) + ", " + bytes(buffer)));
    }
  }

  /** A buffer that is as large as another. */
  void same(Buffer buffer, Buffer other) {
    if (slots.isPresent()) {
      out.define(new Size(buffer).toString(), "add i64 %" + new Size(other) + ", 0");
    }
  }

  /** Two buffers that have to be of one size. */
  void swapped(Buffer one, Buffer other) {
    if (slots.isPresent()) {
      String size = "%" + new Size(one);
      upTo(one, size, "%" + new Size(other), Access.SWAP);
      upTo(other, "%" + new Size(other), size, Access.SWAP);
    }
  }

  /** A buffer that is as large as the one of two that it is. */
  void chosen(Statement.Choose choice) {
    if (slots.isPresent()) {
      out.define(
          new Size(choice.buffer()).toString(),
          "select %s, i64 %%%s, i64 %%%s"
              .formatted(
                  Types.typed(choice.condition()),
                  new Size(choice.one()),
                  new Size(choice.other())));
    }
  }

  /** A buffer that is the rest of another; where that begins, so that there is one. */
  String rest(Buffer of, String offset) {
    return slots.isPresent() ? upTo(of, offset, "%" + new Size(of), Access.VIEW) : offset;
  }

  /** The same once it is there. */
  void restSize(Buffer buffer, Buffer of, String offset) {
    if (slots.isPresent()) {
      out.define(new Size(buffer).toString(), "sub i64 %" + new Size(of) + ", " + offset);
    }
  }

  /** How many numbers of a buffer are copied. */
  String copied(Buffer buffer, String count) {
    return slots.isPresent() ? upTo(buffer, count, "%" + new Size(buffer), Access.COPY) : count;
  }

  private String upTo(Buffer buffer, String count, String size, Access access) {
    out.declare("declare i64 @tg_up_to(i64, i64, i64, i64) nounwind");
    return out.temporary(
        "call i64 @tg_up_to(i64 %s, i64 %s, i64 %d, i64 %d)"
            .formatted(count, size, access.ordinal(), buffer.id()));
  }

  /** The address of a number in a buffer, or that of some other number. */
  String within(String address, Buffer buffer, String index, Access access) {
    if (slots.isEmpty()) {
      return address;
    }
    out.declare("declare ptr @tg_within(ptr, i64, i64, i64, i64) nounwind");
    return out.temporary(
        "call ptr @tg_within(ptr %s, i64 %s, i64 %%%s, i64 %d, i64 %d)"
            .formatted(address, index, new Size(buffer), access.ordinal(), buffer.id()));
  }
}
