package org.tgraph.check;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.transform.Grad;
import org.tgraph.transform.Hessian;
import org.tgraph.transform.Jacobian;
import org.tgraph.transform.Linearization;
import org.tgraph.transform.Refusal;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;
import org.tgraph.type.Type;

/** Derivatives of functions: {@code grad(f)}. They are resolved while the script is checked. */
public final class Transforms {
  private final Context c;

  Transforms(Context c) {
    this.c = c;
  }

  /** {@code grad(f)}, and with the value {@code value_and_grad(f)}. */
  public Val grad(CallSite site, boolean withValue) {
    Val.Function f = site.function("f");
    Wrt wrt = Wrt.of(site);
    return new Val.Transformed(
        site.builtin().name(),
        f,
        FunctionTypes.grad(f, wrt, withValue),
        (arguments, call) -> {
          Derivation d = at(f, wrt, arguments, site.at(), call);
          d.requireOneFloat(call);
          List<TensorType> types =
              Stream.concat(d.resultTypes().stream(), d.pointTypes().stream()).toList();
          Graph graph = d.trace().graph();
          List<Value> results =
              d.emit(call, inputs -> Grad.emit(c.builder(), graph, inputs, d.positions()), types);
          Val gradient = d.like(results.subList(1, results.size()).iterator(), wrt.isMany());
          return withValue
              ? new Val.Tuple(List.of(new Val.Tensor(results.get(0)), gradient))
              : gradient;
        });
  }

  private Derivation at(Val.Function f, Wrt wrt, Arguments arguments, Span at, Span call) {
    return Derivation.of(c, f, arguments, wrt.places(c, f, arguments, call), at, call);
  }

  private Derivation at(CallSite site) {
    return Derivation.of(c, site.function("f"), site.points("primals"), site.at(), site.whole());
  }

  /** {@code jvp(f, primals, tangents)}: the value, and the derivative along a direction. */
  public Val jvp(CallSite site) {
    Derivation d = at(site);
    d.requireFloatResults();
    List<Value> directions = d.directions(site.points("tangents"), site.whole());
    if (!d.trace().isRunnable()) {
      return new Val.Tuple(
          List.of(opaque(d.trace().result(), site), opaque(d.trace().result(), site)));
    }
    return d.emit(
        site.whole(),
        () -> {
          Linearization there = linearization(d, "jvp");
          return new Val.Tuple(
              List.of(
                  d.result(there.values().iterator()),
                  d.result(there.push(c.builder(), directions).iterator())));
        });
  }

  private Linearization linearization(Derivation d, String transform) {
    return Linearization.emit(
        c.builder(), transform, d.trace().graph(), d.trace().inputs(), d.positions());
  }

  private static List<Type> types(List<Val> of) {
    return of.stream().map(Val::type).toList();
  }

  private Val opaque(Val like, CallSite site) {
    return c.calls.opaque(like.type(), site.whole());
  }

  /** {@code linearize(f, primals)}: the value, and the derivative as a function of directions. */
  public Val linearize(CallSite site) {
    Derivation d = at(site);
    d.requireFloatResults();
    Optional<Linearization> there = linearized(d, site);
    Val.Function along =
        new Val.Transformed(
            "linear",
            d.f(),
            FunctionTypes.Typing.known(types(d.by()), d.trace().result().type()),
            (directions, call) -> {
              List<Value> leaves = d.directions(directions.list(), call);
              return there
                  .map(l -> {
                    c.at(call);
                    return d.result(l.push(c.builder(), leaves).iterator());
                  })
                  .orElseGet(() -> opaque(d.trace().result(), site));
            });
    return new Val.Tuple(List.of(value(d, there, site), along));
  }

  /** {@code vjp(f, primals)}: the value, and the way back as a function of its cotangents. */
  public Val vjp(CallSite site) {
    Derivation d = at(site);
    d.requireFloatResults();
    boolean isTuple = site.val("primals") instanceof Val.Tuple;
    Optional<Linearization> there = linearized(d, site);
    Val.Function back =
        new Val.Transformed(
            "pullback",
            d.f(),
            FunctionTypes.Typing.known(
                List.of(d.trace().result().type()),
                isTuple ? new Type.Tuple(types(d.by())) : d.by().get(0).type()),
            (arguments, call) -> {
              if (arguments.list().size() != 1) {
                throw c.fail(
                    arguments.list().isEmpty() ? Code.TG0207 : Code.TG0208,
                    call,
                    "This function takes 1 argument, which is like the result of %s."
                        .formatted(d.f().called()));
              }
              Argument given = arguments.list().get(0);
              List<Value> seeds = Derivation.conform(c, d.trace().result(), given, "the cotangent");
              c.at(call);
              List<Value> pulled =
                  there.isPresent()
                      ? d.emit(call, () -> there.get().pull(c.builder(), seeds))
                      : opaques(d.pointTypes());
              return d.like(pulled.iterator(), isTuple);
            });
    return new Val.Tuple(List.of(value(d, there, site), back));
  }

  private Optional<Linearization> linearized(Derivation d, CallSite site) {
    return d.trace().isRunnable()
        ? Optional.of(d.emit(site.whole(), () -> linearization(d, site.builtin().name())))
        : Optional.empty();
  }

