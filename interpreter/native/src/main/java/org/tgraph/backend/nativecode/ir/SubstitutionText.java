package org.tgraph.backend.nativecode.ir;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.tgraph.backend.nativecode.llvm.Registers;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Statement.Substitute;
import org.tgraph.backend.nativecode.loop.Statement.Tile;
import org.tgraph.type.DType;

/**
 * The function that solves a small triangular system: all rows are in registers. It is compiled
 * once for all graphs.
 */
public final class SubstitutionText {
  private final FunctionText out;
  private final Kind kind;
  private final int lanes;
  private final int width;
  private final String number;
  private final String vector;

  private SubstitutionText(FunctionText out, Kind kind, Registers registers) {
    this.out = out;
    this.kind = kind;
    this.lanes = registers.bytes() / kind.type().bytes();
    this.width = Tile.widest(kind.type()) / lanes;
    this.number = Types.of(kind.type());
    this.vector = new Lanes(lanes).of(kind.type());
  }

  /** Of what numbers, and whether the diagonal is taken to be of ones. */
  public record Kind(DType type, boolean isUnit) {
    public String name() {
      String name = "tg_substitute_" + type.toString().toLowerCase(Locale.ROOT);
      return isUnit ? name + "_unit" : name;
    }
  }

  /** Those that are in some statements. */
  public static Set<Kind> in(List<Statement> statements) {
    return Statement.all(statements)
        .filter(s -> s instanceof Substitute)
        .map(s -> kind((Substitute) s))
        .collect(Collectors.toSet());
  }

  private static Kind kind(Substitute s) {
    return new Kind(s.x().element(), s.isUnit());
  }

  static void call(FunctionText out, Bounds bounds, Substitute s) {
    out.declare(
        "declare void @"
            + kind(s).name()
            + "(ptr, i64, ptr, i64, i64, i64) nounwind memory(argmem: readwrite)");
    String number = Types.of(s.x().element());
    String x = out.temporary(at(number, "%" + s.x(), Types.of(s.at())));
    String matrix = out.temporary(at(number, "%" + s.matrix(), Types.of(s.matrixAt())));
    if (bounds.isOn()) {
      String last = out.temporary("sub " + Types.typed(s.rows()) + ", 1");
      String row = out.temporary("mul i64 " + last + ", " + Types.of(s.stride()));
      String end = out.temporary("add i64 " + row + ", " + Types.of(s.at()));
      int length = Tile.widest(s.x().element());
      for (String start : List.of(Types.of(s.at()), end)) {
        String until = out.temporary("add i64 " + start + ", " + (length - 1));
        bounds.within(x, s.x(), start, Bounds.Access.WRITE);
        bounds.within(x, s.x(), until, Bounds.Access.WRITE);
      }
      String both = out.temporary("add " + Types.typed(s.row()) + ", " + Types.of(s.column()));
      String diagonal = out.temporary("mul i64 " + last + ", " + both);
      String corner = out.temporary("add i64 " + diagonal + ", " + Types.of(s.matrixAt()));
      bounds.within(matrix, s.matrix(), Types.of(s.matrixAt()), Bounds.Access.READ);
      bounds.within(matrix, s.matrix(), corner, Bounds.Access.READ);
    }
    out.line(
        "call void @%s(ptr %s, %s, ptr %s, %s, %s, %s)"
            .formatted(
                kind(s).name(),
                x,
                Types.typed(s.stride()),
                matrix,
                Types.typed(s.row()),
                Types.typed(s.column()),
                Types.typed(s.rows())));
  }

  private static String at(String number, String start, String place) {
    return "getelementptr " + number + ", ptr " + start + ", i64 " + place;
  }

  /** A module with the function. */
  public static String of(Kind kind, Registers registers) {
    Declarations declarations = new Declarations();
    FunctionText out = new FunctionText(declarations);
    new SubstitutionText(out, kind, registers).write();
    String text =
        out.text(
            "define void @"
                + kind.name()
                + "(ptr %x, i64 %stride, ptr %a, i64 %row, i64 %column, i64 %rows) nounwind");
    return declarations.text() + text;
  }

  private void write() {
    for (int row = 0; row < Tile.ROWS; row++) {
      // A row that is not there is the first one again, and is not stored.
      out.define("is" + row, "icmp slt i64 " + row + ", %rows");
      out.define("n" + row, "select i1 %is" + row + ", i64 " + row + ", i64 0");
      out.define("m" + row, "mul i64 %n" + row + ", %row");
      out.define("c" + row, "mul i64 %n" + row + ", %column");
      String start = out.temporary("mul i64 %n" + row + ", %stride");
      out.define("x" + row, at(number, "%x", start));
    }
    for (int row = 0; row < Tile.ROWS; row++) {
      solve(row);
    }
    for (int row = 0; row < Tile.ROWS; row++) {
      String store = "store" + row;
      String next = "next" + row;
      out.jump("%is" + row, store, next);
      out.begin(store);
      for (int i = 0; i < width; i++) {
        out.line("store " + vector + " %v" + row + "_" + i + ", ptr " + place(row, i) + aligned());
      }
      out.jump(next);
      out.begin(next);
    }
    out.line("ret void");
  }

  private String aligned() {
    return ", align " + kind.type().bytes();
  }

  private String place(int row, int i) {
    return out.temporary(at(number, "%x" + row, Integer.toString(i * lanes)));
  }

  private String element(int row, int column) {
    String place = out.temporary("add i64 %m" + row + ", %c" + column);
    return out.temporary("load " + number + ", ptr " + out.temporary(at(number, "%a", place)));
  }

  private String everywhere(String one) {
    return out.everywhere(new Lanes(lanes), kind.type(), one);
  }

  private void solve(int row) {
    String fused = out.fused(new Lanes(lanes), kind.type());
    String[] now = new String[width];
    for (int i = 0; i < width; i++) {
      now[i] = out.temporary("load " + vector + ", ptr " + place(row, i) + aligned());
    }
    for (int before = 0; before < row; before++) {
      String less = everywhere(out.temporary("fneg " + number + " " + element(row, before)));
      for (int i = 0; i < width; i++) {
        String other = "%v" + before + "_" + i;
        now[i] =
            out.temporary(
                "call %s @%s(%s %s, %s %s, %s %s)"
                    .formatted(vector, fused, vector, less, vector, other, vector, now[i]));
      }
    }
    String divisor = kind.isUnit() ? "" : everywhere(element(row, row));
    for (int i = 0; i < width; i++) {
      String operation =
          kind.isUnit()
              ? "fadd " + vector + " " + now[i] + ", splat (" + number + " -0.0)"
              : "fdiv " + vector + " " + now[i] + ", " + divisor;
      out.define("v" + row + "_" + i, operation);
    }
  }
}
