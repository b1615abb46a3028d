package org.tgraph.op.reduce;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.op.Derivative;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.type.DType;
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
  public void combine(Array x, long start, long[] positions, Array result, long to) {
    if (x.dtype().isInt()) {
      long sum = 0;
      for (long at : positions) {
        sum += x.getLong(start + at);
      }
      result.set(to, sum);
      return;
    }
    double re = 0;
    if (x.dtype() == DType.F64) {
      MemorySegment data = x.data();
      for (long at : positions) {
        re += data.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, start + at);
      }
      result.set(to, re);
      return;
    }
    double im = 0;
    for (long at : positions) {
      re += x.re(start + at);
      im += x.im(start + at);
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
