package org.tgraph.op.reduce;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Interruption;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.op.control.Scan;
import org.tgraph.op.layout.Axes;
import org.tgraph.op.layout.Pad;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.pointwise.Cast;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.ShapeProblem;
import org.tgraph.type.Signature;
import org.tgraph.type.TensorType;

/**
 * {@code y[k] = a[k] * y[k - 1] + b[k]} along an axis, from {@code y[0] = b[0]}; the transpose of
 * that in b is {@code y[k] = a[k + 1] * y[k + 1] + b[k]}, from the last. It is what the derivatives
 * of a cumulative product are made of, and its own are made of it too: they take as many operations
 * as there are elements, where elements are 0 as well. Floats are combined in double precision.
 *
 * @param axis counted from the front
 * @param reverse whether it is the transpose
 */
public record LinearRecurrence(int axis, boolean reverse) implements Op {
  private static final Signature SIGNATURE =
      Signature.of("(a: floating[..s], b: floating[..s]) -> floating[..s]");

  @Override
  public String name() {
    return "linear_recurrence";
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    int rank = operands.get(0).rank();
    return axis < 0 || axis >= rank
        ? Inferred.problem(new ShapeProblem.AxisOutOfRange(0, axis, rank))
        : SIGNATURE.match(operands);
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    Array a = operands.get(0);
    Array result = Array.zeros(a.dtype(), a.shape());
    long length = a.dim(axis);
    long step = 1;
    for (int i = axis + 1; i < a.rank(); i++) {
      step *= a.dim(i);
    }
    for (long line = 0; length > 0 && line < a.size() / length; line++) {
      along(a, operands.get(1), result, line / step * step * length + line % step, step, length);
    }
    return List.of(result);
  }

  private void along(Array a, Array b, Array result, long first, long step, long length) {
    double re = 0;
    double im = 0;
    for (long i = 0; i < length; i++) {
      Interruption.check(i);
      long k = reverse ? length - 1 - i : i;
      long at = first + k * step;
      long factor = reverse ? at + step : at;
      double x = i == 0 ? 0 : a.re(factor);
      double y = i == 0 || !a.dtype().isComplex() ? 0 : a.im(factor);
      double real = x * re - y * im + b.re(at);
      if (a.dtype().isComplex()) {
        im = x * im + y * re + b.im(at);
        result.set(at, real, im);
      } else {
        result.set(at, real);
      }
      re = real;
    }
  }

  /** Where a changes, {@code ȧ[k] * y[k - 1]} is added to the change of b. */
  @Override
  public Derivative derivative() {
    return new Derivative.Tangent(
        (b, in, out, tangents) -> {
          Value y = out.get(0);
          Optional<Value> change =
              tangents
                  .get(0)
                  .map(t ->
                      reverse
                          ? shifted(b, Formula.multiply(b, t, y), axis, true)
                          : Formula.multiply(b, t, shifted(b, y, axis, false)));
          Optional<Value> all =
              change.isPresent() && tangents.get(1).isPresent()
                  ? Optional.of(Formula.add(b, change.get(), tangents.get(1).get()))
                  : change.or(() -> tangents.get(1));
          return List.of(all.map(t -> b.one(this, in.get(0), t)));
        },
        List.of(1),
        (b, i, in, cotangent) -> b.one(new LinearRecurrence(axis, !reverse), in.get(0), cotangent));
  }

  /** Element {@code k - 1}, or {@code k + 1}, in place of element {@code k}; 0 where none is. */
  static Value shifted(GraphBuilder b, Value x, int axis, boolean back) {
    List<Dim> none = Collections.nCopies(x.rank(), Dim.ZERO);
    List<Dim> one = new ArrayList<>(none);
    one.set(axis, Dim.ONE);
    List<Integer> interior = Collections.nCopies(x.rank(), 0);
    Value longer = b.one(new Pad(back ? none : one, back ? one : none, interior), x);
    return Slice.along(b, longer, axis, back ? Dim.ONE : Dim.ZERO, x.shape().dim(axis));
  }

  @Override
  public Op batched(Dim size) {
    return new LinearRecurrence(axis + 1, reverse);
  }

  /** A loop along the axis; single precision is widened before and the results rounded. */
  @Override
  public Optional<List<Value>> decompose(GraphBuilder b, List<Value> operands) {
    // The first factor has nothing to multiply, and may not be finite.
    Value used = shifted(b, operands.get(0), axis, true);
    Value factors = reverse ? used : shifted(b, used, axis, false);
    Transpose toFirst = new Transpose(Axes.moved(factors.rank(), axis, 0));
    Value a = b.one(toFirst, widened(b, factors));
    Value rest = b.one(toFirst, widened(b, operands.get(1)));
    TensorType row = a.type().withShape(a.shape().remove(0));
    GraphBuilder inner = new GraphBuilder();
    Value before = inner.input(row, "");
    Value product = Formula.multiply(inner, inner.input(row, ""), before);
    Value after = Formula.add(inner, product, inner.input(row, ""));
    Graph body = inner.build(List.of(after, after));
    Scan scan = new Scan(body, 1, 2, a.shape().dim(0), reverse);
    List<Value> inputs = List.of(Formula.constant(b, 0, before), a, rest);
    Value result = b.one(toFirst.inverse(), b.emit(scan, inputs).get(1));
    DType element = factors.type().dtype();
    return Optional.of(
        List.of(result.type().dtype() == element ? result : b.one(new Cast(element), result)));
  }

  private static Value widened(GraphBuilder b, Value x) {
    return switch (x.type().dtype()) {
      case F32 -> b.one(new Cast(DType.F64), x);
      case C64 -> b.one(new Cast(DType.C128), x);
      default -> x;
    };
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.elements(results).times(2);
  }
}
