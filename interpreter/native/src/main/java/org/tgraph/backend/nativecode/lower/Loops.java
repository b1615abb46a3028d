package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
    fill(to, shape, zero(operand.type().dtype()));
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
  }
}
