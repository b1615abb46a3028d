package org.tgraph.backend.nativecode.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tgraph.backend.nativecode.llvm.Registers;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Statement.Tile;
import org.tgraph.type.DType;

/**
 * The function that computes a tile of a product of matrices: the sums are in registers, to which
 * products of a number on the left and a vector on the right are added. It is compiled once for all
 * graphs. Each sum has its products in the same order, whatever vectors there are.
 *
 * @see "Goto and van de Geijn: Anatomy of high-performance matrix multiplication, 2008, section 6"
 */
public final class TileText {
  private static final String OPERANDS =
      "ptr %to, i64 %stride, ptr %left, i64 %left_stride, ptr %right, i64 %length, ptr %ahead";

  private static final String ALIGNED = ", align ";

  /** How many products are added before it is asked whether there are more. */
  private static final int AT_ONCE = Tile.LINE;

  /** How many bytes before they are read vectors on the right are asked for. */
  private static final int SOON = 576;

  private static final int CACHE_LINE = 64;

  private final FunctionText out;
  private final Registers registers;
  private final DType type;
  private final Kind kind;

  /** How many vectors a row of the tile has. */
  private final int width;

  private final int lanes;
  private final String number;
  private final String vector;

  private TileText(FunctionText out, Registers registers, Kind kind, int granules) {
    DType type = kind.type();
    this.out = out;
    this.kind = kind;
    this.registers = registers;
    this.type = type;
    this.lanes = registers.bytes() / type.bytes();
    this.width = granules * Tile.granule(type) / lanes;
    this.number = Types.of(type);
    this.vector = new Lanes(lanes).of(type);
  }

  /** Those that are in some statements. */
  public static Set<Kind> in(List<Statement> statements) {
    return Statement.all(statements)
        .filter(s -> s instanceof Tile)
        .map(s -> kind((Tile) s))
        .collect(Collectors.toSet());
  }

  static Kind kind(Tile s) {
    return new Kind(s.to().element(), s.isTurned(), s.isLess());
  }

  /**
   * What is compiled once for all graphs: the type of the numbers, how those on the left are, and
   * whether the products are subtracted from what there is.
   */
  public record Kind(DType type, boolean isTurned, boolean isLess) {
    public String name() {
      String name = "tg_tile_" + type.toString().toLowerCase(Locale.ROOT);
      return name + (isTurned ? "_turned" : "") + (isLess ? "_less" : "");
    }

    private String name(int granules) {
      return name() + "_" + granules;
    }
  }

  /** A module with the function, and those for each width. */
  public static String of(Kind kind, Registers registers) {
    Declarations declarations = new Declarations();
    StringBuilder functions = new StringBuilder();
    for (int granules = 1; granules <= Tile.WIDEST; granules++) {
      FunctionText out = new FunctionText(declarations);
      new TileText(out, registers, kind, granules).write();
      functions.append(
          out.text(
              "define internal void @"
                  + kind.name(granules)
                  + "("
                  + OPERANDS
                  + ", i64 %rows, i1 %more) nounwind noinline"));
    }
    FunctionText out = new FunctionText(declarations);
    writeAny(out, kind);
    functions.append(
        out.text(
            "define void @"
                + kind.name()
                + "("
                + OPERANDS
                + ", i64 %rows, i64 %columns, i64 %width, i1 %more) nounwind"));
    return declarations.text() + functions;
  }

  /** Chooses by the width; what is not a whole tile is one beside, of which a part is copied. */
  private static void writeAny(FunctionText out, Kind kind) {
    DType type = kind.type();
    String number = Types.of(type);
    int most = Tile.ROWS * Tile.widest(type);
    out.stack("beside", "[" + most + " x " + number + "]", 64);
    String allRows = out.temporary("icmp eq i64 %rows, " + Tile.ROWS);
    String allColumns = out.temporary("icmp eq i64 %columns, %width");
    String whole = out.temporary("and i1 " + allRows + ", " + allColumns);
    out.jump(whole, "whole", "part");
    out.begin("whole");
    choose(out, kind, "%to", "%stride", "ret");
    out.begin("part");
    out.jump("%more", "take", "compute");
    out.begin("take");
    copy(out, number, "%to", "%stride", "%beside", "%width", "compute");
    out.begin("compute");
    choose(out, kind, "%beside", "%width", "give");
    out.begin("give");
    copy(out, number, "%beside", "%width", "%to", "%stride", "ret");
    out.begin("ret");
    out.line("ret void");
  }

  private static void choose(FunctionText out, Kind kind, String to, String stride, String then) {
    String rest =
        ", ptr %left, i64 %left_stride, ptr %right, i64 %length, ptr %ahead, i64 %rows, i1 %more)";
    String arguments = "(ptr " + to + ", i64 " + stride + rest;
    for (int granules = 1; granules <= Tile.WIDEST; granules++) {
      String next = out.label("wider");
      if (granules < Tile.WIDEST) {
        String yes = out.label("this");
        out.jump(
            out.temporary("icmp eq i64 %width, " + granules * Tile.granule(kind.type())),
            yes,
            next);
        out.begin(yes);
      }
      out.line("call void @" + kind.name(granules) + arguments);
      out.jump(then);
      if (granules < Tile.WIDEST) {
        out.begin(next);
      }
    }
  }

