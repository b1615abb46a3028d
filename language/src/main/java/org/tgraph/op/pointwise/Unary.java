package org.tgraph.op.pointwise;

import java.util.List;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.array.Array;
import org.tgraph.graph.Interruption;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;
import org.tgraph.type.Signature;

/** An elementwise operation on one tensor that keeps the element type. */
public interface Unary extends Op {
  /** The element types that it takes; it has an {@code apply} for each. */
  Kind kind();

  /** The result for a float; an {@code f32} is widened before and rounded after. */
  default double apply(double x) {
    throw new IllegalStateException(name() + " of floats");
  }

  /** The result for an integer or a {@code bool}, of which the lowest bits are kept. */
  default long apply(long x, DType type) {
    throw new IllegalStateException(name() + " of integers");
  }

  default Complex apply(Complex x) {
    throw new IllegalStateException(name() + " of complex numbers");
  }

  @Override
  default Signature signature() {
    return Signatures.unary(kind());
  }

  @Override
  default List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    Array result = Array.zeros(x.dtype(), x.shape());
    DType type = x.dtype();
    if (type == DType.F64) {
      Doubles.map(x, result, this::apply);
      return List.of(result);
    }
    for (long i = 0; i < x.size(); i++) {
      Interruption.check(i);
      if (type.isFloat()) {
        result.set(i, apply(x.getDouble(i)));
      } else if (type.isComplex()) {
        Complex z = apply(Complex.ofCartesian(x.re(i), x.im(i)));
        result.set(i, z.real(), z.imag());
      } else {
        result.set(i, apply(x.getLong(i), type));
      }
    }
    return List.of(result);
  }
}
