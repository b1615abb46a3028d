package org.tgraph.op.pointwise;

import java.util.List;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.array.Array;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;
import org.tgraph.type.Signature;

/** A question about each element of one tensor. */
public interface Predicate extends Op {
  Kind kind();

  boolean test(double x);

  /** The answer for a whole number: by default no. */
  default boolean test(long x) {
    return false;
  }

  /** The answer for a complex number: by default, whether it holds of one of the parts. */
  default boolean test(Complex x) {
    return test(x.real()) || test(x.imag());
  }

  @Override
  default Signature signature() {
    return Signatures.predicate(kind());
  }

  @Override
  default Derivative derivative() {
    return Derivative.FLAT;
  }

  @Override
  default List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    DType type = x.dtype();
    Array result = Array.zeros(DType.BOOL, x.shape());
    for (long i = 0; i < x.size(); i++) {
      boolean holds;
      if (type.isFloat()) {
        holds = test(x.getDouble(i));
      } else if (type.isComplex()) {
        holds = test(Complex.ofCartesian(x.re(i), x.im(i)));
      } else {
        holds = test(x.getLong(i));
      }
      result.set(i, holds ? 1 : 0);
    }
    return List.of(result);
  }
}
