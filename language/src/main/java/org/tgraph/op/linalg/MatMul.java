package org.tgraph.op.linalg;

import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.op.layout.Transpose;
import org.tgraph.type.DType;
import org.tgraph.type.Signature;

/** The product of matrices, the last two axes; axes before them are batches. */
public record MatMul() implements Op {
  private static final Signature SIGNATURE =
      Signature.of("(a: numeric[..b, m, k], b: numeric[..b, k, n]) -> numeric[..b, m, n]");

  @Override
  public String name() {
    return "matmul";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Multilinear(
        List.of(0, 1),
        (b, i, in, cotangent) ->
            i == 0
                ? b.one(this, cotangent, Transpose.lastTwo(b, in.get(1)))
                : b.one(this, Transpose.lastTwo(b, in.get(0)), cotangent));
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array a = operands.get(0);
    Array b = operands.get(1);
    int rank = a.rank();
    long[] shape = a.shape();
    long m = a.dim(rank - 2);
    long k = a.dim(rank - 1);
    long n = b.dim(rank - 1);
    shape[rank - 1] = n;
    Array result = Array.zeros(a.dtype(), shape);
    for (long to = 0; to < result.size(); to++) {
      long batch = to / (m * n);
      long row = to / n % m;
      product(a, (batch * m + row) * k, b, batch * k * n + to % n, n, k, result, to);
    }
    return List.of(result);
  }

  private static void product(
      Array a, long atA, Array b, long atB, long step, long k, Array result, long to) {
    DType type = a.dtype();
    if (type.isInt()) {
      long sum = 0;
      for (long i = 0; i < k; i++) {
        sum += a.getLong(atA + i) * b.getLong(atB + i * step);
      }
      result.set(to, sum);
      return;
    }
    double re = 0;
    double im = 0;
    for (long i = 0; i < k; i++) {
      double ar = a.re(atA + i);
      double br = b.re(atB + i * step);
      if (type.isComplex()) {
        double ai = a.im(atA + i);
        double bi = b.im(atB + i * step);
        re += ar * br - ai * bi;
        im += ar * bi + ai * br;
      } else {
        re += ar * br;
      }
    }
    if (type.isComplex()) {
      result.set(to, re, im);
    } else {
      result.set(to, re);
    }
  }
}
