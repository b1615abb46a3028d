package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.index.LastWrite;
import org.tgraph.op.index.Nonzero;
import org.tgraph.op.index.RepeatedPlaces;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.type.DType;
import org.tgraph.type.Shape;

/** The operations that write where index tensors say, and the one that makes such tensors. */
final class Indexing {
  private final Block block;
  private final LoopBuilder b;
  private final Elements elements;

  Indexing(Block block) {
    this.block = block;
    this.b = block.b;
    this.elements = block.elements;
  }

  /** In the order of the updates, since rounding depends on it. */
  void scatterAdd(Buffer to, Equation equation, ScatterAdd scatter) {
    DType type = equation.result().type().dtype();
    block.loops.fill(to, equation.result().shape(), Loops.zero(type));
    add(to, equation, scatter, false);
  }

  /** The same to what is there already, or from it. */
  void add(Buffer to, Equation equation, ScatterAdd scatter, boolean isNegative) {
    Shape shape = equation.result().shape();
    Value updates = equation.operands().get(0);
    int rank = equation.operands().get(1).rank();
    b.kernel(() ->
        block.loops.nest(
            updates.shape().dims(),
            indices -> {
              List<Atom> target = new ArrayList<>(indices.subList(0, scatter.batch()));
              for (int k = 0; k < scatter.count(); k++) {
                Atom index = elements.at(equation.operands().get(1 + k), indices.subList(0, rank));
                target.add(elements.fromStart(index, shape.dim(scatter.batch() + k)));
              }
              target.addAll(indices.subList(rank, indices.size()));
              Atom at = elements.flat(shape, new Position.Axes(target));
              Atom more = elements.at(updates, indices);
              Atom before = b.loadNow(to, at);
              // Among zeros, so that there is none with a sign.
              Atom sum = b.plus(Loops.zero(more.type()), more);
              b.store(to, at, isNegative ? b.minus(before, sum) : b.plus(before, more));
            }));
  }

  void lastWrite(Buffer to, Equation equation, LastWrite write) {
    Shape shape = equation.result().shape();
    Value positions = equation.operands().get(0);
    block.loops.fill(to, shape, Literal.of(-1));
    b.kernel(() ->
        block.loops.nest(
            positions.shape().dims(),
            indices -> {
              List<Atom> target = new ArrayList<>(indices.subList(0, write.batch()));
              target.add(elements.at(positions, indices));
              Atom at = elements.flat(shape, new Position.Axes(target));
              b.store(to, at, indices.get(write.batch()));
            }));
  }

  /** Counts, and then writes the positions down. */
  void nonzero(Equation equation, Nonzero nonzero) {
    Value x = equation.operands().get(0);
    Buffer counted = block.scratch(DType.I64, Shape.SCALAR, equation);
    b.kernel(() -> {
      Cell count = b.cell(Literal.of(0));
      block.loops.nest(
          x.shape().dims(),
          at ->
              b.add(
                  new Statement.Combine(count, Code.ADD, b.convert(DType.I64, isNonzero(x, at)))));
      b.store(counted, Literal.of(0), b.read(count));
    });
    block.sizes.define(nonzero.count(), b.loadNow(counted, Literal.of(0)));
    b.add(new Statement.Release(counted));
    List<Buffer> results = new ArrayList<>();
    equation.results().forEach(v -> results.add(block.allocate(v, equation)));
    b.kernel(() -> {
      Cell found = b.cell(Literal.of(0));
      block.loops.nest(
          x.shape().dims(),
          at -> {
            Atom holds = isNonzero(x, at);
            b.branch(
                holds,
                () -> {
                  Atom to = b.read(found);
                  for (int axis = 0; axis < results.size(); axis++) {
                    b.store(results.get(axis), to, at.get(axis));
                  }
                  b.add(new Statement.Write(found, b.plus(to, Literal.of(1))));
                },
                () -> {});
          });
    });
  }

  /** Adds the numbers up, and then writes each place down as often as its number says. */
  void repeated(Equation equation, RepeatedPlaces repeated) {
    Value repeats = equation.operands().get(0);
    Buffer counted = block.scratch(DType.I64, Shape.of(2), equation);
    b.kernel(() -> {
      Cell count = b.cell(Literal.of(0));
      Cell most = b.cell(Literal.of(0));
      block.loops.nest(
          repeats.shape().dims(),
          at -> {
            Atom times = elements.at(repeats, at);
            b.add(new Statement.Combine(count, Code.ADD, times));
            b.add(new Statement.Combine(most, Code.MAXIMUM, times));
          });
      b.store(counted, Literal.of(0), b.read(count));
      b.store(counted, Literal.of(1), b.read(most));
    });
    Atom total = b.loadNow(counted, Literal.of(0));
    block.sizes.define(repeated.count(), total);
    // So that the sum has not wrapped around unless it is larger than any memory.
    Atom most = b.loadNow(counted, Literal.of(1));
    block.checks.fits(equation, block.sizes.of(repeats.shape().dims()), most);
    b.add(new Statement.Release(counted));
    Buffer to = block.allocate(equation.result(), equation);
    b.kernel(() -> {
      Cell found = b.cell(Literal.of(0));
      block.loops.nest(
          repeats.shape().dims(),
          at ->
              b.loop(
                  elements.at(repeats, at),
                  k -> {
                    Atom next = b.read(found);
                    b.store(to, next, at.get(0));
                    b.add(new Statement.Write(found, b.plus(next, Literal.of(1))));
                  }));
    });
  }

  private Atom isNonzero(Value x, List<Atom> at) {
    return b.convert(DType.BOOL, elements.at(x, at));
  }
}
