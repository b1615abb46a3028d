package org.tgraph.op.pointwise;

import java.util.List;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.array.Array;
import org.tgraph.graph.Interruption;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;
import org.tgraph.type.Signature;

/** An elementwise operation on two tensors of one type that keeps the type. */
public interface Binary extends Op {
  /** The element types that it takes; it has an {@code apply} for each. */
  Kind kind();

  /** The result for floats; {@code f32} are widened before and the result rounded after. */
  default double apply(double x, double y) {
    throw new IllegalStateException(name() + " of floats");
  }

  /** The result for floats of {@code type}, for an operation that must know it. */
  default double apply(double x, double y, DType type) {
    return apply(x, y);
  }

  /** The result for integers of {@code type}, or bools, of which the lowest bits are kept. */
  default long apply(long x, long y, DType type) {
    throw new IllegalStateException(name() + " of integers");
  }

  default Complex apply(Complex x, Complex y) {
    throw new IllegalStateException(name() + " of complex numbers");
  }

  @Override
  default Signature signature() {
    return Signatures.binary(kind());
  }

  @Override
  default List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    Array y = operands.get(1);
    DType type = x.dtype();
    Array result = Array.zeros(type, x.shape());
    if (type == DType.F64) {
      Doubles.map(x, y, result, (a, b) -> apply(a, b, DType.F64));
      return List.of(result);
    }
    for (long i = 0; i < x.size(); i++) {
      Interruption.check(i);
      if (type.isFloat()) {
        result.set(i, apply(x.getDouble(i), y.getDouble(i), type));
      } else if (type.isComplex()) {
        Complex z =
            apply(Complex.ofCartesian(x.re(i), x.im(i)), Complex.ofCartesian(y.re(i), y.im(i)));
        result.set(i, z.real(), z.imag());
      } else {
        result.set(i, apply(x.getLong(i), y.getLong(i), type));
      }
    }
    return List.of(result);
  }
}
