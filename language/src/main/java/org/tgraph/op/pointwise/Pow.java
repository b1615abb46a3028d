package org.tgraph.op.pointwise;

import static org.tgraph.op.pointwise.Formula.constant;
import static org.tgraph.op.pointwise.Formula.multiply;
import static org.tgraph.op.pointwise.Formula.subtract;

import java.util.List;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Domain;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;

/**
 * x to the power of y, element by element. Whole numbers wrap around, and a negative exponent of
 * them is a problem.
 */
public record Pow() implements Binary {
  @Override
  public String name() {
    return "pow";
  }

  @Override
  public Kind kind() {
    return Kind.NUMERIC;
  }

  /** As C's pow: unlike Java's, 1 to any power is 1, and -1 to an infinite one. */
  @Override
  public double apply(double x, double y) {
    return x == 1 || x == -1 && Double.isInfinite(y) ? 1 : Math.pow(x, y);
  }

  /** By repeated squaring, modulo 2 to the 64. */
  @Override
  public long apply(long x, long y, DType type) {
    if (y < 0 && type != DType.U64) {
      throw negative(y);
    }
    long result = 1;
    long square = x;
    for (long rest = y; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        result *= square;
      }
      square *= square;
    }
    return result;
  }

  /** What is told of a whole number that is to be raised to a negative power. */
  public static EvaluationProblem negative(long exponent) {
    return new EvaluationProblem(
        Code.TG0806,
        "A whole number cannot be raised to the negative power " + exponent + "; use floats.");
  }

  /** A small whole exponent multiplies, as that is more exact. */
  @Override
  public Complex apply(Complex x, Complex y) {
    double exponent = y.real();
    if (y.imag() != 0 || exponent != Math.rint(exponent) || Math.abs(exponent) > 100) {
      return x.pow(y);
    }
    Complex result = Complex.ONE;
    Complex square = x;
    for (int rest = (int) Math.abs(exponent); rest != 0; rest >>= 1) {
      if ((rest & 1) != 0) {
        result = result.multiply(square);
      }
      square = square.multiply(square);
    }
    return exponent < 0 ? Complex.ONE.divide(result) : result;
  }

  @Override
  public Domain domain(int operand) {
    return operand == 0 ? Domain.POSITIVE : Domain.ANY;
  }

  @Override
  public Derivative derivative() {
    return Derivative.pointwise((b, i, in, out) ->
        i == 0 ? byBase(b, in) : multiply(b, out, b.one(new Log(), Formula.nonzero(b, in.get(0)))));
  }

  /** {@code y * x ** (y - 1)}, which is 0 where y is, also where x is 0 or infinite. */
  private Value byBase(GraphBuilder b, List<Value> in) {
    Value y = in.get(1);
    Value power = b.one(this, in.get(0), subtract(b, y, constant(b, 1, y)));
    return b.one(new MultiplyNoNan(), y, power);
  }

  /** An exponential, a logarithm and a product. */
  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(3);
  }
}
