package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Equation;
import org.tgraph.op.index.LastWrite;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.layout.Concat;
import org.tgraph.type.Shape;

/** Writes elements among others, which are there already or are copied before. */
final class ElementUpdates {
  private final Block block;
  private final LoopBuilder b;

  ElementUpdates(Block block) {
    this.block = block;
    this.b = block.b;
  }

  void lower(Buffer to, Equation equation, Update update) {
    switch (update) {
      case Update.Setting s -> set(to, equation, s);
      case Update.Sum s -> {
        new Indexing(block).add(to, s.places(), (ScatterAdd) s.places().op(), s.isNegative());
        block
            .mayHaveSigns(equation.result())
            .ifPresent(c -> b.branch(b.read(c), () -> withoutSigns(to, s), () -> {}));
      }
      case Update.Stretches s -> {
        boolean isThere = block.memory(s.base()) == to;
        block.loops.concat(
            to, equation, (Concat) equation.op(), i -> !isThere || s.written().contains(i));
      }
    }
    // What was loaded from it was another value.
    b.forget(to);
  }

  /** What nothing is added to is a sum with a zero too, which is no zero with a sign. */
  private void withoutSigns(Buffer to, Update.Sum update) {
    Atom zero = Loops.zero(update.type());
    Atom count = block.sizes.product(update.base().shape().dims());
    b.kernel(() -> b.loop(count, at -> b.store(to, at, b.plus(b.loadNow(to, at), zero))));
  }

  private void set(Buffer to, Equation equation, Update.Setting update) {
    Buffer from = block.memory(update.base());
    if (from == null) {
      block.loops.fill(to, block.definition(update.base()));
    } else if (from != to) {
      b.add(new Statement.Copy(to, from, block.sizes.product(equation.result().shape().dims())));
    }
    Shape positions = update.positions().shape();
    Atom size = block.sizes.of(((LastWrite) update.places().op()).size());
    int batch = update.batch();
    b.kernel(() ->
        block.loops.nest(
            positions.dims(),
            indices -> {
              List<Atom> batches = indices.subList(0, batch);
              Atom position = block.elements.at(update.positions(), indices);
              Atom first =
                  block.elements.flat(positions.slice(0, batch), new Position.Axes(batches));
              b.store(to, b.plus(b.times(first, size), position), source(update, indices));
            }));
  }

  private Atom source(Update.Setting update, List<Atom> indices) {
    if (!update.isTable()) {
      int rank = update.source().rank();
      return block.elements.at(update.source(), Collections.nCopies(rank, Literal.of(0)));
    }
    List<Atom> at = new ArrayList<>(indices);
    at.set(update.batch(), b.plus(indices.get(update.batch()), Literal.of(1)));
    return block.elements.at(update.source(), at);
  }
}
