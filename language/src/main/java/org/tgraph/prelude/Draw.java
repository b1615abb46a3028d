package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tgraph.check.CallSite;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/**
 * One call of a sampler: its key, used up, and the parameters of the distribution repeated to the
 * shape of the sample, which is {@code shape} if that is given and else what the parameters have
 * together. The element type is {@code dtype} if given, else that of the parameters.
 */
record Draw(CallSite call, Value key, Shape shape, DType type, List<Value> parameters) {
  Draw {
    parameters = List.copyOf(parameters);
  }

  /** A parameter; one without a default must be given. */
  record Parameter(String name, double otherwise) {}

  static Draw of(CallSite call, Parameter... parameters) {
    return of(call, call.key("k"), parameters);
  }

  /** A draw that another function makes: the key is still to be used. */
  static Draw lent(CallSite call, Parameter... parameters) {
    return of(call, call.lentKey("k"), parameters);
  }

  private static Draw of(CallSite call, Value key, Parameter... parameters) {
    List<Operand> given = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (call.has(parameter.name)) {
        given.add(call.operand(parameter.name));
      }
    }
    DType type = type(call, given);
    List<Value> values = new ArrayList<>();
    for (Parameter parameter : parameters) {
      values.add(
          call.has(parameter.name)
              ? call.together(List.of(anchor(call, type), call.operand(parameter.name)), Kind.FLOAT)
                  .get(1)
              : filled(call, parameter.otherwise, type, Shape.SCALAR));
    }
    return of(call, key, type, values, Stream.of(parameters).map(Parameter::name).toList());
  }

  /** The draw of a count, whose parameters may be whole numbers too; all are {@code f64}. */
  static Draw ofCounts(CallSite call, String... names) {
    return ofCounts(call, call.key("k"), names);
  }

  /** The draw of a count that another function makes: the key is still to be used. */
  static Draw lentOfCounts(CallSite call, String... names) {
    return ofCounts(call, call.lentKey("k"), names);
  }

  private static Draw ofCounts(CallSite call, Value key, String... names) {
    List<Value> values = new ArrayList<>();
    for (String name : names) {
      values.add(call.cast(call.tensor(name, Kind.REAL), DType.F64));
    }
    return of(call, key, DType.F64, values, List.of(names));
  }

  private static Draw of(
      CallSite call, Value key, DType type, List<Value> parameters, List<String> names) {
    List<Value> values = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    Optional<Shape> shape =
        call.has("shape") ? Optional.of(call.shape("shape", Optional.empty())) : Optional.empty();
    if (shape.isPresent()) {
      values.add(filled(call, 0, type, shape.get()));
      spans.add(call.span("shape"));
    }
    values.addAll(parameters);
    names.forEach(name -> spans.add(call.span(name)));
    if (values.isEmpty()) {
      return new Draw(call, key, Shape.SCALAR, type, List.of());
    }
    List<Value> together = values.size() == 1 ? values : call.broadcast(values, spans);
    Shape common = together.get(0).shape();
    if (shape.isPresent() && !common.equals(shape.get())) {
      Diagnostic d =
          Diagnostic.error(
              Code.TG0302,
              call.span("shape"),
              "The parameters of %s have the shape `%s` together, which does not fit into `%s`."
                  .formatted(call.called(), call.c().text(common), call.c().text(shape.get())));
      throw call.fail(shown(d, call, parameters, spans.subList(1, spans.size())));
    }
    return new Draw(
        call, key, common, type, together.subList(shape.isPresent() ? 1 : 0, together.size()));
  }

  /** With the shapes of those parameters that have axes. */
  static Diagnostic shown(
      Diagnostic diagnostic, CallSite call, List<Value> parameters, List<Span> spans) {
    Diagnostic d = diagnostic;
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).rank() > 0) {
        String text = call.c().text(parameters.get(i).shape());
        d = d.label(spans.get(i), "this has shape `" + text + "`");
      }
    }
    return d;
  }

  private static Value filled(CallSite call, double value, DType type, Shape shape) {
    return call.fill(new Val.WeakFloat(value), type, shape);
  }

  private static Operand anchor(CallSite call, DType type) {
    return new Operand(new Val.Tensor(filled(call, 0, type, Shape.SCALAR)), call.whole());
  }

  private static DType type(CallSite call, List<Operand> given) {
    List<Operand> all = new ArrayList<>();
    if (call.has("dtype")) {
      all.add(anchor(call, floating(call, call.element("dtype", DType.F64))));
    }
    all.addAll(given);
    if (all.isEmpty()) {
      return DType.F64;
    }
    Element element = call.together(all, Kind.FLOAT).get(0).type().element();
    if (call.has("dtype") && !element.equals(call.element("dtype", element))) {
      throw call.fail(
          Code.TG0402,
          call.span("dtype"),
          "The parameters of %s are `%s`, which is not narrowed."
              .formatted(call.called(), element));
    }
    return floating(call, element);
  }

  /** Random floats are made bit by bit, so it must be known how many bits there are. */
  private static DType floating(CallSite call, Element element) {
    if (element instanceof DType type && type.isFloat()) {
      return type;
    }
    throw call.fail(
        Code.TG0401,
        call.has("dtype") ? call.span("dtype") : call.whole(),
        "%s makes `f32` or `f64`, not `%s`.".formatted(call.called(), element));
  }

  /** The same draw by another key. */
  Draw with(Value other) {
    return new Draw(call, other, shape, type, parameters);
  }

  /** The same draw by key number {@code counter} of those that the key is split into. */
  Draw child(long counter) {
    return with(Bits.child(call, key, counter));
  }

  Value parameter(int i) {
    return parameters.get(i);
  }

  /** A number repeated to the shape of the sample. */
  Value constant(double value) {
    return filled(call, value, type, shape);
  }

  /** Uniform from 0 to 1, without it. */
  Value unit() {
    return Bits.unit(call, key, shape, type);
  }

  /** Uniform from {@code low} to {@code high}, without it. */
  Value between(double low, double high) {
    return Bits.between(call, key, constant(low), constant(high));
  }

  /** The smallest number above 0 that is held with full precision. */
  double tiny() {
    return type == DType.F64 ? Double.MIN_NORMAL : Float.MIN_NORMAL;
  }
}