  /** Copies the columns of the rows that there are. */
  private static void copy(
      FunctionText out,
      String number,
      String from,
      String step,
      String to,
      String pace,
      String then) {
    String before = out.block();
    String row = out.label("row");
    String rowNext = out.label("row_next");
    String column = out.label("column");
    out.jump(row);
    out.begin(row);
    out.define("r_" + row, "phi i64 [ 0, %" + before + " ], [ %n_" + row + ", %" + rowNext + " ]");
    String source = out.temporary("mul i64 %r_" + row + ", " + step);
    String target = out.temporary("mul i64 %r_" + row + ", " + pace);
    out.jump(column);
    out.begin(column);
    out.define("c_" + row, "phi i64 [ 0, %" + row + " ], [ %d_" + row + ", %" + column + " ]");
    String at = out.temporary("add i64 " + source + ", %c_" + row);
    String place = out.temporary("add i64 " + target + ", %c_" + row);
    String read = out.temporary("getelementptr " + number + ", ptr " + from + ", i64 " + at);
    String write = out.temporary("getelementptr " + number + ", ptr " + to + ", i64 " + place);
    out.line(
        "store "
            + number
            + " "
            + out.temporary("load " + number + ", ptr " + read)
            + ", ptr "
            + write);
    out.define("d_" + row, "add nuw nsw i64 %c_" + row + ", 1");
    out.jump(out.temporary("icmp slt i64 %d_" + row + ", %columns"), column, rowNext);
    out.begin(rowNext);
    out.define("n_" + row, "add nuw nsw i64 %r_" + row + ", 1");
    out.jump(out.temporary("icmp slt i64 %n_" + row + ", %rows"), row, then);
  }

  /** So many rows and vectors are in registers at once. */
  private int rowsAtOnce() {
    return registers.count() >= 32 && width <= 3 ? Tile.ROWS : Tile.ROWS / 2;
  }

  private int vectorsAtOnce() {
    return registers.count() >= 32 ? Math.min(width, 4) : Math.min(width, 2);
  }

  private void write() {
    // Rows that are not there are the last one again.
    String last = out.temporary("sub i64 %rows, 1");
    for (int row = 0; row < Tile.ROWS; row++) {
      String above = out.temporary("icmp slt i64 " + row + ", " + last);
      String there = out.temporary("select i1 " + above + ", i64 " + row + ", i64 " + last);
      String start = kind.isTurned() ? there : out.temporary("mul i64 " + there + ", %left_stride");
      out.define("left" + row, "getelementptr " + number + ", ptr %left, i64 " + start);
      String line = out.temporary("mul i64 " + row + ", %stride");
      out.define("to" + row, "getelementptr " + number + ", ptr %to, i64 " + line);
    }
    out.define("whole", "and i64 %length, -" + AT_ONCE);
    for (int row = 0; row < Tile.ROWS; row += rowsAtOnce()) {
      for (int column = 0; column < width; column += vectorsAtOnce()) {
        part(
            row,
            Math.min(row + rowsAtOnce(), Tile.ROWS),
            column,
            Math.min(column + vectorsAtOnce(), width));
      }
    }
    out.line("ret void");
  }

  /** The rows and vectors from some up to others. */
  private void part(int firstRow, int endRow, int first, int end) {
    String name = "_" + firstRow + "_" + first;
    List<String> sums = new ArrayList<>();
    for (int row = firstRow; row < endRow; row++) {
      for (int column = first; column < end; column++) {
        sums.add(row + "_" + column);
      }
    }
    out.jump("start" + name);
    out.begin("start" + name);
    for (String sum : sums) {
      if (startsLine(column(sum))) {
        fetch(place(sum), 1, 3);
      }
    }
    loop("four" + name, "start" + name, "0", "%whole", AT_ONCE, sums, "", "some");
    loop("one" + name, "four" + name + "_end", "%whole", "%length", 1, sums, "some", "all");
    out.jump("%more", "add" + name, "set" + name);
    for (String way : List.of("add", "set")) {
      out.begin(way + name);
      for (String sum : sums) {
        String place = place(sum);
        String all = "%all" + sum;
        if (way.equals("add")) {
          String old = out.temporary("load " + vector + ", ptr " + place + ALIGNED + type.bytes());
          all =
              out.temporary((kind.isLess() ? "fsub " : "fadd ") + vector + " " + old + ", " + all);
        }
        out.line("store " + vector + " " + all + ", ptr " + place + ALIGNED + type.bytes());
      }
      out.jump("end" + name);
    }
    out.begin("end" + name);
  }

  private static int column(String sum) {
    return Integer.parseInt(sum.substring(sum.indexOf('_') + 1));
  }

  private String place(String sum) {
    String row = sum.substring(0, sum.indexOf('_'));
    return out.temporary(
        "getelementptr " + number + ", ptr %to" + row + ", i64 " + column(sum) * lanes);
  }

