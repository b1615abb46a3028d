package org.tgraph.op.pointwise;

import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.complex.Complex;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Derivative;
import org.tgraph.type.DType;
import org.tgraph.type.Kind;

/** The complex conjugate; a real number itself. */
public record Conj() implements Unary {
  @Override
  public String name() {
    return "conj";
  }

  @Override
  public Kind kind() {
    return Kind.NUMERIC;
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
  public Complex apply(Complex x) {
    return x.conj();
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Linear(List.of(0), (b, i, in, cotangent) -> b.one(this, cotangent));
  }

  /** The parts put together again; a real number is its own conjugate. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    if (operands.get(0).type().element().isIn(Kind.REAL)) {
      return Optional.of(operands);
    }
    Value im = b.one(new Imag(), operands.get(0));
    return Optional.of(
        List.of(
            b.one(new MakeComplex(), b.one(new Real(), operands.get(0)), Formula.negative(b, im))));
  }
}
