package org.tgraph.op.pointwise;

import java.util.List;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.array.Array;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;
import org.tgraph.type.Signature;

/** A question about each pair of elements of two tensors of one type. */
public interface Comparison extends Op {
  Kind kind();

  boolean test(double x, double y);

  /** The answer for integers of {@code type}, or bools. */
  boolean test(long x, long y, DType type);

  default boolean test(Complex x, Complex y) {
    throw new IllegalStateException(name() + " of complex numbers");
  }

  /** Below, at or above 0 as {@code x} is less than, equal to or greater than {@code y}. */
  static int order(long x, long y, DType type) {
    return type == DType.U64 ? Long.compareUnsigned(x, y) : Long.compare(x, y);
  }

  @Override
  default Signature signature() {
    return Signatures.comparison(kind());
  }

  @Override
  default Derivative derivative() {
    return Derivative.FLAT;
  }

  @Override
  default List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    Array y = operands.get(1);
    DType type = x.dtype();
    Array result = Array.zeros(DType.BOOL, x.shape());
    if (type == DType.F64) {
      Doubles.test(x, y, result, this);
      return List.of(result);
    }
    for (long i = 0; i < x.size(); i++) {
      boolean holds;
      if (type.isFloat()) {
        holds = test(x.getDouble(i), y.getDouble(i));
      } else if (type.isComplex()) {
        holds = test(Complex.ofCartesian(x.re(i), x.im(i)), Complex.ofCartesian(y.re(i), y.im(i)));
      } else {
        holds = test(x.getLong(i), y.getLong(i), type);
      }
      result.set(i, holds ? 1 : 0);
    }
    return List.of(result);
  }
}
