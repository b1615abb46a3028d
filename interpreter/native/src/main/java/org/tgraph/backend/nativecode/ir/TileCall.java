package org.tgraph.backend.nativecode.ir;

import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Statement.Tile;

/** A call of the function that computes a tile of a product, {@link TileText}. */
record TileCall(FunctionText out, Bounds bounds) {
  void write(Tile s) {
    TileText.Kind kind = TileText.kind(s);
    out.declare(
        "declare void @"
            + kind.name()
            + "(ptr, i64, ptr, i64, ptr, i64, ptr, i64, i64, i64, i1) nounwind memory(argmem: readwrite)");
    Atom lines = s.isTurned() ? s.length() : s.rows();
    Atom inLine = s.isTurned() ? s.rows() : s.length();
    String to = matrix(s.to(), s.at(), s.rows(), s.stride(), s.columns(), Bounds.Access.WRITE);
    String left = matrix(s.left(), s.leftAt(), lines, s.leftStride(), inLine, Bounds.Access.READ);
    String right =
        matrix(s.right(), s.rightAt(), s.length(), s.width(), s.width(), Bounds.Access.READ);
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
                address(s.right(), s.ahead()),
                Types.typed(s.rows()),
                Types.typed(s.columns()),
                Types.typed(s.width()),
                Types.typed(s.isMore())));
  }

  /** The address of some rows, of which the last element is within the buffer too. */
  private String matrix(
      Buffer buffer, Atom at, Atom rows, Atom stride, Atom columns, Bounds.Access access) {
    String address = address(buffer, at);
    if (bounds.isOn()) {
      String row = out.temporary("sub i64 " + Types.of(rows) + ", 1");
      String start = out.temporary("mul i64 " + row + ", " + Types.of(stride));
      String column = out.temporary("sub i64 " + Types.of(columns) + ", 1");
      String last = out.temporary("add i64 " + start + ", " + column);
      String index = out.temporary("add i64 " + Types.of(at) + ", " + last);
      bounds.within(address, buffer, index, access);
    }
    return address;
  }

  private String address(Buffer buffer, Atom at) {
    String element = Types.stored(buffer.element());
    return out.temporary("getelementptr " + element + ", ptr %" + buffer + ", i64 " + Types.of(at));
  }
}
