package org.tgraph.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.tgraph.array.Array;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.Inferred;
import org.tgraph.type.TensorType;

/**
 * Operations with the parameters and operand shapes of NumPy's cases, on other numbers; what they
 * should give is what their definitions do.
 */
final class RandomCases {
  private static final double[] SPECIAL = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1, -1, 0.5
  };

  /**
   * In core operations these multiply by zeros where they read nothing themselves, so that a number
   * that is not finite spreads further; they are compared on finite numbers only.
   */
  private static final Set<String> FINITE =
      Set.of("cholesky_derivative", "matmul_triangle", "triangular_matmul");

  private RandomCases() {}

  static List<Case> like(String name) {
    Random random = new Random(name.hashCode());
    List<Case> cases = new ArrayList<>();
    for (Case c : Case.named(name)) {
      List<Array> operands = new ArrayList<>();
      for (int i = 0; i < c.operands().size(); i++) {
        operands.add(array(c.op(), i, c.operands().get(i), random));
      }
      List<TensorType> types = operands.stream().map(Array::type).toList();
      if (c.op().infer(types) instanceof Inferred.Types) {
        try {
          cases.add(new Case(c.op(), operands, c.op().evaluate(operands), c.ulps(), c.absolute()));
        } catch (EvaluationProblem e) {
          // These numbers have no result; the next ones may.
          continue;
        }
      }
    }
    return cases;
  }

  private static Array array(Op op, int operand, Array like, Random random) {
    Array array = Array.zeros(like.dtype(), like.shape());
    boolean special = random.nextInt(4) == 0 && !FINITE.contains(op.name());
    double low = op.domain(operand).low();
    double high = op.domain(operand).high();
    for (long i = 0; i < array.size(); i++) {
      double value = low + (high - low) * random.nextDouble();
      if (special && random.nextInt(3) == 0) {
        value = SPECIAL[random.nextInt(SPECIAL.length)];
      }
      DType type = array.dtype();
      if (type == DType.BOOL) {
        array.set(i, random.nextInt(2));
      } else if (type.isInt()) {
        array.set(i, type.isUnsigned() ? Math.abs(Math.round(value)) : Math.round(value));
      } else if (type.isComplex()) {
        array.set(i, value, low + (high - low) * random.nextDouble());
      } else {
        array.set(i, value);
      }
    }
    return array;
  }
}
