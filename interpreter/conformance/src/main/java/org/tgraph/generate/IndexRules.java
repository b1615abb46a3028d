package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.tgraph.generate.Piece.Part;
import org.tgraph.generate.Piece.Role;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Indexing in all its forms. */
final class IndexRules {
  private IndexRules() {}

  /** What stands between the brackets, and what it does to the shape. */
  private static final class Brackets {
    final List<Piece> pieces = new ArrayList<>();
    final List<Dim> dims = new ArrayList<>();
    final List<Shape> picks = new ArrayList<>();
    int firstPick = -1;
    int lastPick = -1;
    int firstDims;
    boolean isSeparated;
    int entries;

    void begin() {
      if (entries++ > 0) {
        pieces.add(new Piece.Text(", "));
      }
    }

    /** An index, known or not, whose axis goes. */
    void pick(Shape shape) {
      if (firstPick < 0) {
        firstPick = entries;
        firstDims = dims.size();
      } else if (lastPick != entries - 1) {
        isSeparated = true;
      }
      lastPick = entries;
      picks.add(shape);
    }
  }

  /** What stands between brackets, and the shape of what it selects. */
  record Selection(List<Piece> pieces, Shape shape) {}

  static Term indexed(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 1, 3, depth);
    Selection selected = select(m, x.type().shape(), depth);
    return Term.of(x.type().withShape(selected.shape), x.target(), "[", selected.pieces, "]");
  }

  static Selection select(Maker m, Shape shape, int depth) {
    Brackets b = new Brackets();
    Shape indices = m.chance().oneIn(3) ? m.shape(1, 2) : null;
    int rank = shape.rank();
    int rest = m.chance().oneIn(4) ? m.chance().from(0, rank) : -1;
    int last = m.chance().oneIn(4) ? m.chance().from(1, rank) : rank;
    boolean hasTensor = false;
    for (int axis = 0; axis < last; axis++) {
      if (axis == rest) {
        b.begin();
        b.pieces.add(new Piece.Text("..."));
        int skipped = m.chance().from(0, last - axis);
        for (int i = 0; i < skipped + (rank - last); i++) {
          b.dims.add(shape.dim(axis + i));
        }
        // All that is left out stands under the dots.
        int after = axis + skipped + (rank - last);
        for (int i = after; i < rank; i++) {
          hasTensor |= entry(m, b, shape.dim(i), indices, depth);
        }
        return result(b, shape, rank, hasTensor, indices);
      }
      if (m.chance().oneIn(8)) {
        b.begin();
        b.pieces.add(new Piece.Text("none"));
        b.dims.add(Dim.ONE);
      }
      hasTensor |= entry(m, b, shape.dim(axis), indices, depth);
    }
    return result(b, shape, last, hasTensor, indices);
  }

  private static Selection result(
      Brackets b, Shape shape, int used, boolean hasTensor, Shape indices) {
    List<Dim> dims = new ArrayList<>(b.dims);
    dims.addAll(shape.dims().subList(used, shape.rank()));
    if (hasTensor) {
      dims.addAll(b.isSeparated ? 0 : b.firstDims, indices.dims());
    }
    return new Selection(b.pieces, new Shape(dims));
  }

  /** An entry for one axis; whether it is an index tensor. */
  private static boolean entry(Maker m, Brackets b, Dim size, Shape indices, int depth) {
    b.begin();
    boolean isPositive = Maker.isPositive(size);
    OptionalLong constant = size.constant();
    if (indices != null && isPositive && Maker.isWritten(size) && m.chance().coin()) {
      DType dtype = m.dtype(Kind.INT);
      Term index = m.of(dtype, indices, depth - 1);
      b.pick(indices);
      // A whole number divided by a size that is not 0 leaves an index that is in range.
      b.pieces.addAll(Term.pieces("i64(", index, ") % (", Maker.size(size), ")"));
      return true;
    }
    if (isPositive && m.chance().oneIn(4)) {
      b.pick(Shape.SCALAR);
      long bound = constant.isPresent() ? constant.getAsLong() : 1;
      int at = m.chance().below((int) Math.min(bound, 100));
      boolean fromEnd = constant.isPresent() && m.chance().oneIn(3);
      b.pieces.add(new Part(Role.INDEX, Long.toString(fromEnd ? at - bound : at)));
      return false;
    }
    if (constant.isPresent() && m.chance().coin()) {
      slice(m, b, constant.getAsLong());
    } else if (isPositive && m.chance().oneIn(3)) {
      b.pieces.addAll(
          Term.pieces(
              m.chance().coin()
                  ? List.of(new Part(Role.INDEX, "1"), new Piece.Text(":"))
                  : List.of(new Piece.Text(":"), new Part(Role.INDEX, "-1"))));
      b.dims.add(size.plus(-1));
    } else {
      b.pieces.add(new Piece.Text(m.chance().of(":", ":", "::-1", "0:")));
      b.dims.add(size);
    }
    return false;
  }

  /** A slice of an axis of known size, with bounds inside of it or not, as Python counts. */
  private static void slice(Maker m, Brackets b, long size) {
    int step = m.chance().of(1, 1, 1, 2, 3, -1, -2);
    Long start = m.chance().oneIn(3) ? null : (long) m.chance().from(-5, 5);
    Long stop = m.chance().oneIn(3) ? null : (long) m.chance().from(-5, 5);
    long low = step > 0 ? 0 : -1;
    long high = step > 0 ? size : size - 1;
    long from = start == null ? (step > 0 ? low : high) : clamp(start, size, low, high);
    long to = stop == null ? (step > 0 ? high : low) : clamp(stop, size, low, high);
    long distance = step > 0 ? to - from : from - to;
    long by = Math.abs(step);
    b.dims.add(Dim.of(distance <= 0 ? 0 : (distance + by - 1) / by));
    if (start != null) {
      b.pieces.add(new Part(Role.INDEX, start.toString()));
    }
    b.pieces.add(new Piece.Text(":"));
    if (stop != null) {
      b.pieces.add(new Part(Role.INDEX, stop.toString()));
    }
    if (step != 1) {
      b.pieces.add(new Piece.Text(":" + step));
    }
  }

  private static long clamp(long bound, long size, long low, long high) {
    return Math.max(low, Math.min(high, bound < 0 ? bound + size : bound));
  }

  /** A selection by a mask, reduced at once; or a function of what is not known before the run. */
  static Term masked(Maker m, int depth) {
    if (!m.hasMasks()) {
      throw new Unmakeable();
    }
    Term x = m.any(Kind.NUMERIC, 1, 3, depth);
    int rank = x.type().rank();
    int used = m.chance().from(1, rank);
    Term mask = m.of(DType.BOOL, x.type().shape().slice(0, used), depth - 1);
    Shape row = x.type().shape().slice(used, rank);
    DType dtype = Shapes.wide(x.type().dtype());
    return Term.of(new TensorType(dtype, row), "sum(", x.target(), "[", mask, "], axis=0)");
  }

  /** {@code take} along an axis, with indices that are in range. */
  static Term take(Maker m, int depth) {
    Term x = m.some(Kind.ANY, 1, 3, depth);
    int rank = x.type().rank();
    int axis = m.chance().below(rank);
    Dim size = x.type().dim(axis);
    if (!Maker.isWritten(size)) {
      throw new Unmakeable();
    }
    Term index = m.of(DType.I64, m.shape(0, 2), depth - 1);
    Shape shape = x.type().shape();
    Shape result =
        Maker.concat(shape.slice(0, axis), index.type().shape(), shape.slice(axis + 1, rank));
    return Term.of(
        x.type().withShape(result),
        "take(",
        x,
        ", i64(",
        index,
        ") % (",
        Maker.size(size),
        "), axis=",
        m.axis(axis, rank),
        ")");
  }

  static Term takeAlongAxis(Maker m, int depth) {
    Term x = m.some(Kind.ANY, 1, 3, depth);
    int rank = x.type().rank();
    int axis = m.chance().below(rank);
    Dim size = x.type().dim(axis);
    if (!Maker.isWritten(size)) {
      throw new Unmakeable();
    }
    Shape result = x.type().shape().with(axis, m.size());
    Term index = m.of(DType.I64, result, depth - 1);
    return Term.of(
        x.type().withShape(result),
        "take_along_axis(",
        x,
        ", i64(",
        index,
        ") % (",
        Maker.size(size),
        "), axis=",
        m.axis(axis, rank),
        ")");
  }

  /** The number of elements that are not 0, as nonzero finds them. */
  static Term nonzero(Maker m, int depth) {
    if (!m.hasMasks()) {
      throw new Unmakeable();
    }
    Term x = m.any(Kind.ANY, 1, 3, depth);
    int part = m.chance().below(x.type().rank());
    return Term.of(TensorType.scalar(DType.I64), "sum(nonzero(", x, ")." + part + ")");
  }
}
