package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * Reductions along an axis behind which another one stays: rows are added up, in the order of the
 * elements, so that the innermost loop is over an axis that stays. Parts of the axes before, of the
 * rows, and of the columns, which are the elements that a row has behind, are shared among threads;
 * which parts depends on the sizes alone, and so the results.
 */
final class ColumnReductions {
  /** About so many columns are one part: their sums stay in a cache. */
  private static final long COLUMNS = 1 << 14;

  /** So many numbers are between the sums of two parts, which threads would else wait for. */
  private static final long GAP = 16;

  /**
   * The sums of so few columns are in registers if one thread adds up all rows, which is faster.
   */
  private static final long FEW = 16;

  /** So many parts are enough for any number of threads. */
  private static final long PARTS = 32;

  private final Block block;
  private final LoopBuilder b;
  private final SizeCode sizes;
  private final Elements elements;
  private final Loops loops;
  private final List<Folded> all;
  private final Shape shape;
  private final Shape result;
  private final List<Integer> axes;

  /** The axes before the first one that is reduced. */
  private final Shape outer;

  /** The first axis behind it that stays. */
  private final int stays;

  private final Optional<Interior> interior;

  /**
   * @param all of tensors of one shape along the same axes
   */
  ColumnReductions(Block block, List<Folded> all) {
    this.block = block;
    this.b = block.b;
    this.sizes = block.sizes;
    this.elements = block.elements;
    this.loops = block.loops;
    this.all = all;
    this.shape = all.get(0).operand().shape();
    this.result = all.get(0).equation().result().shape();
    this.axes = all.get(0).axes();
    this.outer = shape.slice(0, axes.get(0));
    int axis = axes.get(0);
    while (axes.contains(axis)) {
      axis++;
    }
    this.stays = axis;
    this.interior =
        loops.interior(
            all.stream().anyMatch(f -> elements.hasEnds(f.operand())),
            sizes.of(shape.dims()),
            at -> all.forEach(f -> elements.at(f.operand(), at)));
  }

  /** How the work is divided. */
  private record Parts(Atom rows, Atom rowCount, Atom columns, Atom columnCount) {}

  /** Of sizes and of numbers of parts, none of which is negative. */
  private Atom quotient(Atom x, Atom y) {
    return b.let(Code.UNSIGNED_QUOTIENT, x, y);
  }

  private Atom atLeastOne(Atom x) {
    return b.let(Code.MAXIMUM, x, Literal.of(1));
  }

  private Parts parts() {
    Atom rows = sizes.of(shape.dim(axes.get(0)));
    Atom columns = sizes.of(shape.dim(stays));
    if (Reductions.isSmall(shape)) {
      return new Parts(rows, Literal.of(1), columns, Literal.of(1));
    }
    List<Dim> behind = new ArrayList<>();
    for (int axis = stays + 1; axis < shape.rank(); axis++) {
      if (!axes.contains(axis)) {
        behind.add(shape.dim(axis));
      }
    }
    Atom each = atLeastOne(sizes.product(behind));
    // Few columns that are known are counted as they are: their sums can be in registers.
    boolean areFew =
        each instanceof Literal e && columns instanceof Literal c && e.bits() * c.bits() <= COLUMNS;
    Atom columnLength =
        areFew ? columns : b.plus(quotient(Literal.of(COLUMNS), each), Literal.of(1));
    Atom columnCount =
        areFew ? Literal.of(1) : atLeastOne(Portions.count(b, columns, columnLength));
    if (outer.rank() > 0 || hasFew()) {
      return new Parts(rows, Literal.of(1), columnLength, columnCount);
    }
    Atom row = atLeastOne(sizes.product(shape.slice(axes.get(0) + 1, shape.rank()).dims()));
    Atom least = b.plus(quotient(Literal.of(Reductions.BLOCK), row), Literal.of(1));
    Atom wanted = b.plus(quotient(Literal.of(PARTS), columnCount), Literal.of(1));
    Atom most = atLeastOne(Portions.count(b, rows, least));
    Atom rowCount = b.let(Code.MINIMUM, wanted, most);
    return new Parts(Portions.count(b, rows, rowCount), rowCount, columnLength, columnCount);
  }

  void lower() {
    Parts parts = parts();
    Atom size = sizes.product(result.dims());
    Atom stride = b.plus(size, Literal.of(GAP));
    List<Buffer> scratch = new ArrayList<>();
    List<Buffer> sums = new ArrayList<>();
    for (Folded folded : all) {
      boolean isSame = folded.wide() == folded.type();
      if (isSame && parts.rowCount.equals(Literal.of(1))) {
        sums.add(folded.to());
        continue;
      }
      // One part of the rows is added up where the result is.
      Atom several = b.less(Literal.of(1), parts.rowCount);
      Atom count = isSame ? b.select(several, parts.rowCount, Literal.of(0)) : parts.rowCount;
      Buffer own = block.scratch(folded.wide(), List.of(count, stride), folded.equation());
      scratch.add(own);
      sums.add(isSame ? b.choose(several, own, folded.to()) : own);
    }
    add(parts, stride, sums);
    for (int i = 0; i < all.size(); i++) {
      if (sums.get(i) != all.get(i).to()) {
        combine(all.get(i), sums.get(i), parts.rowCount, size);
      }
    }
    scratch.forEach(m -> b.add(new Statement.Release(m)));
  }

