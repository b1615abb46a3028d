package org.tgraph.op.pointwise;

import java.util.List;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.array.Array;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.Element;
import org.tgraph.type.Inferred;
import org.tgraph.type.Kind;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * An elementwise operation that makes a real number of a complex one, of the type of its parts, and
 * keeps the type of all others.
 */
public interface Part extends Op {
  Signature SIGNATURE = Signature.of("(x: numeric[..s]) -> real[..s]");

  double apply(double x);

  /** The result for an integer of {@code type}, of which the lowest bits are kept. */
  long apply(long x, DType type);

  double apply(Complex x);

  @Override
  default Signature signature() {
    return SIGNATURE;
  }

  @Override
  default Inferred infer(List<TensorType> operands) {
    TensorType x = operands.get(0);
    Element element = x.element();
    if (!element.isIn(Kind.NUMERIC)) {
      return Inferred.problem(new ShapeProblem.KindWrong(0, element, Kind.NUMERIC));
    }
    if (element instanceof DType type) {
      return Inferred.of(x.withElement(type.part()));
    }
    return element.isIn(Kind.REAL)
        ? Inferred.of(x)
        : Inferred.problem(new ShapeProblem.KindWrong(0, element, Kind.REAL));
  }

  @Override
  default List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    DType type = x.dtype();
    Array result = Array.zeros(type.part(), x.shape());
    for (long i = 0; i < x.size(); i++) {
      if (type.isFloat()) {
        result.set(i, apply(x.getDouble(i)));
      } else if (type.isComplex()) {
        result.set(i, apply(Complex.ofCartesian(x.re(i), x.im(i))));
      } else {
        result.set(i, apply(x.getLong(i), type));
      }
    }
    return List.of(result);
  }
}
