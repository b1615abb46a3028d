package org.tgraph.rewrite;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.pointwise.PointwiseOps;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.op.special.SpecialOps;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;

/**
 * Which operations have a result whatever the data are. Those that are not named here are taken to
 * be able to stop a program: no rule may leave one out, and none is computed where it was not.
 */
public final class Totality {
  private static final Set<String> POINTWISE =
      Stream.concat(PointwiseOps.ALL.stream(), SpecialOps.ALL.stream())
          .map(Op::name)
          .collect(Collectors.toUnmodifiableSet());

  /** Of whole numbers these do not take every operand: a 0, a negative exponent. */
  private static final Set<String> PARTIAL_ON_INTEGERS = Set.of("floor_divide", "pow", "remainder");

  private static final Set<String> OTHERS =
      Set.of(
          "all",
          "any",
          "argsort",
          "broadcast",
          "concat",
          "constant",
          "cumprod",
          "cumsum",
          "det",
          "flip",
          "iota",
          "matmul",
          "prod",
          "reshape",
          "size",
          "slogdet",
          "sort",
          "sum",
          "transpose");

  /** Of no elements these have no result. */
  private static final Set<String> OF_SOME_ELEMENTS = Set.of("argmax", "argmin", "max", "min");

  private Totality() {}

  /** The operations that work on each element by itself. */
  static Set<String> pointwise() {
    return POINTWISE;
  }

  public static boolean isTotal(Equation equation) {
    return isTotal(
        equation.op(), equation.operands(), equation.results().stream().map(Value::type).toList());
  }

  static boolean isTotal(Op op, List<Value> operands, List<TensorType> results) {
    return hasSizes(results)
        && (POINTWISE.contains(op.name())
            ? !PARTIAL_ON_INTEGERS.contains(op.name()) || !isInteger(operands)
            : OTHERS.contains(op.name())
                || op instanceof Reduction r
                    && OF_SOME_ELEMENTS.contains(op.name())
                    && hasElements(operands.get(0), r.axes())
                || op instanceof Slice slice && isInside(slice, operands.get(0)));
  }

  /** Whether no size of a result can be negative. */
  private static boolean hasSizes(List<TensorType> results) {
    return results.stream()
        .allMatch(t ->
            t.shape().dims().stream()
                .allMatch(d -> d.variable().isPresent() || d.isAtLeast(0) == Truth.YES));
  }

  private static boolean hasElements(Value value, List<Integer> axes) {
    return axes.stream().allMatch(a -> value.shape().dim(a).isAtLeast(1) == Truth.YES);
  }

  private static boolean isInteger(List<Value> operands) {
    return !(operands.get(0).type().element() instanceof DType known) || known.isInt();
  }

  private static boolean isInside(Slice slice, Value x) {
    for (int axis = 0; axis < x.rank(); axis++) {
      Dim start = slice.starts().get(axis);
      Dim steps = slice.lengths().get(axis).plus(-1).times(slice.steps().get(axis));
      Dim rest = x.shape().dim(axis).minus(start.plus(steps).plus(1));
      boolean inside =
          slice.lengths().get(axis).is(0)
              || start.isAtLeast(0) == Truth.YES && rest.isAtLeast(0) == Truth.YES;
      if (!inside) {
        return false;
      }
    }
    return true;
  }
}
