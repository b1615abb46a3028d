package org.tgraph.op.reduce;

import java.util.List;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.op.Derivative;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.type.Kind;
import org.tgraph.type.Signature;

/** The sum over the axes; of no elements, 0. Floats are added in double precision. */
public record Sum(List<Integer> axes) implements Reduction {
  private static final Signature SIGNATURE = Signature.of("(x: numeric[..s]) -> numeric[..t]");

  public Sum {
    axes = List.copyOf(axes);
  }

  @Override
  public String name() {
    return "sum";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Kind kind() {
    return Kind.NUMERIC;
  }

  @Override
  public Reduction over(List<Integer> others) {
    return new Sum(others);
  }

  @Override
  public void combine(Array x, long[] positions, Array result, long to) {
    if (x.dtype().isInt()) {
      long sum = 0;
      for (long at : positions) {
        sum += x.getLong(at);
      }
      result.set(to, sum);
      return;
    }
    double re = 0;
    double im = 0;
    for (long at : positions) {
      re += x.re(at);
      im += x.im(at);
    }
    if (x.dtype().isComplex()) {
      result.set(to, re, im);
    } else {
      result.set(to, re);
    }
  }

  @Override
  public Derivative derivative() {
    return new Derivative.Linear(
        List.of(0),
        (b, i, in, cotangent) -> {
          List<Integer> kept =
              IntStream.range(0, in.get(0).rank()).filter(a -> !axes.contains(a)).boxed().toList();
          return b.one(new Broadcast(in.get(0).shape(), kept), cotangent);
        });
  }
}
