package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.sort.ArgSort;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** Stable sorting along an axis, by merging runs that double in length. */
final class Sorting {
  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);

  private final Block block;
  private final LoopBuilder b;

  Sorting(Block block) {
    this.block = block;
    this.b = block.b;
  }

  void argsort(Buffer to, Equation equation, ArgSort sort) {
    Value x = equation.operands().get(0);
    Dim length = x.shape().dim(sort.axis());
    Shape line = Shape.of(length);
    Buffer keys = block.scratch(DType.I64, line, equation);
    Buffer order = block.scratch(DType.I64, line, equation);
    Buffer merged = block.scratch(DType.I64, line, equation);
    Atom n = block.sizes.of(length);
    b.kernel(() ->
        block.loops.nest(
            x.shape().with(sort.axis(), Dim.ONE).dims(),
            indices -> {
              b.loop(n, i -> b.store(order, i, i));
              for (Function<Atom, Atom> key : keys(x.type().dtype(), sort.descending())) {
                b.loop(
                    n,
                    i -> b.store(keys, i, key.apply(block.elements.at(x, at(indices, sort, i)))));
                merge(keys, order, merged, n);
              }
              b.loop(
                  n,
                  i -> {
                    Position place = new Position.Axes(at(indices, sort, i));
                    b.store(to, block.elements.flat(x.shape(), place), b.loadNow(order, i));
                  });
            }));
    for (Buffer memory : List.of(keys, order, merged)) {
      b.add(new Statement.Release(memory));
    }
  }

  private static List<Atom> at(List<Atom> indices, ArgSort sort, Atom i) {
    List<Atom> all = new ArrayList<>(indices);
    all.set(sort.axis(), i);
    return all;
  }

  /**
   * By what to sort, one after the other: complex numbers by the imaginary part, by the real one,
   * and those with a {@code nan} in the imaginary part before those with one in the real part.
   */
  private List<Function<Atom, Atom>> keys(DType type, boolean descending) {
    return type.isComplex()
        ? List.of(
            z -> key(ComplexNumbers.im(z), descending),
            z -> key(ComplexNumbers.re(z), descending),
            this::nans)
        : List.of(x -> key(x, descending));
  }

  private Atom nans(Atom z) {
    Atom re = b.convert(DType.I64, Pointwise.isNan(b, ComplexNumbers.re(z)));
    Atom im = b.convert(DType.I64, Pointwise.isNan(b, ComplexNumbers.im(z)));
    return b.plus(b.plus(re, re), im);
  }

  /**
   * A whole number that comes in the order where the element does: {@code nan} last, the zeros
   * equal. The bits of a double order like those of a whole number, but for negative ones.
   */
  private Atom key(Atom element, boolean descending) {
    DType type = element.type();
    if (!type.isFloat()) {
      Atom whole = b.convert(DType.I64, element);
      Atom key = type == DType.U64 ? b.let(Code.XOR, whole, Literal.of(Long.MIN_VALUE)) : whole;
      return descending ? b.let(Code.INVERT, key) : key;
    }
    Atom wide = b.convert(DType.F64, element);
    Atom zero = Literal.of(DType.F64, 0);
    Atom value = b.select(b.equal(wide, zero), zero, wide);
    Atom bits = b.let(Code.BITS, DType.I64, value);
    Atom sign = b.let(Code.SHIFT_RIGHT, bits, Literal.of(63));
    Atom key = b.let(Code.XOR, bits, b.let(Code.AND, sign, Literal.of(Long.MAX_VALUE)));
    Atom ordered = descending ? b.let(Code.INVERT, key) : key;
    return b.select(Pointwise.isNan(b, wide), Literal.of(Long.MAX_VALUE), ordered);
  }

  private void merge(Buffer keys, Buffer order, Buffer merged, Atom n) {
    Cell width = b.cell(ONE);
    whileBelow(
        width,
        n,
        run -> {
          Cell low = b.cell(ZERO);
          whileBelow(
              low,
              n,
              start -> {
                Atom middle = b.let(Code.MINIMUM, b.plus(start, run), n);
                Atom high = b.let(Code.MINIMUM, b.plus(middle, run), n);
                merge(keys, order, merged, new Atom[] {start, middle, high, n});
                b.add(new Statement.Write(low, high));
              });
          b.loop(n, i -> b.store(order, i, b.loadNow(merged, i)));
          b.add(new Statement.Write(width, b.plus(run, run)));
        });
  }

  private interface Step {
    void write(Atom now);
  }

  private void whileBelow(Cell cell, Atom limit, Step step) {
    Atom[] condition = new Atom[1];
    List<Statement> test = b.block(false, () -> condition[0] = b.less(b.read(cell), limit));
    List<Statement> body = b.block(false, () -> step.write(b.read(cell)));
    b.add(new Statement.While(test, condition[0], body));
  }

  /** Merges the runs before and after {@code bounds[1]}; of equal keys the left one is first. */
  private void merge(Buffer keys, Buffer order, Buffer merged, Atom[] bounds) {
    Atom middle = bounds[1];
    Atom high = bounds[2];
    Atom last = b.minus(bounds[3], ONE);
    Cell left = b.cell(bounds[0]);
    Cell right = b.cell(middle);
    b.loop(
        b.minus(high, bounds[0]),
        i -> {
          Atom l = b.read(left);
          Atom r = b.read(right);
          Atom first = b.loadNow(order, b.let(Code.MINIMUM, l, last));
          Atom second = b.loadNow(order, b.let(Code.MINIMUM, r, last));
          Atom above = b.less(b.loadNow(keys, second), b.loadNow(keys, first));
          Atom rightOver = b.not(b.less(r, high));
          Atom takesLeft = b.and(b.less(l, middle), b.or(rightOver, b.not(above)));
          b.store(merged, b.plus(bounds[0], i), b.select(takesLeft, first, second));
          Atom step = b.convert(DType.I64, takesLeft);
          b.add(new Statement.Write(left, b.plus(l, step)));
          b.add(new Statement.Write(right, b.plus(r, b.minus(ONE, step))));
        });
  }
}
