package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.type.DType;
import org.tgraph.type.Shape;

/** Does the equations of a group for a block of rows, one after the other, and then the next. */
final class RowBlockCode {
  private static final Literal ZERO = Literal.of(0);
  private static final Literal ONE = Literal.of(1);

  /** Each part has memory of its own for what is between. */
  private static final long PARTS = 32;

  /** The most rows in a block, a multiple of those in a tile. */
  private static final long MOST_ROWS = 128;

  /** About the most bytes of what is between: with the right factors they fit the second cache. */
  private static final long BYTES = 1 << 17;

  private final Block block;
  private final LoopBuilder b;
  private final RowBlocks.Group group;
  private final Shape rows;

  /** The rows of a matrix, and how many matrices there are. */
  private final Atom count;

  private final Atom batches;

  /** How many rows a block has, and how many blocks there are for a matrix. */
  private final Atom height;

  private final Atom blocks;
  private final Atom parts;

  /** What is there for some rows at a time, by the last value in it: for all parts. */
  private final Map<Value, Buffer> partial = new IdentityHashMap<>();

  private final Map<Value, Buffer> memory = new IdentityHashMap<>();
  private final Map<Equation, Panels> panels = new IdentityHashMap<>();

  RowBlockCode(Block block, RowBlocks.Group group) {
    this.block = block;
    this.b = block.b;
    this.group = group;
    this.rows = group.rows();
    this.count = block.sizes.of(rows.dim(rows.rank() - 1));
    this.batches = block.sizes.product(rows.slice(0, rows.rank() - 1).dims());
    this.height = height();
    this.blocks = Portions.count(b, count, height);
    Atom most = b.let(Code.MINIMUM, b.times(batches, blocks), Literal.of(PARTS));
    this.parts = b.let(Code.MAXIMUM, most, ONE);
    for (Equation member : group.members()) {
      if (member.op() instanceof MatMul) {
        DType type = member.result().type().dtype();
        Atom columns = columns(member.result());
        Factor right = Factor.of(block, member.operands().get(1), length(member), columns);
        panels.put(member, new Panels(b, type, right, batches));
      }
    }
  }

  /** How many products each element of a product of matrices is the sum of. */
  private Atom length(Equation product) {
    Value left = product.operands().get(0);
    return block.sizes.of(left.shape().dim(left.rank() - 1));
  }

  /** The left factor, which may be what is there for some rows. */
  private Factor left(Equation product) {
    return new Factor(b, block.memory(product.operands().get(0)), false, count, length(product));
  }

  private Atom height() {
    Atom widest = ONE;
    // In the order of the members, so that the code is the same each time.
    for (Equation member : group.members()) {
      Value value = member.result();
      if (group.partial().containsKey(value)) {
        Literal bytes = Literal.of(value.type().dtype().bytes());
        widest = b.let(Code.MAXIMUM, widest, b.times(columns(value), bytes));
      }
    }
    Literal tile = Literal.of(Statement.Tile.ROWS);
    // Of sizes that no memory has, the product may be 0.
    Atom line = b.let(Code.MAXIMUM, b.times(widest, tile), ONE);
    Atom tiles = b.let(Code.UNSIGNED_QUOTIENT, Literal.of(BYTES), line);
    Atom some = b.let(Code.MINIMUM, b.times(tiles, tile), Literal.of(MOST_ROWS));
    return b.let(Code.MAXIMUM, some, tile);
  }

  private Atom columns(Value value) {
    return block.sizes.of(value.shape().dim(rows.rank()));
  }

  private boolean isWide(Value value) {
    return value.rank() > rows.rank();
  }

  /** The memory of a member's result, or that for a few of its rows. */
  Buffer memory(Value value) {
    return memory.get(value);
  }

  /**
   * Whether what is between is large, and larger than the right factors, which are copied, and
   * there is something to add up.
   */
  Atom pays() {
    Atom between = ZERO;
    Atom factors = ZERO;
    Atom all = Literal.TRUE;
    for (Equation member : group.members()) {
      Value result = member.result();
      if (group.partial().get(result) == result) {
        between = b.plus(between, block.sizes.product(result.shape().dims()));
      }
      if (member.op() instanceof MatMul) {
        factors = b.plus(factors, panels.get(member).elements());
        all = b.and(all, b.less(ZERO, length(member)));
      }
    }
    Atom most = b.times(Literal.of(RowBlocks.TIMES), factors);
    Atom isLarge = b.not(b.less(between, Literal.of(RowBlocks.LEAST)));
    return b.and(all, b.and(isLarge, b.not(b.less(between, most))));
  }

