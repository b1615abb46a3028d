package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.Ops;
import org.tgraph.op.create.Iota;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Reshape;
import org.tgraph.source.Span;
import org.tgraph.transform.Grad;
import org.tgraph.transform.Jvp;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** Functions made of functions: {@code grad(f)}. They are resolved while the script is checked. */
public final class Transforms {
  private final Context c;

  Transforms(Context c) {
    this.c = c;
  }

  /**
   * The gradient of a function by its first argument.
   *
   * @param withValue whether the result is the value and the gradient
   */
  public Val grad(Val.Function f, boolean withValue, Span at) {
    String name = withValue ? "value_and_grad" : "grad";
    return new Val.Transformed(
        name, f, (arguments, call) -> grad(f, withValue, arguments, at, call));
  }

  private Val grad(Val.Function f, boolean withValue, Arguments arguments, Span at, Span call) {
    if (arguments.list().isEmpty()) {
      throw c.fail(
          Diagnostic.error(Code.TG0207, call, "There must be an argument to differentiate by.")
              .label(at, "this gives a function of the arguments of " + f.called()));
    }
    Argument wrt = arguments.list().get(0);
    Trace trace = Trace.of(c, f, arguments, 1, (i, leaf) -> leaf.type(), call);
    int count = trace.arguments().get(0).size();
    floats(trace.arguments().get(0), wrt);
    Value value = trace.graph().outputs().get(0);
    if (trace.graph().outputs().size() != 1
        || !Tensors.isTensor(trace.result())
        || value.rank() != 0
        || !value.type().element().isIn(Kind.FLOAT)) {
      throw c.fail(DerivativeMessages.notOneFloat(c, f, trace.result().type(), at, call));
    }
    List<Value> results = new ArrayList<>();
    if (trace.isRunnable()) {
      List<Integer> positions = IntStream.range(0, count).boxed().toList();
      Graph graph = Trace.done(c, Grad.of(trace.graph(), positions), Code.TG0501, at);
      results.addAll(splice(graph, trace, List.of(), call));
    } else {
      results.add(c.builder().opaque(value.type(), ""));
      trace.arguments().get(0).forEach(l -> results.add(c.builder().opaque(l.type(), "")));
    }
    Val gradient = Leaves.rebuild(wrt.val(), results.subList(1, results.size()).iterator());
    return withValue ? new Val.Tuple(List.of(new Val.Tensor(results.get(0)), gradient)) : gradient;
  }

  private void floats(List<Value> leaves, Argument argument) {
    for (Value leaf : leaves) {
      if (!leaf.type().element().isIn(Kind.FLOATING)) {
        String text = argument.span().text();
        throw c.fail(
            Diagnostic.error(
                    Code.TG0501,
                    argument.span(),
                    "There is no derivative by whole numbers, but this is `%s`."
                        .formatted(c.text(leaf.type())))
                .fixIf(leaves.size() == 1, argument.span(), "f64(" + text + ")"));
      }
    }
  }

  /** Writes a transformed graph here; {@code further} are arguments after those of the trace. */
  private List<Value> splice(Graph graph, Trace trace, List<Value> further, Span call) {
    List<Value> arguments = new ArrayList<>(trace.leaves());
    arguments.addAll(trace.captured());
    arguments.addAll(further);
    c.at(call);
    return c.builder().splice(graph, arguments);
  }

