package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.op.Op;
import org.tgraph.run.Backend;
import org.tgraph.run.Executable;
import org.tgraph.run.Lowering;
import org.tgraph.run.ReferenceBackend;
import org.tgraph.run.StepwiseExecutable;
import org.tgraph.type.DType;
import org.tgraph.type.TensorType;

/**
 * The reference with each rounded result moved by a random unit in its last place. How much the
 * results of a program move says how much rounding is in them: J. Vignes, "A stochastic arithmetic
 * for reliable scientific computation" (1993).
 */
final class Rounding implements Backend, StepwiseExecutable.Device<Array> {
  private static final Set<String> EXACT =
      Set.of(
          "abs",
          "ceil",
          "conj",
          "floor",
          "imag",
          "make_complex",
          "max",
          "maximum",
          "min",
          "minimum",
          "negative",
          "nextafter",
          "real",
          "round",
          "select",
          "sign",
          "trunc");

  private static final Set<String> ROUNDING = Set.of("linalg", "pointwise", "reduce", "special");

  private final ReferenceBackend reference = new ReferenceBackend();
  private final Random random;
  private boolean hasOverflow;

  Rounding(long seed) {
    this.random = new Random(seed);
  }

  /** Whether something not finite was made of finite numbers. */
  boolean hasOverflow() {
    return hasOverflow;
  }

  @Override
  public List<Array> apply(Op op, List<Array> operands, List<TensorType> results) {
    List<Array> exact = op.evaluate(operands);
    hasOverflow |=
        operands.stream().allMatch(Rounding::isFinite)
            && !exact.stream().allMatch(Rounding::isFinite);
    String name = op.getClass().getPackageName();
    if (EXACT.contains(op.name())
        || !ROUNDING.contains(name.substring(name.lastIndexOf('.') + 1))) {
      return exact;
    }
    List<Array> moved = new ArrayList<>();
    exact.forEach(array -> moved.add(moved(array)));
    return moved;
  }

  private static boolean isFinite(Array array) {
    for (long i = 0; i < array.size() && isRounded(array.dtype()); i++) {
      if (!Double.isFinite(array.re(i)) || !Double.isFinite(array.im(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRounded(DType type) {
    return type.isFloat() || type.isComplex();
  }

  private Array moved(Array array) {
    if (!isRounded(array.dtype())) {
      return array;
    }
    double unit = array.dtype().part() == DType.F32 ? 0x1p-23 : 0x1p-52;
    Array moved = Array.zeros(array.dtype(), array.shape());
    for (long i = 0; i < array.size(); i++) {
      double re = array.re(i) * (1 + unit * (random.nextInt(3) - 1));
      if (array.dtype().isComplex()) {
        moved.set(i, re, array.im(i) * (1 + unit * (random.nextInt(3) - 1)));
      } else {
        moved.set(i, re);
      }
    }
    return moved;
  }

  @Override
  public long[] shape(Array value) {
    return value.shape();
  }

  @Override
  public Array load(Array array) {
    return array;
  }

  @Override
  public Array store(Array value) {
    return value;
  }

  @Override
  public String name() {
    return "rounding";
  }

  @Override
  public String description() {
    return "the reference, with random rounding";
  }

  @Override
  public Lowering lowering(Op op, DType type) {
    return reference.lowering(op, type);
  }

  @Override
  public Executable compile(Graph graph) {
    return new StepwiseExecutable<>(graph, this);
  }
}
