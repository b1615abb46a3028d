package org.tgraph.rewrite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tgraph.array.Array;
import org.tgraph.graph.Equation;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.pointwise.Cast;
import org.tgraph.type.DType;

/** What is known of the values of a graph that is being written, from how they are made. */
final class Facts {
  private static final int DEPTH = 12;

  /** The largest constant that is looked at. */
  static final int SMALL = 64;

  /** Operations that repeat or move elements. */
  private static final Set<String> REARRANGING =
      Set.of("broadcast", "flip", "reshape", "slice", "transpose");

  /** Floats that are never negative nor -0, but may be {@code nan}. */
  private static final Set<String> NEVER_NEGATIVE = Set.of("abs", "cosh", "erfc", "exp", "hypot");

  /** As are those of these operations, if all operands are. */
  private static final Set<String> KEEPING_SIGNS =
      Set.of(
          "add",
          "broadcast",
          "concat",
          "divide",
          "expm1",
          "flip",
          "log1p",
          "max",
          "maximum",
          "min",
          "minimum",
          "multiply",
          "prod",
          "reshape",
          "slice",
          "sqrt",
          "sum",
          "transpose");

  private final GraphBuilder builder;
  private final Map<Value, Boolean> mayFail = new HashMap<>();
  private final Map<Value, Integer> uses = new HashMap<>();
  private final boolean inputsMayFail;

  /**
   * @param inputsMayFail whether what stands for an input could stop the program if it were used
   */
  Facts(GraphBuilder builder, boolean inputsMayFail) {
    this.builder = builder;
    this.inputsMayFail = inputsMayFail;
  }

  /** The equation that makes a value; none of an input. */
  Optional<Equation> definition(Value value) {
    return builder.definition(value);
  }

  /** The value itself, if it is a constant. */
  Optional<Array> constant(Value value) {
    return definition(value)
        .flatMap(e -> e.op() instanceof Constant c ? Optional.of(c.value()) : Optional.empty());
  }

  /** The scalar that all elements of a value are. */
  Optional<Array> fill(Value value) {
    return fill(value, DEPTH);
  }

  private Optional<Array> fill(Value value, int fuel) {
    Equation made = definition(value).orElse(null);
    if (made == null || fuel == 0) {
      return Optional.empty();
    }
    if (made.op() instanceof Constant c) {
      return same(c.value());
    }
    if (REARRANGING.contains(made.op().name())) {
      return fill(made.operands().get(0), fuel - 1);
    }
    return made.op() instanceof Cast cast && cast.element() instanceof DType
        ? fill(made.operands().get(0), fuel - 1).map(x -> cast.evaluate(List.of(x)).get(0))
        : Optional.empty();
  }

  /** The element that all of a small array are. */
  static Optional<Array> same(Array array) {
    if (array.size() == 0 || array.size() > SMALL) {
      return Optional.empty();
    }
    Array first = Array.zeros(array.dtype());
    first.copy(0, array, 0);
    int bytes = array.dtype().bytes();
    for (long i = 1; i < array.size(); i++) {
      if (array.data().asSlice(i * bytes, bytes).mismatch(first.data().asSlice(0, bytes)) >= 0) {
        return Optional.empty();
      }
    }
    return Optional.of(first);
  }

  /** Whether all elements are this number, with this sign if it is 0. */
  boolean isNumber(Value value, double number) {
    return fill(value).filter(x -> isNumber(x, number)).isPresent();
  }

  private static boolean isNumber(Array scalar, double number) {
    DType type = scalar.dtype();
    if (type == DType.BOOL) {
      return false;
    }
    if (type.isInt()) {
      return number == Math.rint(number)
          && Double.compare(number, -0.0) != 0
          && scalar.getLong(0) == (long) number;
    }
    return Double.compare(scalar.re(0), number) == 0 && Double.compare(scalar.im(0), 0.0) == 0;
  }

  boolean isFlag(Value value, boolean flag) {
    return fill(value).filter(x -> x.dtype() == DType.BOOL && x.getBoolean(0) == flag).isPresent();
  }

  /** Whether no element is below 0 or -0, though some may be {@code nan}. */
  boolean isNeverNegative(Value value) {
    return isNeverNegative(value, DEPTH);
  }

  private boolean isNeverNegative(Value value, int fuel) {
    Equation made = definition(value).orElse(null);
    if (made == null || fuel == 0 || !(value.type().element() instanceof DType type)) {
      return false;
    }
    if (!type.isFloat()) {
      return false;
    }
    Optional<Array> scalar = fill(value);
    if (scalar.isPresent()) {
      return Double.compare(scalar.get().re(0), 0.0) >= 0;
    }
    String op = made.op().name();
    List<Value> operands = made.operands();
    boolean square = op.equals("multiply") && operands.get(0) == operands.get(1);
    if (square || NEVER_NEGATIVE.contains(op)) {
      return true;
    }
    List<Value> deciding = op.equals("select") ? operands.subList(1, 3) : operands;
    return (KEEPING_SIGNS.contains(op) || op.equals("select"))
        && deciding.stream().allMatch(v -> isNeverNegative(v, fuel - 1));
  }

  /**
   * Whether no element is above 0 by how it is written: {@code -abs(x)}, or {@code where(x >= 0,
   * -x, x)}.
   */
  boolean isNegated(Value value) {
    Equation made = definition(value).orElse(null);
    if (made == null) {
      return false;
    }
    List<Value> in = made.operands();
    if (made.op().name().equals("negative")) {
      return isNeverNegative(in.get(0));
    }
    return made.op().name().equals("select")
        && isMadeBy(in.get(0), "greater_equal")
        && isMadeBy(in.get(1), "negative")
        && definition(in.get(0)).orElseThrow().operands().get(0) == in.get(2)
        && isNumber(definition(in.get(0)).orElseThrow().operands().get(1), 0)
        && definition(in.get(1)).orElseThrow().operands().get(0) == in.get(2);
  }

  /** Whether the value is a result of the operation of that name. */
  boolean isMadeBy(Value value, String op) {
    return definition(value).filter(e -> e.op().name().equals(op)).isPresent();
  }

  /** Takes note of uses of a value that are still to be written. */
  void addUses(Value value, int count) {
    uses.merge(value, count, Integer::sum);
  }

  /** Whether only one equation, or a part of what a rule has written, uses the value. */
  boolean isUsedOnce(Value value) {
    return uses.getOrDefault(value, 0) <= 1;
  }

  /**
   * Whether to compute the value could stop the program with a diagnostic, or take for ever. {@link
   * Site} asks for each value as it is made, so that this never goes deep.
   */
  boolean mayFail(Value value) {
    Boolean known = mayFail.get(value);
    if (known == null) {
      Equation made = definition(value).orElse(null);
      known =
          made == null
              ? inputsMayFail
              : !Totality.isTotal(made) || made.operands().stream().anyMatch(this::mayFail);
      mayFail.put(value, known);
    }
    return known;
  }
}
