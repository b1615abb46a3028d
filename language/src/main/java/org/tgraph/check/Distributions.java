package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.reduce.Sum;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/**
 * What can be asked of a distribution: the functions that the standard library has written of it.
 */
public final class Distributions {
  /** What is a field of a distribution: {@code d.mean}. */
  static final List<String> FIELDS = List.of("mean", "variance", "entropy");

  private static final Set<String> OF_VALUES =
      Set.of("log_density", "cdf", "log_cdf", "log_ccdf", "icdf");

  private final Context c;

  public Distributions(Context c) {
    this.c = c;
  }

  /** A function of the distribution, applied; that there is none is reported. */
  Val apply(Val.Distribution d, String function, List<Val> values, Span at) {
    if (!(d.functions().fields().get(function) instanceof Val.Function f)) {
      throw absent(d, function, at);
    }
    List<Argument> arguments = new ArrayList<>();
    values.forEach(v -> arguments.add(new Argument(Optional.empty(), v, at)));
    Val result = c.calls.apply(f, new Arguments(arguments), at);
    if (result.isPoison()) {
      throw new Reported();
    }
    return result;
  }

  private Reported absent(Val.Distribution d, String what, Span at) {
    List<String> there =
        d.functions().fields().keySet().stream()
            .filter(n -> OF_VALUES.contains(n) || FIELDS.contains(n) || n.equals("draw"))
            .toList();
    return c.fail(
        Diagnostic.error(
                Code.TG0605, at, "`%s` of `%s` is not known.".formatted(what, d.type().family()))
            .note("There are `" + String.join("`, `", there) + "`."));
  }

  /** {@code d.mean}. */
  Val field(Val.Distribution d, String name, Span at) {
    Val field = d.functions().fields().get(name);
    if (field == null || !FIELDS.contains(name)) {
      throw absent(d, name, at);
    }
    // What takes long to compute is a function, which is called only where it is asked for.
    Val value = field instanceof Val.Function ? apply(d, name, List.of(), at) : field;
    return asParameters(d, value, at);
  }

  /** The log density of one value of a site, of each number of the batch. */
  Value each(Val.Distribution d, Val x, Span at) {
    return c.tensors.value(apply(d, "log_density", List.of(x), at), at);
  }

  /** The sum of all elements, as {@code f64}. */
  Value sum(Value value, Span at) {
    c.at(at);
    Value all =
        value.rank() == 0
            ? value
            : c.emit(new Sum(IntStream.range(0, value.rank()).boxed().toList()), value);
    return c.tensors.cast(all, DType.F64);
  }

  /** A draw for each place of a shape, which the axes of the batch fit. */
  Val draw(Val.Distribution d, Val key, Shape shape, Span at) {
    List<Val> values = new ArrayList<>(List.of(key, tuple(shape)));
    if (d.type().event().rank() > 0) {
      values.add(tuple(shape.concat(d.type().event())));
    }
    return apply(d, "draw", values, at);
  }

  private static Val tuple(Shape shape) {
    return new Val.Tuple(shape.dims().stream().<Val>map(Val.Known::new).toList());
  }

  // Calls of functions of the prelude

