package org.tgraph.transform;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Coerce;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Flip;
import org.tgraph.op.layout.Pad;
import org.tgraph.op.layout.Require;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.linalg.LinalgOps;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.linalg.Solve;
import org.tgraph.op.linalg.SolveTriangular;
import org.tgraph.op.pointwise.PointwiseOps;
import org.tgraph.op.reduce.Cumulative;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.op.special.SpecialOps;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.Signature;
import org.tgraph.type.Signature.Axis;
import org.tgraph.type.Signature.Slot;

/**
 * Which elements of values depend on which elements of one of them: element {@code i} of the one
 * acts on nothing but what stands at {@code i} along certain axes of another, or elements act
 * together. What is not known of an operation counts as together.
 */
public final class Alignment {
  /** How a value depends on the one that is asked about. */
  public sealed interface Along {
    /** Not at all. */
    record Not() implements Along {}

    /** Element by element: for each axis of the one, the axis of the value. */
    record Axes(List<Integer> axes) implements Along {}

    /** Elements of the one act together, since this. */
    record Together(Equation since) implements Along {}
  }

  private static final Along NOT = new Along.Not();

  /** Each computes its result for each place along the packs of its signature by itself. */
  private static final Set<String> BY_PACK =
      Stream.of(PointwiseOps.ALL, SpecialOps.ALL, LinalgOps.ALL)
          .flatMap(List::stream)
          .map(Op::name)
          .collect(Collectors.toUnmodifiableSet());

  private final Map<Value, Along> known = new IdentityHashMap<>();

  /**
   * @param body equations in their order
   * @param one is made by none of them
   */
  public Alignment(List<Equation> body, Value one) {
    known.put(one, new Along.Axes(IntStream.range(0, one.rank()).boxed().toList()));
    for (Equation equation : body) {
      if (equation.operands().stream().anyMatch(v -> !of(v).equals(NOT))) {
        for (int i = 0; i < equation.results().size(); i++) {
          known.put(equation.results().get(i), result(equation, i, one.rank()));
        }
      }
    }
  }

  public Along of(Value value) {
    return known.getOrDefault(value, NOT);
  }

  private Along result(Equation e, int result, int rank) {
    if (e.op() instanceof Require) {
      return of(e.operands().get(0));
    }
    Along found = NOT;
    for (int i = 0; i < e.operands().size(); i++) {
      Along next =
          switch (of(e.operands().get(i))) {
            case Along.Not not -> not;
            case Along.Together together -> together;
            // One number acts on whatever depends on it.
            case Along.Axes axes when rank == 0 -> axes;
            case Along.Axes(List<Integer> axes) ->
                moved(e, i, result, axes).<Along>map(Along.Axes::new).orElse(new Along.Together(e));
          };
      if (next.equals(NOT) || found instanceof Along.Together) {
        continue;
      }
      found = found.equals(NOT) || found.equals(next) ? next : new Along.Together(e);
    }
    return found;
  }

  /** Where the axes of an operand are in a result, if its elements do not act together. */
  private static Optional<List<Integer>> moved(
      Equation e, int operand, int result, List<Integer> axes) {
    Shape from = e.operands().get(operand).shape();
    Shape to = e.results().get(result).shape();
    return switch (e.op()) {
      case Coerce same -> Optional.of(axes);
      case Broadcast b
          when axes.stream().allMatch(a -> to.dim(b.axes().get(a)).equals(from.dim(a))) ->
          Optional.of(axes.stream().map(b.axes()::get).toList());
      case Transpose t -> Optional.of(axes.stream().map(t.axes()::indexOf).toList());
      case Reshape r -> regrouped(from, to, axes);
      case Concat c when !axes.contains(c.axis()) -> Optional.of(axes);
      case Flip f when axes.stream().noneMatch(f.axes()::contains) -> Optional.of(axes);
      case Cumulative c when !axes.contains(c.axis()) -> Optional.of(axes);
      case Slice s when axes.stream().allMatch(a -> isWhole(s, a, from)) -> Optional.of(axes);
      case Pad p when axes.stream().allMatch(a -> isWhole(p, a)) -> Optional.of(axes);
      case Reduction r when axes.stream().noneMatch(r.axes()::contains) ->
          Optional.of(
              axes.stream()
                  .map(a -> a - (int) r.axes().stream().filter(reduced -> reduced < a).count())
                  .toList());
      case Gather g -> gathered(g, operand, e.operands().get(1).rank(), axes);
      default ->
          BY_PACK.contains(e.op().name()) ? signed(e, operand, result, axes) : Optional.empty();
    };
  }