  private void add(Parts parts, Atom stride, List<Buffer> sums) {
    Atom rows = sizes.of(shape.dim(axes.get(0)));
    Atom columns = sizes.of(shape.dim(stays));
    Atom tasks = b.times(sizes.product(outer.dims()), b.times(parts.rowCount, parts.columnCount));
    Runnable loops =
        () ->
            b.loop(
                tasks,
                task -> {
                  Atom before = quotient(task, parts.columnCount);
                  Atom column = b.minus(task, b.times(before, parts.columnCount));
                  Atom at = quotient(before, parts.rowCount);
                  Atom row = b.minus(before, b.times(at, parts.rowCount));
                  List<Atom> indices = elements.axes(outer, new Position.Flat(at));
                  part(
                      indices,
                      range(row, parts.rows, rows),
                      range(column, parts.columns, columns),
                      b.times(row, stride),
                      sums);
                });
    if (outer.rank() == 0 && hasFew()) {
      b.kernel(loops);
    } else {
      b.sharedKernel(sizes.product(shape.dims()), loops);
    }
  }

  /** Whether it is known that there are few columns. */
  private boolean hasFew() {
    double count = 1;
    for (Dim dim : result.dims()) {
      count *= dim.constant().orElse(Long.MAX_VALUE);
    }
    return count <= FEW;
  }

  private Loops.Range range(Atom number, Atom length, Atom count) {
    if (length.equals(count)) {
      return new Loops.Range(Literal.of(0), count);
    }
    Atom start = b.let(Code.MINIMUM, b.times(number, length), count);
    return new Loops.Range(start, b.let(Code.MINIMUM, b.plus(start, length), count));
  }

  /** Adds up some columns of some rows, from the place {@code offset} on. */
  private void part(
      List<Atom> indices, Loops.Range rows, Loops.Range columns, Atom offset, List<Buffer> sums) {
    List<Loops.Range> stay = new ArrayList<>();
    List<Loops.Range> ranges = new ArrayList<>();
    for (int axis = axes.get(0); axis < shape.rank(); axis++) {
      Loops.Range range =
          axis == axes.get(0)
              ? rows
              : axis == stays ? columns : new Loops.Range(Literal.of(0), sizes.of(shape.dim(axis)));
      ranges.add(range);
      if (!axes.contains(axis)) {
        stay.add(range);
      }
    }
    Atom last = sizes.of(shape.dim(shape.rank() - 1));
    for (int i = 0; i < all.size(); i++) {
      Buffer to = sums.get(i);
      Atom first = all.get(i).first();
      Consumer<List<Atom>> begin =
          kept ->
              b.store(to, b.plus(offset, elements.flat(result, new Position.Axes(kept))), first);
      loops.nest(Optional.empty(), indices, stay, last, begin);
    }
    loops.nest(
        interior,
        indices,
        ranges,
        last,
        at -> {
          List<Atom> kept = new ArrayList<>();
          for (int axis = 0; axis < at.size(); axis++) {
            if (!axes.contains(axis)) {
              kept.add(at.get(axis));
            }
          }
          Atom place = b.plus(offset, elements.flat(result, new Position.Axes(kept)));
          for (int i = 0; i < all.size(); i++) {
            Folded folded = all.get(i);
            Atom element = b.convert(folded.wide(), elements.at(folded.operand(), at));
            Atom sum = b.loadNow(sums.get(i), place);
            b.store(sums.get(i), place, folded.combined(b, sum, element));
          }
        });
  }

  /** Adds up the parts of the rows, in order, in the first of them. */
  private void combine(Folded folded, Buffer sums, Atom rowCount, Atom size) {
    DType type = folded.type();
    b.kernel(() ->
        b.loop(
            Literal.of(1),
            rowCount,
            row -> {
              Atom start = b.times(row, b.plus(size, Literal.of(GAP)));
              b.loop(
                  size,
                  i -> {
                    Atom part = b.loadNow(sums, b.plus(start, i));
                    b.store(sums, i, folded.combined(b, b.loadNow(sums, i), part));
                  });
            }));
    Atom isElsewhere = folded.wide() == type ? b.less(Literal.of(1), rowCount) : Literal.TRUE;
    Atom count = b.select(isElsewhere, size, Literal.of(0));
    b.kernel(
        () -> b.loop(count, i -> b.store(folded.to(), i, b.convert(type, b.loadNow(sums, i)))));
  }
}