  /** {@code cdf(d, x)} and its like: for each value of the batch, and for more that are given. */
  public Val evaluate(CallSite call, String function) {
    Val.Distribution d = of(call);
    Type.Distribution type = d.type();
    boolean isShare = function.equals("icdf");
    Value x = isShare ? call.tensor("p", Kind.FLOAT) : value(call, type);
    int axes = isShare ? 0 : type.event().rank();
    if (x.rank() < axes) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0303,
                  call.span("x"),
                  "A value of `%s` has %s, but this has %d."
                      .formatted(type.family(), ShapeMessages.axes(axes), x.rank()))
              .note("The distribution is `" + c.text(type) + "`."));
    }
    Shape event = x.shape().slice(x.rank() - axes, x.rank());
    for (int i = 0; i < axes; i++) {
      Dim wanted = type.event().dim(i);
      if (wanted.variables().stream().noneMatch(v -> v.isHole())
          && !call.isEqual(wanted, event.dim(i))) {
        String[] sizes = call.pair(wanted, event.dim(i));
        throw c.fail(
            call.explain(
                Diagnostic.error(
                        Code.TG0301,
                        call.span("x"),
                        "A value of `%s` has the size `%s`, but this has `%s`."
                            .formatted(type.family(), sizes[0], sizes[1]))
                    .note("The distribution is `" + c.text(type) + "`."),
                wanted,
                event.dim(i)));
      }
    }
    List<Value> batches =
        List.of(zeros(call, type.batch()), zeros(call, x.shape().slice(0, x.rank() - axes)));
    Span at = isShare ? call.span("p") : call.span("x");
    new Broadcasting(c).shape(batches, List.of(call.span("d"), at), call.called(), call.at());
    Val result = apply(d, function, List.of(new Val.Tensor(x)), call.whole());
    boolean isSingle = x.type().element() == DType.F32 || !x.type().element().isIn(Kind.FLOAT);
    return isSingle ? asParameters(d, result, call.whole()) : result;
  }

  /**
   * What is computed of sizes is {@code f64}; what is known of a distribution of {@code f32} is
   * that too.
   */
  private Val asParameters(Val.Distribution d, Val result, Span at) {
    if (d.type().element() != DType.F32) {
      return result;
    }
    c.at(at);
    return new Val.Tensor(c.tensors.cast(c.tensors.value(result, at), DType.F32));
  }

  private static Value zeros(CallSite call, Shape shape) {
    return call.fill(new Val.WeakFloat(0), DType.F64, shape);
  }

  /** The value that a function is asked at, of the elements of the distribution. */
  private Value value(CallSite call, Type.Distribution type) {
    Val x = call.val("x");
    if (type.element().isIn(Kind.FLOAT)) {
      return call.tensor("x", Kind.FLOAT);
    }
    Kind kind = type.element().isIn(Kind.BOOL) ? Kind.BOOL : Kind.INT;
    Value value = c.tensors.value(x, call.span("x"));
    if (!value.type().element().isIn(kind)) {
      Diagnostic d =
          Diagnostic.error(
                  Code.TG0401,
                  call.span("x"),
                  "A value of `%s` is `%s`, but this is `%s`."
                      .formatted(type.family(), type.element(), c.text(value.type())))
              .note("The distribution is `" + c.text(type) + "`.");
      throw c.fail(
          d.fixIf(true, call.span("x"), type.element() + "(" + call.span("x").text() + ")"));
    }
    return call.cast(value, type.element());
  }

  /** {@code draw(d, k, shape)}. */
  public Val draw(CallSite call) {
    Val.Distribution d = of(call);
    Type.Distribution type = d.type();
    call.lentKey("k");
    if (type.event().dims().stream()
        .anyMatch(s -> s.variables().stream().anyMatch(v -> v.isHole()))) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0602,
                  call.span("d"),
                  "`%s` does not say how many numbers are drawn.".formatted(type.family()))
              .note("In a model the type of the site does."));
    }
    Shape shape = type.batch();
    if (call.has("shape")) {
      shape = call.shape("shape", Optional.empty());
      List<Value> both = List.of(zeros(call, shape), zeros(call, type.batch()));
      List<Span> spans = List.of(call.span("shape"), call.span("d"));
      Shape together = new Broadcasting(c).shape(both, spans, call.called(), call.at());
      if (!together.equals(shape)) {
        throw c.fail(
            Diagnostic.error(
                    Code.TG0302,
                    call.span("shape"),
                    "The distribution has the shape `%s`, which does not fit into `%s`."
                        .formatted(c.text(type.batch()), c.text(shape)))
                .label(call.span("d"), "this is `" + c.text(type) + "`"));
      }
    }
    Val drawn = draw(d, call.val("k"), shape, call.whole());
    TensorType wanted = new TensorType(type.element(), shape.concat(type.event()));
    return c.statements.conform(drawn, wanted, call.whole());
  }

  /** The argument {@code d}, which must be a distribution. */
  private Val.Distribution of(CallSite call) {
    return distribution(call, "d");
  }

  /** An argument that must be a distribution. */
  public Val.Distribution distribution(CallSite call, String name) {
    if (call.val(name) instanceof Val.Distribution d) {
      return d;
    }
    throw c.fail(
        Code.TG0413,
        call.span(name),
        "`%s` of %s must be a distribution, but this is %s."
            .formatted(name, call.called(), call.describe(call.val(name))));
  }
}
