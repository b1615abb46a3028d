package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Pad;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** Loops that fill the memory of a value, element by element. */
final class Loops {
  private final LoopBuilder b;
  private final SizeCode sizes;
  private final Elements elements;

  Loops(LoopBuilder b, SizeCode sizes, Elements elements) {
    this.b = b;
    this.sizes = sizes;
    this.elements = elements;
  }

  /** A loop for each of the axes, the last one innermost. */
  void nest(List<Dim> dims, Consumer<List<Atom>> body) {
    nest(dims, new ArrayList<>(), body);
  }

  private void nest(List<Dim> dims, List<Atom> outer, Consumer<List<Atom>> body) {
    if (outer.size() == dims.size()) {
      body.accept(List.copyOf(outer));
      return;
    }
    b.loop(
        sizes.of(dims.get(outer.size())),
        index -> {
          List<Atom> all = new ArrayList<>(outer);
          all.add(index);
          nest(dims, all, body);
        });
  }

  /** The result of an elementwise equation. */
  void fill(Buffer to, Equation equation) {
    Shape shape = equation.result().shape();
    if (elements.isFlat(equation)) {
      b.sharedKernel(
          sizes.product(shape.dims()),
          () ->
              b.loop(
                  sizes.product(shape.dims()),
                  i -> b.store(to, i, elements.compute(equation, new Position.Flat(i)))));
    } else {
      b.sharedKernel(
          sizes.product(shape.dims()),
          () ->
              nest(
                  shape.dims(),
                  indices -> {
                    Position position = new Position.Axes(indices);
                    b.store(
                        to, elements.flat(shape, position), elements.compute(equation, position));
                  }));
    }
  }

  /** The same number everywhere. */
  void fill(Buffer to, Shape shape, Atom value) {
    b.kernel(() -> b.loop(sizes.product(shape.dims()), i -> b.store(to, i, value)));
  }

  static Atom zero(DType type) {
    Literal zero = new Literal(type.part(), 0);
    return type.isComplex() ? new Pair(zero, zero) : zero;
  }

  /** Each operand goes to its place along the axis. */
  void concat(Buffer to, Equation equation, Concat concat) {
    Shape shape = equation.result().shape();
    Dim start = Dim.ZERO;
    for (Value operand : equation.operands()) {
      Dim before = start;
      b.kernel(() ->
          nest(
              operand.shape().dims(),
              indices -> {
                List<Atom> target = new ArrayList<>(indices);
                target.set(concat.axis(), b.plus(indices.get(concat.axis()), sizes.of(before)));
                b.store(
                    to,
                    elements.flat(shape, new Position.Axes(target)),
                    elements.at(operand, indices));
              }));
      start = start.plus(operand.shape().dim(concat.axis()));
    }
  }

  /** Zeros, and the elements among them. */
  void pad(Buffer to, Equation equation, Pad pad) {
    Shape shape = equation.result().shape();
    Value operand = equation.operands().get(0);
    Atom zero = zero(operand.type().dtype());
    if (hasGaps(pad)) {
      fill(to, shape, zero);
      b.kernel(() ->
          nest(
              operand.shape().dims(),
              indices -> {
                List<Atom> target = new ArrayList<>();
                for (int axis = 0; axis < indices.size(); axis++) {
                  Atom step = Literal.of(1 + pad.interior().get(axis));
                  Atom offset = b.times(indices.get(axis), step);
                  target.add(b.plus(sizes.of(pad.low().get(axis)), offset));
                }
                b.store(
                    to,
                    elements.flat(shape, new Position.Axes(target)),
                    elements.at(operand, indices));
              }));
      return;
    }
    Shape rows = shape.slice(0, shape.rank() - 1);
    Atom length = sizes.of(shape.dim(rows.rank()));
    b.sharedKernel(
        sizes.product(shape.dims()),
        () ->
            nest(
                rows.dims(),
                row -> {
                  Atom start = b.times(elements.flat(rows, new Position.Axes(row)), length);
                  Runnable within = () -> row(to, start, row, operand, pad, zero);
                  Runnable outside = () -> b.loop(length, i -> b.store(to, b.plus(start, i), zero));
                  Atom isWithin = isWithin(row, operand.shape(), pad);
                  if (isWithin.equals(Literal.TRUE)) {
                    within.run();
                  } else {
                    b.branch(isWithin, within, outside);
                  }
                }));
  }

  /** Whether there is more than zeros around the elements: some between them, or fewer elements. */
  private static boolean hasGaps(Pad pad) {
    return pad.low().isEmpty()
        || pad.interior().stream().anyMatch(i -> i != 0)
        || Stream.concat(pad.low().stream(), pad.high().stream())
            .anyMatch(d -> d.constant().orElse(-1) < 0);
  }

  /** Whether there are elements in a row of the result. */
  private Atom isWithin(List<Atom> row, Shape shape, Pad pad) {
    Atom within = Literal.TRUE;
    for (int axis = 0; axis < row.size(); axis++) {
      Atom low = sizes.of(pad.low().get(axis));
      Atom end = b.plus(low, sizes.of(shape.dim(axis)));
      within = b.and(within, b.not(b.less(row.get(axis), low)));
      within = b.and(within, b.less(row.get(axis), end));
    }
    return within;
  }

  /** A row of the result with elements in it, from the place {@code start} on. */
  private void row(Buffer to, Atom start, List<Atom> row, Value operand, Pad pad, Atom zero) {
    int last = row.size();
    Atom low = sizes.of(pad.low().get(last));
    Atom count = sizes.of(operand.shape().dim(last));
    List<Atom> from = new ArrayList<>();
    for (int axis = 0; axis < last; axis++) {
      from.add(b.minus(row.get(axis), sizes.of(pad.low().get(axis))));
    }
    b.loop(low, i -> b.store(to, b.plus(start, i), zero));
    Atom first = b.plus(start, low);
    b.loop(
        count,
        i -> {
          List<Atom> at = new ArrayList<>(from);
          at.add(i);
          b.store(to, b.plus(first, i), elements.at(operand, at));
        });
    Atom rest = b.plus(first, count);
    b.loop(sizes.of(pad.high().get(last)), i -> b.store(to, b.plus(rest, i), zero));
  }
}
