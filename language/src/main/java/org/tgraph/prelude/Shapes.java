package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Reshape;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.Type;

/** Functions that ask for the shape of a tensor, or see its elements under another. */
final class Shapes {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "size(x, axis=none)",
              "How many elements there are, or how many along the axis: a size.",
              Shapes::size),
          Builtin.of("shape(x)", "The sizes of the axes, as a tuple.", Shapes::shape),
          Builtin.of(
              "reshape(x, shape)",
              "The same elements in the same order under another shape; a size may be `-1`.",
              call -> {
                Value x = call.tensor("x");
                Shape shape = call.shape("shape", Optional.of(x.shape().size()));
                return new Val.Tensor(reshape(call, x, shape));
              }),
          Builtin.of(
              "broadcast_to(x, shape)",
              "The tensor repeated along axes that it lacks or that have size 1.",
              Shapes::broadcastTo),
          Builtin.of(
              "broadcast_arrays(*arrays)",
              "The tensors repeated to the shape that they have together, as a tuple.",
              Shapes::broadcastArrays),
          Builtin.of(
              "expand_dims(x, axis=0)",
              "The tensor with a new axis of size 1 in that place; several, for a tuple.",
              Shapes::expand),
          Builtin.of(
              "squeeze(x, axis)", "The tensor without these axes of size 1.", Shapes::squeeze));

  private Shapes() {}

  private static Val size(CallSite call) {
    Shape shape = shapeOf(call);
    return new Val.Known(
        call.has("axis")
            ? shape.dim(call.axis(call.size("axis"), call.span("axis"), shape))
            : shape.size());
  }

  /** Text from a file has a shape too. */
  private static Shape shapeOf(CallSite call) {
    return call.val("x").type() instanceof Type.Text t ? t.shape() : call.tensor("x").shape();
  }

  private static Val shape(CallSite call) {
    Shape shape = shapeOf(call);
    if (shape.hasPack()) {
      throw call.fail(
          Code.TG0314,
          call.at(),
          "The shape is not known here, since a pack stands for any number of axes.");
    }
    return new Val.Tuple(shape.dims().stream().<Val>map(Val.Known::new).toList());
  }

  /** The sizes may be equal only in the file that was read. */
  static Value reshape(CallSite call, Value x, Shape shape) {
    Dim now = x.shape().size();
    Dim then = shape.size();
    if (now.equals(then)) {
      return call.reshape(x, shape);
    }
    if (!call.isEqual(now, then)) {
      throw differ(call, x, shape);
    }
    Value known = call.coerce(x, known(call, x.shape()));
    Value reshaped =
        call.apply(new Reshape(known(call, shape)), List.of(known), List.of(call.span("x")));
    return call.coerce(reshaped, shape);
  }

  private static Shape known(CallSite call, Shape shape) {
    return new Shape(shape.dims().stream().map(call::known).toList());
  }

  private static RuntimeException differ(CallSite call, Value x, Shape shape) {
    String[] sizes = call.pair(x.shape().size(), shape.size());
    Diagnostic d =
        call.explain(
            Diagnostic.error(
                    Code.TG0308,
                    call.at(),
                    "The number of elements must stay the same, but `%s` is not `%s`."
                        .formatted(sizes[0], sizes[1]))
                .label(call.span("x"), elements(call, x.shape(), sizes[0]))
                .label(call.span("shape"), elements(call, shape, sizes[1])),
            x.shape().size(),
            shape.size());
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      Shape others = shape.remove(axis);
      Optional<Dim> size = x.shape().size().divideExactly(others.size());
      if (size.isPresent()) {
        String text = call.c().text(shape.with(axis, size.get()));
        String wanted = "(" + text.substring(1, text.length() - 1) + ")";
        return call.fail(d.fixIf(shape.rank() > 1, call.span("shape"), wanted));
      }
    }
    return call.fail(d);
  }

  private static String elements(CallSite call, Shape shape, String size) {
    return "shape `%s` has `%s` %s"
        .formatted(call.c().text(shape), size, size.equals("1") ? "element" : "elements");
  }

  private static Val broadcastTo(CallSite call) {
    Value x = call.tensor("x");
    Shape shape = call.shape("shape", Optional.empty());
    int missing = shape.rank() - x.rank();
    boolean fits = missing >= 0;
    Shape fitted = x.shape();
    for (int axis = 0; fits && axis < x.rank(); axis++) {
      Dim from = x.shape().dim(axis);
      Dim to = shape.dim(missing + axis);
      fits = from.is(1) || call.isEqual(from, to);
      fitted = from.is(1) ? fitted : fitted.with(axis, to);
    }
    if (!fits) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0302,
                  call.at(),
                  "The shape `%s` cannot be repeated to `%s`."
                      .formatted(call.c().text(x.shape()), call.c().text(shape)))
              .label(call.span("x"), "this has shape `" + call.c().text(x.shape()) + "`")
              .label(call.span("shape"), "this is `" + call.c().text(shape) + "`")
              .note(
                  "Axes are aligned at the last; only those that are missing or have size 1 are"
                      + " repeated."));
    }
    Value fitting = call.coerce(x, fitted);
    return new Val.Tensor(Broadcast.to(call.b(), fitting, shape));
  }

  private static Val broadcastArrays(CallSite call) {
    List<Value> values = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    for (Operand array : call.rest("arrays")) {
      values.add(call.tensor(array));
      spans.add(array.span());
    }
    return new Val.Tuple(call.broadcast(values, spans).stream().<Val>map(Val.Tensor::new).toList());
  }

  private static Val expand(CallSite call) {
    Value x = call.tensor("x");
    int count = call.has("axis") ? call.list("axis").size() : 1;
    Shape result = x.shape();
    for (int i = 0; i < count; i++) {
      result = result.insert(result.rank(), Dim.ONE);
    }
    List<Integer> axes = call.has("axis") ? call.axesInOrder("axis", result) : List.of(0);
    List<Dim> dims = new ArrayList<>(x.shape().dims());
    axes.stream().sorted().forEach(axis -> dims.add(axis, Dim.ONE));
    return new Val.Tensor(call.reshape(x, new Shape(dims)));
  }

  private static Val squeeze(CallSite call) {
    Value x = call.tensor("x");
    List<Integer> axes = call.axes("axis", x);
    Shape shape = x.shape();
    for (int axis : axes) {
      Dim size = shape.dim(axis);
      if (!call.isEqual(size, Dim.ONE)) {
        throw call.fail(
            call.explain(
                Diagnostic.error(
                        Code.TG0301,
                        call.span("axis"),
                        "Only an axis of size 1 can be squeezed, but axis %d is `%s`."
                            .formatted(axis, call.c().text(size)))
                    .label(call.span("x"), "this has shape `" + call.c().text(shape) + "`"),
                size,
                Dim.ONE));
      }
      shape = shape.with(axis, Dim.ONE);
    }
    Value fitting = call.coerce(x, shape);
    List<Dim> kept =
        IntStream.range(0, x.rank())
            .filter(axis -> !axes.contains(axis))
            .mapToObj(shape::dim)
            .toList();
    return new Val.Tensor(call.reshape(fitting, new Shape(kept)));
  }
}