  void lower() {
    List<Buffer> scratch = new ArrayList<>();
    Atom work = ZERO;
    for (Equation member : group.members()) {
      Value result = member.result();
      memory.put(result, allocate(member, scratch));
      Atom elements = block.sizes.product(result.shape().dims());
      if (member.op() instanceof MatMul) {
        scratch.add(panels.get(member).fill(block, member));
        Atom length = b.let(Code.MINIMUM, length(member), Literal.of(1024));
        elements = b.times(elements, length);
      }
      work = b.plus(work, elements);
    }
    Atom all = b.times(batches, blocks);
    b.sharedKernel(
        work,
        () ->
            Portions.eachIn(
                b,
                parts,
                all,
                (part, number) ->
                    Portions.of(
                        b,
                        number,
                        blocks,
                        count,
                        height,
                        (batch, first, some) -> rows(part, batch, first, some))));
    group.partial().keySet().forEach(v -> block.set(v, null));
    scratch.forEach(m -> b.add(new Statement.Release(m)));
  }

  private Buffer allocate(Equation member, List<Buffer> scratch) {
    Value result = member.result();
    Value last = group.partial().get(result);
    if (last == null) {
      Buffer memory = block.allocate(result, member);
      block.set(result, null);
      return memory;
    }
    return partial.computeIfAbsent(
        last,
        v -> {
          Buffer memory =
              block.scratch(result.type().dtype(), List.of(parts, height, columns(result)), member);
          scratch.add(memory);
          return memory;
        });
  }

  /** All that is done for one block of rows. */
  private void rows(Atom part, Atom batch, Atom first, Atom some) {
    Atom row = b.plus(b.times(batch, count), first);
    Shape outer = rows.slice(0, rows.rank() - 1);
    List<Atom> indices = block.elements.axes(outer, new Position.Flat(batch));
    List<Equation> waiting = new ArrayList<>();
    for (Equation member : group.members()) {
      if (member.op() instanceof MatMul) {
        each(waiting, part, row, indices, first, some);
        Buffer to = place(member.result(), part, row);
        Panels right = panels.get(member);
        Atom target = b.times(row, columns(member.result()));
        right.product(to, left(member), batch, first, some, ZERO, right.across(), target);
        block.set(member.result(), to);
      } else {
        waiting.add(member);
      }
    }
    each(waiting, part, row, indices, first, some);
    group.members().forEach(m -> block.set(m.result(), memory.get(m.result())));
  }

  /** The memory of a result, under the numbers that its elements have in the whole. */
  private Buffer place(Value result, Atom part, Atom row) {
    Buffer to = memory.get(result);
    if (!group.partial().containsKey(result)) {
      return to;
    }
    Atom columns = columns(result);
    return b.window(to, b.times(part, b.times(height, columns)), b.times(row, columns));
  }

  /** What is no product, all of one row after the other, so that the row is in the first cache. */
  private void each(
      List<Equation> members, Atom part, Atom row, List<Atom> indices, Atom first, Atom some) {
    List<Buffer> places = members.stream().map(m -> place(m.result(), part, row)).toList();
    if (!members.isEmpty()) {
      b.loop(
          some,
          i -> {
            List<Atom> at = new ArrayList<>(indices);
            at.add(b.plus(first, i));
            for (int k = 0; k < members.size(); k++) {
              row(places.get(k), members.get(k), at);
              block.set(members.get(k).result(), places.get(k));
            }
          });
    }
    members.clear();
  }

  /** One row of what is not a product. */
  private void row(Buffer to, Equation member, List<Atom> at) {
    if (member.op() instanceof Reduction) {
      new Reductions(block).row(new Folded(member, to), at);
    } else if (isWide(member.result())) {
      b.loop(
          columns(member.result()),
          column -> {
            List<Atom> all = new ArrayList<>(at);
            all.add(column);
            element(to, member, all);
          });
    } else {
      element(to, member, at);
    }
  }

  private void element(Buffer to, Equation member, List<Atom> indices) {
    Position at = new Position.Axes(indices);
    Atom value = block.elements.compute(member, at);
    b.store(to, block.elements.flat(member.result().shape(), at), value);
  }
}
