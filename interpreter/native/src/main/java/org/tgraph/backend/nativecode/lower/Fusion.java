package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.create.Constant;
import org.tgraph.op.create.Iota;
import org.tgraph.op.create.SizeOf;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Coerce;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Pad;
import org.tgraph.op.layout.Require;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Comparison;
import org.tgraph.op.pointwise.Maximum;
import org.tgraph.op.pointwise.Minimum;
import org.tgraph.op.pointwise.Remainder;
import org.tgraph.op.pointwise.Subtract;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * Which values of a graph are kept in memory; the others are computed, element by element, where
 * they are used. A value is kept if the graph gives it back, if what uses it needs it whole, or if
 * more than one loop would compute it again at some cost. What only moves elements costs nothing.
 */
final class Fusion {
  /** The cost in additions up to which an element is rather computed again than kept. */
  private static final int CHEAP = 2;

  /** The same for what several loops would compute: so much all of them but one. */
  private static final int AGAIN = 6;

  /** The cost from which on a value is kept, so that no expression grows without end. */
  private static final int LARGE = 600;

  private final Map<Value, List<Equation>> uses = new IdentityHashMap<>();
  private final Map<Value, Integer> costs = new IdentityHashMap<>();

  /** For a value that is not kept, the loop that computes it, and the way it is read there. */
  private final Map<Value, Object> readers = new IdentityHashMap<>();

  /** What is put together, or made of such values on the way. */
  private final Set<Value> ends = Collections.newSetFromMap(new IdentityHashMap<>());

  /** What is arithmetic of indices. */
  private final Set<Value> indices = Collections.newSetFromMap(new IdentityHashMap<>());

  /** That in which the numbers of elements are. */
  private final Set<Value> numbered = Collections.newSetFromMap(new IdentityHashMap<>());

  /** The numbers of elements, and what is a few more or less. */
  private final Set<Value> shifted = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<Value> kept = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Reductions that are made in one loop. */
  private final SharedPasses passes;

  private Fusion(SharedPasses passes) {
    this.passes = passes;
  }

  /** What several reductions read is not kept for them, where they can be made in one loop. */
  static Set<Value> kept(Graph graph, Map<Value, Equation> definitions) {
    if (graph.body().stream().filter(Reductions::isSharable).count() < 2) {
      return kept(graph, SharedPasses.none());
    }
    Set<Value> kept = kept(graph, SharedPasses.none());
    for (int i = 0; i < 2; i++) {
      SharedPasses passes = SharedPasses.of(graph, kept, definitions);
      if (!passes.isAny()) {
        return kept;
      }
      kept = kept(graph, passes);
    }
    return kept;
  }

  private static Set<Value> kept(Graph graph, SharedPasses passes) {
    Fusion fusion = new Fusion(passes);
    for (Equation equation : graph.body()) {
      equation.operands().forEach(v -> fusion.uses.computeIfAbsent(v, k -> new ArrayList<>()));
      Set<Value> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
      distinct.addAll(equation.operands());
      distinct.forEach(v -> fusion.uses.get(v).add(equation));
      fusion.countCost(equation);
    }
    fusion.kept.addAll(graph.outputs());
    List<Equation> backwards = new ArrayList<>(graph.body());
    Collections.reverse(backwards);
    backwards.forEach(fusion::decide);
    return fusion.kept;
  }

  /** Whether single elements of its result can be computed. */
  private static boolean isElementwise(Equation equation) {
    Op op = equation.op();
    return !Lowerings.isHosted(equation) && (isElementwise(op) || hasInterior(equation));
  }

