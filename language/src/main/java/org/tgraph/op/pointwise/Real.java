package org.tgraph.op.pointwise;

import java.util.List;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.op.Derivative;
import org.tgraph.type.DType;

/** The real part; a real number itself. */
public record Real() implements Part {
  @Override
  public String name() {
    return "real";
  }

  @Override
  public double apply(double x) {
    return x;
  }

  @Override
  public long apply(long x, DType type) {
    return x;
  }

  @Override
  public double apply(Complex x) {
    return x.real();
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Linear(
        List.of(0),
        (b, i, in, cotangent) ->
            in.get(0).type().element() == cotangent.type().element()
                ? cotangent
                : b.one(new MakeComplex(), cotangent, Formula.constant(b, 0, cotangent)));
  }
}
