package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** Reductions, of whatever is computed on the way: several at once, where they are one pass. */
final class Reductions {
  /** About how many elements are combined before what such blocks give is. */
  static final long BLOCK = 1 << 14;

  private final Block block;
  private final LoopBuilder b;
  private final SizeCode sizes;
  private final Elements elements;
  private final Loops loops;

  Reductions(Block block) {
    this.block = block;
    this.b = block.b;
    this.sizes = block.sizes;
    this.elements = block.elements;
    this.loops = block.loops;
  }

  static boolean has(Op op) {
    return Folded.has(op);
  }

  /** Whether it may be one pass with others: not where the rows of a matrix become numbers. */
  static boolean isSharable(Equation equation) {
    return equation.op() instanceof Reduction reduction
        && has(reduction)
        && !reduction.axes().isEmpty()
        && (isWhole(equation) || !isTrailing(equation));
  }

  private static boolean isWhole(Equation equation) {
    return ((Reduction) equation.op()).axes().size() == equation.operands().get(0).rank();
  }

  private static boolean isTrailing(Equation equation) {
    List<Integer> axes = ((Reduction) equation.op()).axes();
    return axes.get(0) + axes.size() == equation.operands().get(0).rank();
  }

  /**
   * Whether it is known to have at most {@link #BLOCK} elements; their number may not fit 64 bits.
   */
  static boolean isSmall(Shape shape) {
    long count = 1;
    for (Dim dim : shape.dims()) {
      OptionalLong size = dim.constant();
      if (size.isEmpty() || size.getAsLong() > BLOCK) {
        return false;
      }
      count *= size.getAsLong();
      if (count > BLOCK) {
        return false;
      }
    }
    return true;
  }

  /**
   * @param equations those of one pass
   * @param to memory for their results
   */
  void lower(List<Buffer> to, List<Equation> equations) {
    List<Folded> all = new ArrayList<>();
    for (int i = 0; i < equations.size(); i++) {
      all.add(new Folded(equations.get(i), to.get(i)));
    }
    Equation first = equations.get(0);
    if (!isSharable(first)) {
      rows(all.get(0));
    } else if (!isWhole(first)) {
      new ColumnReductions(block, all).lower();
    } else {
      // What can be read by the number of an element is not read by its indices for another's sake.
      for (boolean isFlat : List.of(true, false)) {
        List<Folded> same =
            all.stream().filter(f -> elements.isFlat(f.operand()) == isFlat).toList();
        if (!same.isEmpty()) {
          new WholeReductions(block, same, isFlat).lower();
        }
      }
    }
  }

  /** The last axes become one number. */
  private void rows(Folded folded) {
    Value x = folded.operand();
    int first = folded.axes().isEmpty() ? x.rank() : folded.axes().get(0);
    List<Dim> outer = x.shape().slice(0, first).dims();
    List<Dim> inner = x.shape().slice(first, x.rank()).dims();
    boolean isFlat = elements.isFlat(x) && x.rank() > 1;
    List<Atom> counts = sizes.of(isFlat ? outer : x.shape().dims());
    Optional<Interior> interior =
        loops.interior(!isFlat && elements.hasEnds(x), counts, all -> elements.at(x, all));
    b.sharedKernel(
        sizes.product(x.shape().dims()),
        () -> loops.nest(outer, kept -> row(folded, interior, kept, inner)));
  }

  /** One row that becomes a number, whose indices on the other axes are given. */
  void row(Folded folded, List<Atom> kept) {
    Value x = folded.operand();
    List<Dim> inner = x.shape().slice(kept.size(), x.rank()).dims();
    row(folded, Optional.empty(), kept, inner);
  }

  private void row(Folded folded, Optional<Interior> interior, List<Atom> kept, List<Dim> inner) {
    Value x = folded.operand();
    Accumulator sum = new Accumulator(b, folded.first());
    Shape result = folded.equation().result().shape();
    Atom row = elements.flat(result, new Position.Axes(kept));
    forEach(x, interior, kept, row, inner, at -> sum.combine(folded.code(), element(folded, at)));
    folded.findFirstZero(b, elements, sum, at -> forEach(x, interior, kept, row, inner, at));
    b.store(folded.to(), row, b.convert(folded.type(), sum.read()));
  }

  private Atom element(Folded folded, Position position) {
    return b.convert(folded.wide(), elements.at(folded.operand(), position));
  }

  /** All positions of one row, in order. */
  private void forEach(
      Value x,
      Optional<Interior> interior,
      List<Atom> kept,
      Atom row,
      List<Dim> inner,
      Consumer<Position> body) {
    if (elements.isFlat(x) && interior.isEmpty()) {
      Atom length = sizes.product(inner);
      Atom start = b.times(row, length);
      b.loop(length, i -> body.accept(new Position.Flat(b.plus(start, i))));
    } else {
      loops.nest(interior, kept, sizes.of(inner), all -> body.accept(new Position.Axes(all)));
    }
  }
}
