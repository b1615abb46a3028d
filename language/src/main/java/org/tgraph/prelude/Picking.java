package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Iota;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.reduce.Sum;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** Functions that pick elements out of a tensor by their place. */
final class Picking {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "nonzero(x)",
              "Where the elements are true, or not 0: a tuple of index tensors, one for each axis.",
              call -> new Val.Tuple(call.nonzero("x").stream().<Val>map(Val.Tensor::new).toList())),
          Builtin.of(
              "take(x, indices, axis=none)",
              "The elements at these places along the axis.",
              Picking::take),
          Builtin.of(
              "take_along_axis(x, indices, axis=-1)",
              "Along the axis, the elements at the places that each line of `indices` says.",
              Picking::takeAlongAxis),
          Builtin.of(
              "diagonal(x, offset=0)",
              "The diagonal of the matrices in the last two axes, or one beside it.",
              call -> new Val.Tensor(diagonal(call, call.tensor("x")))),
          Builtin.of(
              "trace(x, offset=0, dtype=none)",
              "The sum of the diagonal of the matrices in the last two axes.",
              call -> {
                Value diagonal = diagonal(call, Reductions.totalled(call));
                return new Val.Tensor(call.emit(new Sum(List.of(diagonal.rank() - 1)), diagonal));
              }),
          Builtin.of(
              "diff(x, axis=-1, n=1, prepend=none, append=none)",
              "The differences of neighbours along the axis, taken `n` times.",
              Picking::diff));

  private Picking() {}

  private static Val take(CallSite call) {
    Value x = call.tensor("x");
    if (!call.has("axis") && x.rank() != 1) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0207,
                  call.whole(),
                  "The argument `axis` of `take` may be left out only where there is 1 axis.")
              .label(call.span("x"), "this has shape `" + call.c().text(x.shape()) + "`"));
    }
    int axis = call.axis("axis", x, 0);
    return new Val.Tensor(take(call, x, call.tensor("indices", Kind.INT), axis));
  }

  /** The axes of the indices take the place of the axis. */
  static Value take(CallSite call, Value x, Value indices, int axis) {
    Value front = AxisOrder.permuted(call, x, AxisOrder.moved(x.rank(), List.of(axis), List.of(0)));
    Value picked = call.emit(new Gather(0, 1), front, indices);
    List<Integer> source = AxisOrder.inOrder(indices.rank());
    List<Integer> target = source.stream().map(a -> a + axis).toList();
    return AxisOrder.permuted(call, picked, AxisOrder.moved(picked.rank(), source, target));
  }

  private static Val takeAlongAxis(CallSite call) {
    Value x = call.tensor("x");
    Value indices = call.tensor("indices", Kind.INT);
    List<Span> spans = List.of(call.span("x"), call.span("indices"));
    if (x.rank() != indices.rank() || x.rank() == 0) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0303,
                  call.at(),
                  "`take_along_axis` needs as many axes of indices as of `x`, at least 1.")
              .label(spans.get(0), "this has shape `" + call.c().text(x.shape()) + "`")
              .label(spans.get(1), "this has shape `" + call.c().text(indices.shape()) + "`"));
    }
    int axis = call.axis("axis", x, x.rank() - 1);
    Dim size = x.shape().dim(axis);
    Dim count = indices.shape().dim(axis);
    Shape lines = x.shape();
    for (int other = 0; other < x.rank(); other++) {
      Dim a = x.shape().dim(other);
      Dim b = indices.shape().dim(other);
      if (other == axis) {
        continue;
      }
      if (!a.is(1) && !b.is(1) && !call.isEqual(a, b)) {
        String[] sizes = call.pair(a, b);
        throw call.fail(
            call.explain(
                Diagnostic.error(
                        Code.TG0302,
                        call.at(),
                        "Axis %d of both must have one size, but `%s` is not `%s`."
                            .formatted(other, sizes[0], sizes[1]))
                    .label(spans.get(0), "this has shape `" + call.c().text(x.shape()) + "`")
                    .label(spans.get(1), "this has shape `" + call.c().text(indices.shape()) + "`"),
                a,
                b));
      }
      lines = lines.with(other, a.is(1) ? b : a);
    }
    Value from = repeated(call, x, lines.with(axis, size));
    Value at = repeated(call, indices, lines.with(axis, count));
    return new Val.Tensor(Gather.alongAxis(call.b(), from, at, axis));
  }

  /** The value repeated to a shape of as many axes, with which it was found to go together. */
  private static Value repeated(CallSite call, Value x, Shape shape) {
    Shape fitting = x.shape();
    for (int axis = 0; axis < shape.rank(); axis++) {
      fitting = fitting.dim(axis).is(1) ? fitting : fitting.with(axis, shape.dim(axis));
    }
    Value fitted = call.coerce(x, fitting);
    return Broadcast.to(call.b(), fitted, shape);
  }

  private static Value diagonal(CallSite call, Value x) {
    call.needLastAxes("x", x, 2);
    int batch = x.rank() - 2;
    Dim rows = x.shape().dim(batch);
    Dim columns = x.shape().dim(batch + 1);
    long offset = call.has("offset") ? call.number("offset") : 0;
    Dim down = rows.plus(Math.min(0, offset));
    Dim right = columns.minus(Dim.of(Math.max(0, offset)));
    Dim length = Dim.max(Dim.ZERO, Dim.min(down, right));
    Value i = call.emit(new Iota(length, DType.I64));
    Shape shape = x.shape().slice(0, batch).insert(batch, length);
    Value row = Formula.add(call.b(), i, call.fill(Math.max(0, -offset), i));
    Value column = Formula.add(call.b(), i, call.fill(Math.max(0, offset), i));
    return call.emit(
        new Gather(batch, 2),
        x,
        Broadcast.to(call.b(), row, shape),
        Broadcast.to(call.b(), column, shape));
  }

  /** The elements at which two axes of one size have the same index, along the first of them. */
  static Value diagonalOf(CallSite call, Value x, int axis, int other) {
    Value front =
        AxisOrder.permuted(call, x, AxisOrder.moved(x.rank(), List.of(axis, other), List.of(0, 1)));
    Value i = call.emit(new Iota(front.shape().dim(0), DType.I64));
    Value picked = call.emit(new Gather(0, 2), front, i, i);
    return AxisOrder.permuted(
        call, picked, AxisOrder.moved(picked.rank(), List.of(0), List.of(axis)));
  }

  private static Val diff(CallSite call) {
    List<String> names = new ArrayList<>();
    for (String name : List.of("prepend", "x", "append")) {
      if (call.has(name)) {
        names.add(name);
      }
    }
    List<Value> parts = call.together(Kind.NUMERIC, names.toArray(String[]::new));
    Value x = parts.get(names.indexOf("x"));
    int axis = call.axis("axis", x, x.rank() - 1);
    if (x.rank() == 0) {
      throw call.fail(Code.TG0303, call.span("x"), "A scalar has no neighbours to compare.");
    }
    Value all = x;
    if (parts.size() > 1) {
      for (Value part : parts) {
        if (part.rank() != x.rank()) {
          String name = names.get(parts.indexOf(part));
          throw call.fail(
              Diagnostic.error(
                      Code.TG0303,
                      call.span(name),
                      "`%s` of `diff` must have as many axes as `x`.".formatted(name))
                  .at("this has shape `" + call.c().text(part.shape()) + "`")
                  .label(call.span("x"), "this has shape `" + call.c().text(x.shape()) + "`"));
        }
      }
      List<Span> spans = names.stream().map(call::span).toList();
      all = call.apply(new Concat(axis, parts.size()), parts, spans);
    }
    long times = call.has("n") ? call.number("n") : 1;
    if (times < 0 || times > 100) {
      throw call.fail(Code.TG0411, call.span("n"), "`n` of `diff` must be from 0 to 100.");
    }
    for (long i = 0; i < times; i++) {
      Dim length = Dim.max(Dim.ZERO, all.shape().dim(axis).plus(-1));
      Value later =
          Slice.along(call.b(), all, axis, Dim.min(Dim.ONE, all.shape().dim(axis)), length);
      Value earlier = Slice.along(call.b(), all, axis, Dim.ZERO, length);
      all = Formula.subtract(call.b(), later, earlier);
    }
    return new Val.Tensor(all);
  }
}
