package org.tgraph.op.reduce;

import java.util.List;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Interruption;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.control.Scan;
import org.tgraph.op.create.Constant;
import org.tgraph.op.layout.Axes;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.pointwise.Cast;
import org.tgraph.type.DType;
import org.tgraph.type.Inferred;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * Combines each element along an axis with those before it, or, in reverse, with those after it.
 * Floats are combined in double precision.
 */
public interface Cumulative extends Op {
  Signature SIGNATURE = Signature.of("(x: numeric[..s]) -> numeric[..s]");

  /** The axis, counted from the front. */
  int axis();

  /** Whether an element itself is left out of its result. */
  boolean exclusive();

  /** Whether to go from the last element to the first. */
  boolean reverse();

  /** The result of no elements. */
  int identity();

  long combine(long x, long y);

  double combine(double x, double y);

  /** Combines the complex number {@code (re, im)} with the total, which is in {@code total}. */
  void combine(double[] total, double re, double im);

  @Override
  default Signature signature() {
    return SIGNATURE;
  }

  @Override
  default Inferred infer(List<TensorType> operands) {
    int rank = operands.get(0).rank();
    return axis() < 0 || axis() >= rank
        ? Inferred.problem(new ShapeProblem.AxisOutOfRange(0, axis(), rank))
        : SIGNATURE.match(operands);
  }

  @Override
  default List<Array> evaluate(List<Array> operands) {
    Array x = operands.get(0);
    Array result = Array.zeros(x.dtype(), x.shape());
    long length = x.dim(axis());
    long step = 1;
    for (int i = axis() + 1; i < x.rank(); i++) {
      step *= x.dim(i);
    }
    for (long line = 0; length > 0 && line < x.size() / length; line++) {
      long first = line / step * step * length + line % step;
      long start = reverse() ? first + (length - 1) * step : first;
      along(x, result, start, reverse() ? -step : step, length);
    }
    return List.of(result);
  }

  private void along(Array x, Array result, long start, long step, long length) {
    long whole = identity();
    double real = identity();
    double[] total = {identity(), 0};
    for (long i = 0; i < length; i++) {
      Interruption.check(i);
      long at = start + i * step;
      if (x.dtype().isInt()) {
        long next = combine(whole, x.getLong(at));
        result.set(at, exclusive() ? whole : next);
        whole = next;
      } else if (x.dtype().isFloat()) {
        double next = combine(real, x.getDouble(at));
        result.set(at, exclusive() ? real : next);
        real = next;
      } else {
        if (exclusive()) {
          result.set(at, total[0], total[1]);
        }
        combine(total, x.re(at), x.im(at));
        if (!exclusive()) {
          result.set(at, total[0], total[1]);
        }
      }
    }
  }

  /** The operation on two elements. */
  Op step();

  /** A loop along the axis; single precision is widened before and the results rounded. */
  @Override
  default Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    Value x = operands.get(0);
    boolean single = x.type().element() == DType.F32;
    Transpose toFirst = new Transpose(Axes.moved(x.rank(), axis(), 0));
    Value wide = single ? b.one(new Cast(DType.F64), x) : x;
    Value rows = b.one(toFirst, wide);
    TensorType row = rows.type().withShape(rows.shape().remove(0));
    GraphBuilder inner = new GraphBuilder();
    Value before = inner.input(row, "");
    Value after = inner.one(step(), before, inner.input(row, ""));
    Graph body = inner.build(List.of(after, exclusive() ? before : after));
    Value one =
        b.one(new Cast(row.element()), b.one(new Constant(Array.scalar((long) identity()))));
    Value start = Broadcast.to(b, one, row.shape());
    Scan scan = new Scan(body, 1, 1, x.shape().dim(axis()), reverse());
    Value result = b.one(toFirst.inverse(), b.emit(scan, List.of(start, rows)).get(1));
    return Optional.of(List.of(single ? b.one(new Cast(DType.F32), result) : result));
  }
}