  private static boolean isWhole(Slice slice, int axis, Shape of) {
    return slice.starts().get(axis).equals(Dim.ZERO)
        && slice.lengths().get(axis).equals(of.dim(axis))
        && slice.steps().get(axis) == 1;
  }

  private static boolean isWhole(Pad pad, int axis) {
    return pad.low().get(axis).equals(Dim.ZERO)
        && pad.high().get(axis).equals(Dim.ZERO)
        && pad.interior().get(axis) == 0;
  }

  /**
   * An axis stays one where as many elements stand behind it as before, in axes of the same size.
   */
  private static Optional<List<Integer>> regrouped(Shape from, Shape to, List<Integer> axes) {
    List<Integer> moved = new ArrayList<>();
    for (int axis : axes) {
      Dim behind = from.slice(axis + 1, from.rank()).size();
      int found =
          IntStream.range(0, to.rank())
              .filter(a ->
                  to.dim(a).equals(from.dim(axis))
                      && to.slice(a + 1, to.rank()).size().equals(behind))
              .findFirst()
              .orElse(-1);
      if (found < 0) {
        return Optional.empty();
      }
      moved.add(found);
    }
    return Optional.of(moved);
  }

  /** Of {@code x[b.., d.., rest..]} at {@code [b.., s..]}. */
  private static Optional<List<Integer>> gathered(
      Gather g, int operand, int indexRank, List<Integer> axes) {
    if (operand > 0) {
      return Optional.of(axes);
    }
    List<Integer> moved = new ArrayList<>();
    for (int axis : axes) {
      if (axis >= g.batch() && axis < g.batch() + g.count()) {
        return Optional.empty();
      }
      moved.add(axis < g.batch() ? axis : axis - g.batch() - g.count() + indexRank);
    }
    return Optional.of(moved);
  }

  private static Optional<List<Integer>> signed(
      Equation e, int operand, int result, List<Integer> axes) {
    Signature signature = e.op().signature();
    Slot from = signature.params().get(operand);
    Slot to = signature.results().get(result);
    int fromRank = e.operands().get(operand).rank();
    int toRank = e.results().get(result).rank();
    List<Integer> moved = new ArrayList<>();
    for (int axis : axes) {
      Optional<Integer> there = signed(e.op(), from, fromRank, to, toRank, axis);
      if (there.isEmpty()) {
        return Optional.empty();
      }
      moved.add(there.get());
    }
    return Optional.of(moved);
  }

  private static Optional<Integer> signed(
      Op op, Slot from, int fromRank, Slot to, int toRank, int axis) {
    int pack = pack(from);
    int after = from.axes().size() - 1 - pack;
    if (pack < 0 || pack(to) < 0) {
      return Optional.empty();
    }
    if (axis >= pack && axis < fromRank - after) {
      return Optional.of(axis - pack + pack(to));
    }
    // Columns and rows of products, and columns of what is solved for.
    boolean hasFree = op instanceof MatMul || op instanceof Solve || op instanceof SolveTriangular;
    Axis name = from.axes().get(axis < pack ? axis : axis - (fromRank - from.axes().size()));
    long times =
        op.signature().params().stream()
            .flatMap(p -> p.axes().stream())
            .filter(name::equals)
            .count();
    int there = to.axes().indexOf(name);
    return hasFree && times == 1 && there >= 0
        ? Optional.of(there + toRank - to.axes().size())
        : Optional.empty();
  }

  private static int pack(Slot slot) {
    return IntStream.range(0, slot.axes().size())
        .filter(i -> slot.axes().get(i) instanceof Axis.Pack)
        .findFirst()
        .orElse(-1);
  }
}