  /** The value of a function and its derivative along a direction: a tuple of both. */
  public Val jvp(
      Val.Function f, List<Argument> primals, List<Argument> tangents, Span at, Span call) {
    if (primals.size() != tangents.size()) {
      throw c.fail(
          Code.TG0207,
          call,
          "There are %d arguments, but %d directions.".formatted(primals.size(), tangents.size()));
    }
    Trace trace =
        Trace.of(c, f, new Arguments(primals), primals.size(), (i, leaf) -> leaf.type(), call);
    List<Value> directions = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    int position = 0;
    for (int i = 0; i < primals.size(); i++) {
      floats(trace.arguments().get(i), primals.get(i));
      Val direction =
          c.statements.conformTo(primals.get(i).val().type(), tangents.get(i), "the direction");
      directions.addAll(
          Leaves.values(c, c.builder(), direction, tangents.get(i).span()).orElseThrow());
      for (int k = 0; k < trace.arguments().get(i).size(); k++) {
        positions.add(position++);
      }
    }
    int outputs = trace.graph().outputs().size();
    for (Value output : trace.graph().outputs()) {
      if (!output.type().element().isIn(Kind.FLOATING)) {
        throw c.fail(
            Code.TG0501, at, "There is no derivative of whole numbers, which this function gives.");
      }
    }
    List<Value> results;
    if (trace.isRunnable()) {
      Graph graph = Trace.done(c, Jvp.of(trace.graph(), positions), Code.TG0501, at);
      results = splice(graph, trace, directions, call);
    } else {
      results = new ArrayList<>();
      for (int i = 0; i < 2 * outputs; i++) {
        Value like = trace.graph().outputs().get(i % outputs);
        results.add(c.builder().opaque(like.type(), ""));
      }
    }
    return new Val.Tuple(
        List.of(
            Leaves.rebuild(trace.result(), results.subList(0, outputs).iterator()),
            Leaves.rebuild(trace.result(), results.subList(outputs, 2 * outputs).iterator())));
  }

  /** The matrix of second derivatives by the one argument: of its shape twice. */
  public Val hessian(Val.Function f, Span at) {
    return new Val.Transformed("hessian", f, (arguments, call) -> hessian(f, arguments, at, call));
  }

  /** The derivatives of the gradient along each element, all at once. */
  private Val hessian(Val.Function f, Arguments arguments, Span at, Span call) {
    if (arguments.list().isEmpty()) {
      throw c.fail(Code.TG0207, call, "There must be an argument to differentiate by.");
    }
    Argument x = arguments.list().get(0);
    if (!Tensors.isTensor(x.val())) {
      throw c.fail(Code.TG0199, x.span(), "The Hessian by a tuple or record is not supported yet.");
    }
    Value value = c.tensors.value(x.val(), x.span());
    Shape shape = value.shape();
    if (!value.type().element().isIn(Kind.FLOAT)) {
      floats(List.of(value), x);
    }
    Val.Function gradient =
        new Val.Transformed(
            "grad",
            f,
            (inner, at2) -> {
              List<Argument> all = new ArrayList<>(inner.list());
              all.addAll(arguments.list().subList(1, arguments.list().size()));
              return grad(f, false, new Arguments(all), at, call);
            });
    Val.Function along =
        new Val.Transformed(
            "jvp",
            f,
            (direction, at2) ->
                ((Val.Tuple) jvp(gradient, List.of(x), direction.list(), at, call)).parts().get(1));
    c.at(call);
    Value basis = basis(value.type().element(), shape);
    Val rows =
        c.calls.apply(
            new Mapping(c, false).of(along, List.of(Optional.of(Dim.ZERO)), Dim.ZERO, at),
            new Arguments(List.of(new Argument(Optional.empty(), new Val.Tensor(basis), x.span()))),
            call);
    if (rows.isPoison()) {
      return rows;
    }
    return new Val.Tensor(c.emit(new Reshape(shape.concat(shape)), c.tensors.value(rows, call)));
  }

  /** For each element of a shape the tensor that is 1 there and 0 elsewhere. */
  private Value basis(Element element, Shape shape) {
    Dim size = shape.size();
    Shape square = Shape.of(size, size);
    Value index = c.emit(new Iota(size, DType.I64));
    Value rows = c.emit(new Broadcast(square, List.of(0)), index);
    Value columns = c.emit(new Broadcast(square, List.of(1)), index);
    Value isOne = c.emit(Ops.named("equal"), rows, columns);
    return c.emit(new Reshape(shape.insert(0, size)), c.tensors.cast(isOne, element));
  }
}
