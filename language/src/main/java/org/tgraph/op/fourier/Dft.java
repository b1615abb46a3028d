package org.tgraph.op.fourier;

import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.type.Signature;

/**
 * The discrete Fourier transform along the last axis, {@code y[k] = Σ x[j] exp(∓2πi jk / n)}, not
 * scaled in either direction; of no elements, none. Single precision is widened before and rounded
 * after.
 *
 * <p>Its matrix is symmetric, so that it is its own transpose.
 *
 * @param inverse whether the exponent has the sign {@code +}
 */
public record Dft(boolean inverse) implements Op {
  private static final Signature SIGNATURE =
      Signature.of("(x: complex[..b, n]) -> complex[..b, n]");

  @Override
  public String name() {
    return "dft";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Linear(List.of(0), (b, i, in, cotangent) -> b.one(this, cotangent));
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    Array result = Array.zeros(x.dtype(), x.shape());
    int n = Math.toIntExact(x.dim(x.rank() - 1));
    if (x.size() == 0) {
      return List.of(result);
    }
    Transform transform = Transform.of(n);
    double[] re = new double[n];
    double[] im = new double[n];
    for (long from = 0; from < x.size(); from += n) {
      for (int j = 0; j < n; j++) {
        re[j] = x.re(from + j);
        im[j] = x.im(from + j);
      }
      // Exchanging the parts before and after turns the sign of the exponent.
      transform.apply(inverse ? im : re, inverse ? re : im);
      for (int j = 0; j < n; j++) {
        result.set(from + j, re[j], im[j]);
      }
    }
    return List.of(result);
  }
}