  private boolean startsLine(int column) {
    return column * registers.bytes() % CACHE_LINE == 0;
  }

  /**
   * Asks for a line of the cache.
   *
   * @param locality how near it is wanted: 3 in the first cache, 2 in the second
   */
  private void fetch(String address, int isWritten, int locality) {
    out.declare("declare void @llvm.prefetch.p0(ptr, i32, i32, i32)");
    out.line(
        "call void @llvm.prefetch.p0(ptr %s, i32 %d, i32 %d, i32 1)"
            .formatted(address, isWritten, locality));
  }

  /** Adds the products from one up to another; the block at whose end they are is {@code name}. */
  private void loop(
      String name,
      String from,
      String start,
      String end,
      int step,
      List<String> sums,
      String in,
      String result) {
    out.jump(name);
    out.begin(name);
    out.define(
        "k" + name,
        "phi i64 [ " + start + ", %" + from + " ], [ %n" + name + ", %" + name + "_body ]");
    if (kind.isTurned()) {
      String begin = in.isEmpty() ? "0" : "%on_" + from;
      String next = " ], [ %on_" + name + "_next, %" + name + "_body ]";
      out.define("on_" + name + "_end", "phi i64 [ " + begin + ", %" + from + next);
    }
    for (String sum : sums) {
      out.define(
          result + sum,
          "phi "
              + vector
              + " [ "
              + (in.isEmpty() ? "zeroinitializer" : "%" + in + sum)
              + ", %"
              + from
              + " ], [ %"
              + name
              + (step - 1)
              + "_"
              + sum
              + ", %"
              + name
              + "_body ]");
    }
    out.jump(out.temporary("icmp slt i64 %k" + name + ", " + end), name + "_body", name + "_end");
    out.begin(name + "_body");
    boolean isMain = step == AT_ONCE;
    // Once for all parts of the tile.
    if (isMain && name.endsWith("_0_0")) {
      String bytes = out.temporary("mul nuw nsw i64 %k" + name + ", " + CACHE_LINE / AT_ONCE);
      fetch(out.temporary("getelementptr i8, ptr %ahead, i64 " + bytes), 0, 2);
    }
    String on = "%on_" + name + "_end";
    for (int i = 0; i < step; i++) {
      String k = "%k" + name;
      k = i == 0 ? k : out.temporary("add nuw nsw i64 " + k + ", " + i);
      products(name, i, k, kind.isTurned() ? on : k, sums, result, isMain);
      if (kind.isTurned()) {
        // If LLVM knew what this is it would compute all addresses by themselves, for which there
        // are not enough registers.
        String sum = out.temporary("add i64 " + on + ", %left_stride");
        on = "%on_" + name + (i < step - 1 ? "_" + i : "_next");
        out.define(on.substring(1), "call i64 asm \"\", \"=r,0\"(i64 " + sum + ")");
      }
    }
    out.define("n" + name, "add nuw nsw i64 %k" + name + ", " + step);
    out.jump(name);
    out.begin(name + "_end");
  }

  /**
   * Adds one product to each sum.
   *
   * @param k its number
   * @param on how far the elements on the left are from the first ones
   */
  private void products(
      String name,
      int step,
      String k,
      String on,
      List<String> sums,
      String before,
      boolean isMain) {
    String line = out.temporary("mul nuw nsw i64 " + k + ", " + width * lanes);
    String right = out.temporary("getelementptr " + number + ", ptr %right, i64 " + line);
    String fused = out.fused(new Lanes(lanes), type);
    Map<String, String> lefts = new HashMap<>();
    Map<String, String> rights = new HashMap<>();
    for (String sum : sums) {
      String row = sum.substring(0, sum.indexOf('_'));
      String column = sum.substring(sum.indexOf('_') + 1);
      String vectorHere =
          rights.computeIfAbsent(
              column,
              c -> {
                String at =
                    out.temporary(
                        "getelementptr "
                            + number
                            + ", ptr "
                            + right
                            + ", i64 "
                            + Integer.parseInt(c) * lanes);
                if (isMain && startsLine(Integer.parseInt(c))) {
                  fetch(out.temporary("getelementptr i8, ptr " + at + ", i64 " + SOON), 0, 3);
                }
                return out.temporary("load " + vector + ", ptr " + at + ", align " + type.bytes());
              });
      String all =
          lefts.computeIfAbsent(
              row,
              r -> {
                String at =
                    out.temporary("getelementptr " + number + ", ptr %left" + r + ", i64 " + on);
                String one = out.temporary("load " + number + ", ptr " + at);
                return out.everywhere(new Lanes(lanes), type, one);
              });
      String old = step == 0 ? "%" + before + sum : "%" + name + (step - 1) + "_" + sum;
      out.define(
          name + step + "_" + sum,
          "call "
              + vector
              + " @"
              + fused
              + "("
              + vector
              + " "
              + all
              + ", "
              + vector
              + " "
              + vectorHere
              + ", "
              + vector
              + " "
              + old
              + ")");
    }
  }
}
