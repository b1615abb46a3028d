package org.tgraph.op.pointwise;

import java.util.List;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.type.DType;

/** The imaginary part; of a real number 0. */
public record Imag() implements Part {
  @Override
  public String name() {
    return "imag";
  }

  @Override
  public double apply(double x) {
    return 0;
  }

  @Override
  public long apply(long x, DType type) {
    return 0;
  }

  @Override
  public double apply(Complex x) {
    return x.imag();
  }

  /** The pairing of tangents with cotangents is the real part of their product, not conjugated. */
  @Override
  public Derivative derivative() {
    return new Derivative.Linear(
        List.of(0),
        (b, i, in, cotangent) -> {
          Value zero = Formula.constant(b, 0, cotangent);
          return in.get(0).type().element() == cotangent.type().element()
              ? zero
              : b.one(new MakeComplex(), zero, Formula.negative(b, cotangent));
        });
  }
}
