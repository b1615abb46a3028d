package org.tgraph.dsl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.check.Val;
import org.tgraph.check.Workbench;
import org.tgraph.graph.Graph;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/**
 * A computation that is written down in Java or Kotlin: its inputs, and the expressions over them.
 * It becomes the same graph as a script, and is checked by the same rules, at the line that builds
 * each expression.
 *
 * <pre>{@code
 * Computation c = new Computation();
 * Dim n = c.size("n");
 * Dim k = c.size("k");
 * Tensor x = c.input("x", DType.F64, n, k);
 * Tensor w = c.input("w", DType.F64, k);
 * Graph predict = c.graph(x.matmul(w).plus(1.0));
 * }</pre>
 */
public final class Computation {
  private final Workbench bench = new Workbench();
  private int made;

  /** A named size, different from all others. */
  public Dim size(String name) {
    return Dim.of(bench.size(name, Caller.place()));
  }

  /** An input; {@code sizes} are those of its axes, none for a scalar. */
  public Tensor input(String name, DType type, Dim... sizes) {
    return new Tensor(this, name, bench.input(name, new TensorType(type, Shape.of(sizes))));
  }

  /** A constant. */
  public Tensor constant(Array value) {
    return bound("constant", new Val.Tensor(bench.constant(value)));
  }

  /** A vector of these numbers. */
  public Tensor vector(double... values) {
    return constant(Array.of(new long[] {values.length}, values));
  }

  public Tensor scalar(double value) {
    return constant(Array.scalar(value));
  }

  /**
   * Any function of the language by its name: {@code call("sum", x, named("axis", 0))}. Arguments
   * are tensors, numbers, booleans, texts, sizes, element types, and lists of these (tuples).
   *
   * @throws ShapeException if the arguments do not fit
   */
  public Tensor call(String function, Object... arguments) {
    return eval(function + "(", arguments, ")");
  }

  /** As {@link #call}, for a function whose result is a tuple: {@code qr}, {@code eigh}. */
  public List<Tensor> callAll(String function, Object... arguments) {
    Val val = val(function + "(", arguments, ")");
    if (!(val instanceof Val.Tuple tuple)) {
      throw new IllegalArgumentException("`" + function + "` does not return a tuple");
    }
    List<Tensor> parts = new ArrayList<>();
    for (Val part : tuple.parts()) {
      parts.add(bound(function, part));
    }
    return parts;
  }

  /** An argument that is given by name. */
  public static Object named(String name, Object value) {
    return new Named(name, value);
  }

  /** An argument and its name. */
  record Named(String name, Object value) {}

  /**
   * The computation of these results, as a graph.
   *
   * <p>Its inputs are all inputs that were made so far, in their order.
   */
  public Graph graph(Tensor... results) {
    return bench.graph(Arrays.stream(results).map(Tensor::val).toList());
  }

  /** The expression {@code before + arguments + after}, with a comma between the arguments. */
  Tensor eval(String before, Object[] arguments, String after) {
    return bound("", val(before, arguments, after));
  }

  /** The expression {@code target[subscripts]}. */
  Tensor index(Tensor target, Object[] subscripts) {
    Map<String, Val> names = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder(Spelling.of(target, names)).append('[');
    for (int i = 0; i < subscripts.length; i++) {
      text.append(i == 0 ? "" : ", ").append(Spelling.of(subscripts[i], names));
    }
    return bound("", check(text.append(']').toString(), names));
  }

  private Val val(String before, Object[] arguments, String after) {
    Map<String, Val> names = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder(before);
    for (int i = 0; i < arguments.length; i++) {
      text.append(i == 0 ? "" : ", ").append(Spelling.of(arguments[i], names));
    }
    return check(text.append(after).toString(), names);
  }

  /** The expression {@code left operator right}. */
  Tensor infix(Object left, String operator, Object right) {
    Map<String, Val> names = new LinkedHashMap<>();
    String text = Spelling.of(left, names) + " " + operator + " " + Spelling.of(right, names);
    return bound("", check(text, names));
  }

  private Val check(String text, Map<String, Val> names) {
    return switch (bench.check(text, Caller.place(), names)) {
      case Workbench.Outcome.Right right -> right.val();
      case Workbench.Outcome.Wrong wrong ->
          throw Caller.trimmed(new ShapeException(wrong.problem()));
    };
  }

  private Tensor bound(String hint, Val val) {
    made++;
    String name = Optional.of(hint).filter(h -> !h.isEmpty()).orElse("t") + made;
    return new Tensor(this, name, val);
  }

  Workbench bench() {
    return bench;
  }
}
