package org.tgraph.backend.nativecode.lower;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Coerce;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Pad;
import org.tgraph.op.layout.Require;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.type.Dim;

/**
 * What an equation reads of values in memory for the elements of its result with one index on some
 * axis: of some those with the same index on the same axis, of others anything. Those with one
 * index on the first axis are a row.
 */
final class RowReads {
  /** Any elements. */
  private static final int ANY = -1;

  private record Seen(Value value, int axis) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Seen seen && seen.value == value && seen.axis == axis;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(value) + axis;
    }
  }

  private final int wanted;
  private final Set<Value> kept;
  private final Map<Value, Equation> definitions;
  private final Set<Seen> seen = new HashSet<>();

  /** Values of which the same row is read, and those of which others are too. */
  final Set<Value> rows = Collections.newSetFromMap(new IdentityHashMap<>());

  final Set<Value> others = Collections.newSetFromMap(new IdentityHashMap<>());

  RowReads(Equation equation, int axis, Set<Value> kept, Map<Value, Equation> definitions) {
    this.wanted = axis;
    this.kept = kept;
    this.definitions = definitions;
    operands(equation, axis);
  }

  private void operands(Equation equation, int axis) {
    for (int i = 0; i < equation.operands().size(); i++) {
      read(equation.operands().get(i), axis == ANY ? ANY : axis(equation, i, axis));
    }
  }

  private void read(Value value, int axis) {
    Equation definition = definitions.get(value);
    if (kept.contains(value) || definition == null) {
      (axis == wanted ? rows : others).add(value);
    } else if (seen.add(new Seen(value, axis))) {
      operands(definition, axis);
    }
  }

  /** The axis of an operand on which the index is that on an axis of the result. */
  private static int axis(Equation equation, int operand, int axis) {
    Value x = equation.operands().get(operand);
    Op op = equation.op();
    return switch (op) {
      case Reduction r -> r.axes().stream().anyMatch(a -> a <= axis) ? ANY : axis;
      case Broadcast b -> {
        int from = b.axes().indexOf(axis);
        yield from < 0 || x.shape().dim(from).is(1) ? ANY : from;
      }
      case Reshape r -> reshaped(x.shape().dims(), r.shape().dims(), axis);
      case Transpose t -> t.axes().get(axis);
      case Slice s -> s.starts().get(axis).is(0) && s.steps().get(axis) == 1 ? axis : ANY;
      case Gather g when axis < g.batch() -> axis;
      case Gather g -> operand > 0 && axis < x.rank() ? axis : ANY;
      case Concat c -> c.axis() == axis ? ANY : axis;
      case Pad p ->
          p.low().get(axis).is(0) && p.high().get(axis).is(0) && p.interior().get(axis) == 0
              ? axis
              : ANY;
      case Coerce c -> axis;
      case Require r -> operand == 0 ? axis : ANY;
      default -> Pointwise.rule(op).isPresent() ? axis : ANY;
    };
  }

  /** Rows stay rows where the first axis does; axes of size 1 come and go. */
  private static int reshaped(List<Dim> from, List<Dim> to, int axis) {
    if (to.get(axis).is(1)) {
      return ANY;
    }
    if (axis == 0 && !from.isEmpty() && from.get(0).equals(to.get(0))) {
      return 0;
    }
    long before = to.subList(0, axis).stream().filter(d -> !d.is(1)).count();
    if (!from.stream()
        .filter(d -> !d.is(1))
        .toList()
        .equals(to.stream().filter(d -> !d.is(1)).toList())) {
      return ANY;
    }
    for (int i = 0; i < from.size(); i++) {
      if (!from.get(i).is(1) && before-- == 0) {
        return i;
      }
    }
    return ANY;
  }
}
