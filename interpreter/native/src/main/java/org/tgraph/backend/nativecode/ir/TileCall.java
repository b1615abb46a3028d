package org.tgraph.backend.nativecode.ir;

import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Statement.Tile;

/** A call of the function that computes a tile of a product, {@link TileText}. */
final class TileCall {
  private TileCall() {}

  static void write(FunctionText out, Bounds bounds, Tile s) {
    TileText.Kind kind = TileText.kind(s);
    out.declare(
        "declare void @"
            + kind.name()
            + "(ptr, i64, ptr, i64, ptr, i64, ptr, i64, i64, i64, i1) nounwind memory(argmem: readwrite)");
    String rows = Types.of(s.rows());
    String columns = Types.of(s.columns());
    String length = Types.of(s.length());
    String to =
        start(
            out,
            bounds,
            s.to(),
            Types.of(s.at()),
            last(out, bounds, rows, Types.of(s.stride()), columns),
            Bounds.Access.WRITE);
    String left =
        start(
            out,
            bounds,
            s.left(),
            Types.of(s.leftAt()),
            s.isTurned()
                ? last(out, bounds, length, Types.of(s.leftStride()), rows)
                : last(out, bounds, rows, Types.of(s.leftStride()), length),
            Bounds.Access.READ);
    String right =
        start(
            out,
            bounds,
            s.right(),
            Types.of(s.rightAt()),
            last(out, bounds, length, Types.of(s.width()), Types.of(s.width())),
            Bounds.Access.READ);
    out.line(
        "call void @%s(ptr %s, %s, ptr %s, %s, ptr %s, %s, ptr %s, %s, %s, %s, %s)"
            .formatted(
                kind.name(),
                to,
                Types.typed(s.stride()),
                left,
                Types.typed(s.leftStride()),
                right,
                Types.typed(s.length()),
                address(out, s.right(), Types.of(s.ahead())),
                Types.typed(s.rows()),
                Types.typed(s.columns()),
                Types.typed(s.width()),
                Types.typed(s.isMore())));
  }

  /** How far the last element is behind the first one, where that is asked for. */
  private static String last(
      FunctionText out, Bounds bounds, String rows, String stride, String columns) {
    if (!bounds.isOn()) {
      return "0";
    }
    String row = out.temporary("sub i64 " + rows + ", 1");
    String start = out.temporary("mul i64 " + row + ", " + stride);
    return out.temporary("add i64 " + start + ", " + out.temporary("sub i64 " + columns + ", 1"));
  }

  private static String start(
      FunctionText out,
      Bounds bounds,
      Buffer buffer,
      String at,
      String last,
      Bounds.Access access) {
    String address = address(out, buffer, at);
    if (bounds.isOn()) {
      bounds.within(address, buffer, out.temporary("add i64 " + at + ", " + last), access);
    }
    return address;
  }

  private static String address(FunctionText out, Buffer buffer, String at) {
    return out.temporary(
        "getelementptr " + Types.stored(buffer.element()) + ", ptr %" + buffer + ", i64 " + at);
  }
}
