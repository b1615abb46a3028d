package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/**
 * The memory of what a loop of the graph hands from step to step. The old values are needed to the
 * end of a step, so there is memory for the next ones too, but for what a step changes in place.
 * Few numbers are on the stack, where LLVM makes registers of them, and copied; of many, the two
 * memories change places.
 */
final class Carries {
  /** Up to so many numbers are few. */
  private static final int FEW = 64;

  private final Block block;
  private final LoopBuilder b;
  private final List<Carry> carries = new ArrayList<>();

  /** Whether what changes places has changed an odd number of times. */
  private final Cell isSwapped;

  private final List<Value> sums = new ArrayList<>();

  /** Whether no step was made, where sums are. */
  private final Optional<Cell> isFirst;

  /**
   * @param now the memory of the values now, or a place that holds it
   * @param next the same of the next values
   * @param second the other memory than that of the result, to be released
   */
  private record Carry(Value result, Kind kind, Buffer now, Buffer next, Buffer second) {}

  private enum Kind {
    FEW,
    MANY,
    IN_PLACE
  }

  /** Carries with their first values, which are the first operands of the equation. */
  Carries(Block block, Equation equation, int count, BlockPlan step) {
    this.block = block;
    this.b = block.b;
    for (int i = 0; i < count; i++) {
      Value result = equation.results().get(i);
      TensorType type = result.type();
      Buffer memory = block.allocate(result, equation);
      Value start = equation.operands().get(i);
      boolean isThere = block.isOver(start, result);
      if (!isFew(type.shape()) && step.isInPlace(i)) {
        if (!isThere) {
          block.copy(memory, start);
        }
        step.sum(i).ifPresent(sums::add);
        carries.add(new Carry(result, Kind.IN_PLACE, memory, memory, memory));
        continue;
      }
      Buffer second = block.scratch(type.dtype(), type.shape(), equation);
      if (isFew(type.shape())) {
        Buffer now = block.scratch(type.dtype(), type.shape(), equation);
        block.copy(now, start);
        carries.add(new Carry(result, Kind.FEW, now, second, second));
      } else {
        if (!isThere) {
          block.copy(memory, start);
        }
        carries.add(new Carry(result, Kind.MANY, b.hold(memory), b.hold(second), second));
      }
    }
    this.isSwapped = b.cell(Literal.FALSE);
    this.isFirst = sums.isEmpty() ? Optional.empty() : Optional.of(b.cell(Literal.TRUE));
  }

  /** For the first sums in place of states, whether zeros may have a sign: in the first step. */
  Map<Value, Cell> signs() {
    Map<Value, Cell> signs = new IdentityHashMap<>();
    sums.forEach(v -> signs.put(v, isFirst.orElseThrow()));
    return signs;
  }

  private static boolean isFew(Shape shape) {
    double count = 1;
    for (Dim dim : shape.dims()) {
      count *= dim.constant().orElse(Long.MAX_VALUE);
    }
    return count <= FEW;
  }

  /** Whether all are few, and copied from step to step. */
  boolean areFew() {
    return carries.stream().allMatch(c -> c.kind == Kind.FEW);
  }

  private Buffer view(Carry carry, Buffer memory) {
    return carry.kind == Kind.MANY ? b.held(memory) : b.view(memory, Literal.of(0));
  }

  /** The memory of the values now, under names of the block that is being written. */
  List<Buffer> now() {
    return carries.stream().map(c -> view(c, c.now)).toList();
  }

  /**
   * The same of the next values.
   *
   * @param now those of the values now, which what is done in place has too
   */
  List<Buffer> next(List<Buffer> now) {
    List<Buffer> next = new ArrayList<>();
    for (int i = 0; i < carries.size(); i++) {
      Carry carry = carries.get(i);
      next.add(carry.kind == Kind.IN_PLACE ? now.get(i) : view(carry, carry.next));
    }
    return next;
  }

  private void copy(Buffer to, Buffer from, Value value) {
    b.add(new Statement.Copy(to, from, block.sizes.product(value.shape().dims())));
  }

  /** The next values become those now. */
  void step() {
    for (Carry carry : carries) {
      switch (carry.kind) {
        case FEW -> copy(carry.now, carry.next, carry.result);
        case MANY -> b.add(new Statement.Swap(carry.now, carry.next));
        case IN_PLACE -> {}
      }
    }
    b.add(new Statement.Write(isSwapped, b.not(b.read(isSwapped))));
    isFirst.ifPresent(c -> b.write(c, Literal.FALSE));
  }

  /** After the loop: the results are the values now, in their own memory. */
  void finish() {
    for (Carry carry : carries) {
      Buffer memory = block.memory(carry.result);
      if (carry.kind == Kind.IN_PLACE) {
        continue;
      }
      if (carry.kind == Kind.FEW) {
        copy(memory, carry.now, carry.result);
        b.add(new Statement.Release(carry.now));
      } else {
        b.branch(b.read(isSwapped), () -> copy(memory, carry.second, carry.result), () -> {});
      }
      b.add(new Statement.Release(carry.second));
    }
  }
}