  /**
   * Whether it is put together so that nearly all of its elements are those of one operand: then
   * they are read there, and only in loops over the ends of an axis it is asked which they are.
   */
  private static boolean hasInterior(Equation equation) {
    Shape shape = equation.result().shape();
    return switch (equation.op()) {
      case Concat c ->
          !isFew(shape.dim(c.axis()))
              && equation.operands().stream().filter(x -> !isFew(x.shape().dim(c.axis()))).count()
                  <= 1;
      case Pad p -> {
        boolean has = shape.rank() > 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
          Dim behind = shape.dim(axis).minus(p.low().get(axis));
          Dim end = shape.dim(axis).minus(p.high().get(axis));
          has &= p.interior().get(axis) == 0;
          has &= isFew(p.low().get(axis)) || isFew(behind);
          has &= isFew(p.high().get(axis)) || isFew(end);
        }
        yield has && shape.dims().stream().noneMatch(Fusion::isFew);
      }
      default -> false;
    };
  }

  private static boolean isFew(Dim size) {
    OptionalLong known = size.constant();
    return known.isPresent() && Interior.isFew(known.getAsLong());
  }

  static boolean isElementwise(Op op) {
    return op instanceof Constant
        || op instanceof Iota
        || op instanceof SizeOf
        || moves(op)
        || Pointwise.rule(op).isPresent();
  }

  /** Whether its elements are elements of its first operand. */
  private static boolean moves(Op op) {
    return op instanceof Broadcast
        || op instanceof Reshape
        || op instanceof Transpose
        || op instanceof Slice
        || op instanceof Gather
        || op instanceof Coerce
        || op instanceof Require;
  }

  private void countCost(Equation equation) {
    if (!isElementwise(equation)) {
      return;
    }
    int cost = isOfIndices(equation) ? 0 : Pointwise.cost(equation.op());
    for (Value operand : equation.operands()) {
      cost += costs.getOrDefault(operand, 0);
    }
    if (cost > LARGE) {
      kept.add(equation.result());
    }
    costs.put(equation.result(), cost > LARGE ? 0 : cost);
    if (hasInterior(equation) || equation.operands().stream().anyMatch(ends::contains)) {
      ends.add(equation.result());
    }
  }

  /**
   * Whether it is arithmetic of indices, which in the inner part of loops takes nothing: beside the
   * numbers of elements it has only sizes, and numbers that are known.
   */
  private boolean isOfIndices(Equation equation) {
    Op op = equation.op();
    boolean of =
        switch (op) {
          case Iota i -> true;
          case SizeOf s -> true;
          case Constant c -> c.value().rank() == 0;
          case Remainder r ->
              shifted.contains(equation.operands().get(0))
                  && !numbered.contains(equation.operands().get(1));
          default ->
              moves(op) && !(op instanceof Gather)
                  || op instanceof Add
                  || op instanceof Subtract
                  || op instanceof Maximum
                  || op instanceof Minimum
                  || op instanceof Comparison;
        };
    of &=
        equation.operands().stream()
            .allMatch(v -> v.type().dtype() == DType.I64 && indices.contains(v));
    if (of) {
      Value result = equation.result();
      indices.add(result);
      if (op instanceof Iota || equation.operands().stream().anyMatch(numbered::contains)) {
        numbered.add(result);
      }
      if (isShifted(equation)) {
        shifted.add(result);
      }
    }
    return of;
  }

  /** Whether it is the number of the element, and a few more or less. */
  private boolean isShifted(Equation equation) {
    return switch (equation.op()) {
      case Iota i -> true;
      case Constant c ->
          c.value().dtype() == DType.I64 && Interior.isFew(Math.abs(c.value().getLong(0)));
      case Op op when op instanceof Broadcast || op instanceof Add || op instanceof Subtract ->
          shifted.containsAll(equation.operands());
      default -> false;
    };
  }

  /** Whether shapes are the same but for axes of size 1. */
  private static boolean isSame(Shape x, Shape y) {
    return x.dims().stream()
        .filter(d -> !d.is(1))
        .toList()
        .equals(y.dims().stream().filter(d -> !d.is(1)).toList());
  }

  private void decide(Equation equation) {
    Op op = equation.op();
    if (!isElementwise(equation) || op instanceof Constant c && c.value().rank() > 0) {
      kept.addAll(equation.results());
      return;
    }
    Value value = equation.result();
    if (kept.contains(value)) {
      return;
    }
    if (Products.isTransposed(equation)
        && uses.getOrDefault(value, List.of()).stream().allMatch(u -> u.op() instanceof MatMul)) {
      // A product takes what is transposed as it is in memory.
      kept.addAll(equation.operands());
      return;
    }
    Set<Object> ways = new HashSet<>();
    boolean needed = false;
    for (Equation use : uses.getOrDefault(value, List.of())) {
      needed |= isNeededWhole(use, value);
      ways.add(way(use));
    }
    int cost = costs.get(value);
    if (needed || cost > CHEAP && cost * (ways.size() - 1) > AGAIN) {
      kept.add(value);
    } else {
      readers.put(value, ways.isEmpty() ? equation : ways.iterator().next());
    }
  }

  private boolean isNeededWhole(Equation use, Value value) {
    int cost = costs.get(value);
    if (Lowerings.isHosted(use)) {
      return true;
    }
    return switch (use.op()) {
      case Reshape r when ends.contains(value) -> !isSame(value.shape(), use.result().shape());
      case Slice s when ends.contains(value) -> s.steps().stream().anyMatch(n -> n != 1);
      case Broadcast b -> cost > CHEAP && value.rank() > 0 && use.result().rank() > 0;
      case Gather g -> cost > CHEAP && use.operands().get(0) == value;
      case Reduction r -> false;
      case Concat c -> false;
      case Pad p -> false;
      default -> !isElementwise(use) && !Structure.readsElements(use.op());
    };
  }

  /**
   * The loop in which {@code use} reads, and how: what is the same for two uses is read at the same
   * positions.
   */
  private Object way(Equation use) {
    Op op = use.op();
    boolean same = Pointwise.rule(op).isPresent() || op instanceof Coerce || op instanceof Require;
    if (same && !kept.contains(use.result())) {
      return readers.get(use.result());
    }
    return new Way(passes.of(use).get(0));
  }

  /** Compared by what it is, not by what it holds, so that loops of equal equations are two. */
  private static final class Way {
    final Equation use;

    Way(Equation use) {
      this.use = use;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Way way && way.use == use;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(use);
    }
  }
}