  private Val value(Derivation d, Optional<Linearization> there, CallSite site) {
    return there
        .map(l -> d.result(l.values().iterator()))
        .orElseGet(() -> opaque(d.trace().result(), site));
  }

  private List<Value> opaques(List<TensorType> types) {
    return types.stream().map(t -> c.builder().opaque(t, "")).toList();
  }

  /** {@code hvp(f, primals, tangents)}: the Hessian times a direction. */
  public Val hvp(CallSite site) {
    Derivation d = at(site);
    d.requireOneFloat(site.whole());
    List<Value> directions = d.directions(site.points("tangents"), site.whole());
    Graph graph = d.trace().graph();
    List<Value> products =
        d.emit(
            site.whole(),
            inputs -> Hessian.times(c.builder(), graph, inputs, d.positions(), directions),
            d.pointTypes());
    return d.like(products.iterator(), site.val("primals") instanceof Val.Tuple);
  }

  /** {@code hessian(f)}: for each two of the tensors differentiated by, the axes of both. */
  public Val hessian(CallSite site) {
    Val.Function f = site.function("f");
    Wrt wrt = Wrt.of(site);
    return new Val.Transformed(
        "hessian",
        f,
        FunctionTypes.hessian(f, wrt),
        (arguments, call) -> {
          Derivation d = at(f, wrt, arguments, site.at(), call);
          d.requireOneFloat(call);
          Graph graph = d.trace().graph();
          List<Value> parts =
              d.emit(
                  call,
                  inputs -> Hessian.emit(c.builder(), graph, inputs, d.positions()),
                  products(d.pointTypes(), d.pointTypes()));
          Iterator<Value> all = parts.iterator();
          List<Val> rows = d.point().stream().map(p -> d.like(all, wrt.isMany())).toList();
          return d.nested(rows.iterator(), wrt.isMany());
        });
  }

  /** The types of derivatives of each of {@code of} by each of {@code by}. */
  private static List<TensorType> products(List<TensorType> of, List<TensorType> by) {
    List<TensorType> products = new ArrayList<>();
    for (TensorType x : of) {
      for (TensorType y : by) {
        boolean isComplex = y.element().isIn(Kind.COMPLEX);
        products.add((isComplex ? y : x).withShape(x.shape().concat(y.shape())));
      }
    }
    return products;
  }

  /** {@code jacobian(f)}: for each tensor of the result what the argument is, with axes of both. */
  public Val jacobian(CallSite site) {
    Val.Function f = site.function("f");
    Wrt wrt = Wrt.of(site);
    return new Val.Transformed(
        "jacobian",
        f,
        FunctionTypes.jacobian(f, wrt),
        (arguments, call) -> {
          Derivation d = at(f, wrt, arguments, site.at(), call);
          d.requireFloatResults();
          List<Value> parts =
              d.emit(
                  call, inputs -> jacobian(d, inputs), products(d.resultTypes(), d.pointTypes()));
          Iterator<Value> all = parts.iterator();
          List<Val> rows =
              d.trace().graph().outputs().stream().map(o -> d.like(all, wrt.isMany())).toList();
          return Leaves.replace(d.trace().result(), rows.iterator());
        });
  }

  /**
   * In reverse mode if the results are known to have fewer elements than what is differentiated by
   * and there is one, else in forward mode. A real function of complex numbers has its derivative
   * in reverse mode, a complex function of real numbers in forward mode.
   */
  private List<Value> jacobian(Derivation d, List<Value> inputs) {
    Graph graph = d.trace().graph();
    Dim columns = size(d.pointTypes());
    Dim rows = size(d.resultTypes());
    boolean toReal = has(d.pointTypes(), Kind.COMPLEX) && has(d.resultTypes(), Kind.FLOAT);
    boolean toComplex = has(d.pointTypes(), Kind.FLOAT) && has(d.resultTypes(), Kind.COMPLEX);
    boolean isWide = c.known(columns.minus(rows)).isAtLeast(1) == Truth.YES;
    if (toReal || isWide && !toComplex) {
      try {
        return IntStream.range(0, graph.outputs().size())
            .boxed()
            .flatMap(o ->
                Jacobian.reverse(c.builder(), "jacobian", graph, inputs, d.positions(), o).stream())
            .toList();
      } catch (Refusal noReverse) {
        // What has no forward mode either is reported then.
        return forward(d, inputs);
      }
    }
    return forward(d, inputs);
  }

  private static boolean has(List<TensorType> types, Kind kind) {
    return types.stream().anyMatch(t -> t.element().isIn(kind));
  }

  private List<Value> forward(Derivation d, List<Value> inputs) {
    Graph graph = d.trace().graph();
    List<List<Value>> columns = new ArrayList<>();
    for (int i : d.positions()) {
      columns.add(Jacobian.forward(c.builder(), "jacobian", graph, inputs, i));
    }
    List<Value> rows = new ArrayList<>();
    for (int o = 0; o < graph.outputs().size(); o++) {
      for (List<Value> column : columns) {
        rows.add(column.get(o));
      }
    }
    return rows;
  }

  private static Dim size(List<TensorType> types) {
    return types.stream().map(TensorType::shape).map(Shape::size).reduce(Dim.ZERO, Dim::plus);
  }
}
