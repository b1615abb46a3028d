package org.tgraph.prelude;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Iota;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/** Functions that make tensors of numbers alone. */
final class Creation {
  static final List<Builtin> ALL =
      List.of(
          filled("zeros", "Zeros", false),
          filled("ones", "Ones", true),
          filled("empty", "Zeros, as nothing is left undefined,", false),
          like("zeros_like", "Zeros", false),
          like("ones_like", "Ones", true),
          like("empty_like", "Zeros, as nothing is left undefined,", false),
          Builtin.of(
              "asarray(obj, dtype=none)",
              "A list or number as a tensor, of an element type if one is given.",
              call -> {
                Val made =
                    call.has("dtype")
                        ? call.convert("obj", call.element("dtype", DType.F64))
                        : call.val("obj");
                return new Val.Tensor(call.tensor(new Operand(made, call.span("obj"))));
              }),
          Builtin.of(
              "full(shape, fill_value, dtype=none)",
              "One number repeated to a shape.",
              call -> {
                Shape shape = call.shape("shape", Optional.empty());
                return new Val.Tensor(repeated(call, shape, Optional.empty()));
              }),
          Builtin.of(
              "full_like(x, fill_value, dtype=none)",
              "One number repeated to the shape of a tensor, of its element type.",
              call -> {
                Value x = call.tensor("x");
                return new Val.Tensor(repeated(call, x.shape(), Optional.of(x.type().element())));
              }),
          Builtin.of(
              "arange(start, stop=none, step=1, dtype=none)",
              "The numbers from `start` to `stop`, without it; from 0 if one bound is given.",
              Creation::arange),
          Builtin.of(
              "linspace(start, stop, num, endpoint=true, dtype=none)",
              "`num` evenly spaced numbers from `start` to `stop`, with it unless `endpoint=false`.",
              Creation::linspace),
          Builtin.of(
              "meshgrid(*arrays, indexing=\"xy\")",
              "The coordinates of a grid, as a tuple: a tensor for each of the vectors.",
              Creation::meshgrid));

  private Creation() {}

  /** Zeros or ones; where the element type may be {@code bool}, they are converted from it. */
  private static Value zerosOrOnes(CallSite call, boolean one, Element element, Shape shape) {
    return element.isIn(Kind.NUMERIC)
        ? call.fill(new Val.WeakInt(one ? BigInteger.ONE : BigInteger.ZERO), element, shape)
        : call.cast(call.fill(new Val.Flag(one), DType.BOOL, shape), element);
  }

  /** 0 or {@code false} as a scalar. */
  static Value zero(CallSite call, Element element) {
    return zerosOrOnes(call, false, element, Shape.SCALAR);
  }

  private static Builtin filled(String name, String doc, boolean one) {
    return Builtin.of(
        name + "(shape, dtype=f64)",
        doc + " of a shape: a tuple of sizes, or one size.",
        call -> {
          needTuple(call);
          Shape shape = call.shape("shape", Optional.empty());
          Element element = call.element("dtype", DType.F64);
          return new Val.Tensor(zerosOrOnes(call, one, element, shape));
        });
  }

  /** {@code zeros(2, 3)} instead of {@code zeros((2, 3))}. */
  private static void needTuple(CallSite call) {
    if (call.has("dtype") && call.size(call.val("dtype")).isPresent()) {
      Span shape = call.span("shape");
      boolean inOrder = shape.end() <= call.span("dtype").start();
      Span both = inOrder ? shape.source().span(shape.start(), call.span("dtype").end()) : shape;
      throw call.fail(
          Diagnostic.error(Code.TG0413, call.at(), "A shape of several sizes is given as a tuple.")
              .label(call.span("dtype"), "this is taken for the element type")
              .fixIf(inOrder, both, "(" + both.text() + ")"));
    }
  }

  private static Builtin like(String name, String doc, boolean one) {
    return Builtin.of(
        name + "(x, dtype=none)",
        doc + " of the shape of a tensor, and of its element type.",
        call -> {
          Value x = call.tensor("x");
          Element element = call.element("dtype", x.type().element());
          return new Val.Tensor(zerosOrOnes(call, one, element, x.shape()));
        });
  }

  private static Value repeated(CallSite call, Shape shape, Optional<Element> like) {
    boolean given = call.has("dtype") || like.isPresent();
    Element element = call.element("dtype", like.orElse(DType.F64));
    Value value = given ? call.scalar("fill_value", 0, element) : call.tensor("fill_value");
    if (value.rank() > 0) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0303,
                  call.span("fill_value"),
                  "`fill_value` of %s must be one number.".formatted(call.called()))
              .note(
                  "It is `%s`; `broadcast_to` repeats a tensor."
                      .formatted(call.c().text(value.type()))));
    }
    return Broadcast.to(call.b(), value, shape);
  }

  // Ranges

  private static Val arange(CallSite call) {
    boolean isOne = !call.has("stop");
    Val zero = new Val.Known(Dim.ZERO);
    Val start = isOne ? zero : call.val("start");
    Val stop = isOne ? call.val("start") : call.val("stop");
    Val step = call.has("step") ? call.val("step") : new Val.Known(Dim.ONE);
    List<Optional<Dim>> sizes = List.of(call.size(start), call.size(stop), call.size(step));
    if (sizes.stream().allMatch(Optional::isPresent)) {
      return whole(call, sizes.get(0).get(), sizes.get(1).get(), sizes.get(2).get());
    }
    double from = bound(call, start, "start");
    double to = bound(call, stop, isOne ? "start" : "stop");
    double by = bound(call, step, "step");
    double count = Math.max(0, Math.ceil((to - from) / by));
    if (by == 0 || Double.isNaN(count) || count > Integer.MAX_VALUE) {
      throw call.fail(
          Code.TG0317, call.whole(), "This has no number of elements that can be held.");
    }
    Element element = call.element("dtype", DType.F64);
    Value i = call.emit(new Iota(Dim.of((long) count), DType.F64));
    Value scaled = Formula.multiply(call.b(), i, Formula.constant(call.b(), by, i));
    Value moved = Formula.add(call.b(), scaled, Formula.constant(call.b(), from, i));
    return new Val.Tensor(call.cast(moved, element));
  }

  private static double bound(CallSite call, Val val, String name) {
    OptionalDouble number = call.constant(val);
    return number.orElseThrow(() ->
        call.fail(
            Diagnostic.error(
                    Code.TG0309,
                    call.span(name),
                    "The bounds of `arange` decide its size, so they must be known before the"
                        + " program runs.")
                .at("this is " + call.describe(val))
                .note("`linspace(start, stop, num)` takes bounds that are computed.")));
  }

  private static Val whole(CallSite call, Dim start, Dim stop, Dim step) {
    boolean up = call.known(step).isAtLeast(1) == Truth.YES;
    boolean down = call.known(step.times(-1)).isAtLeast(1) == Truth.YES;
    if (!up && !down) {
      throw call.fail(
          Code.TG0307,
          call.span("step"),
          step.is(0)
              ? "The step cannot be 0."
              : "Whether the step is above or below 0 must be known before the program runs.");
    }
    Dim by = up ? step : step.times(-1);
    Dim distance = Dim.max(Dim.ZERO, up ? stop.minus(start) : start.minus(stop));
    Dim count = by.is(1) ? distance : distance.plus(by).plus(-1).floorDivide(by);
    Element element = call.element("dtype", DType.I64);
    if (!(element instanceof DType type) || !type.isIn(Kind.NUMERIC)) {
      throw call.fail(
          Code.TG0401, call.span("dtype"), "`arange` makes numbers, not `" + element + "`.");
    }
    Value i = call.emit(new Iota(count, type));
    Value scaled = step.is(1) ? i : Formula.multiply(call.b(), i, repeated(call, step, i));
    return new Val.Tensor(
        start.is(0) ? scaled : Formula.add(call.b(), scaled, repeated(call, start, i)));
  }

  private static Value repeated(CallSite call, Dim number, Value like) {
    Value scalar = call.cast(call.number(number, DType.I64), like.type().element());
    return Broadcast.to(call.b(), scalar, like.shape());
  }

  /** As in NumPy, the last number is exactly {@code stop}, not what rounding makes of it. */
  private static Val linspace(CallSite call) {
    List<Operand> numbers = new ArrayList<>();
    for (String name : List.of("start", "stop")) {
      if (call.size(call.val(name)).isEmpty()) {
        numbers.add(call.operand(name));
      }
    }
    Element element =
        numbers.isEmpty()
            ? DType.F64
            : call.together(numbers, Kind.FLOATING).get(0).type().element();
    Value start = call.scalar("start", 0, element);
    Value stop = call.scalar("stop", 0, element);
    Dim num = call.size("num");
    if (call.known(num).isAtLeast(0) == Truth.NO) {
      throw call.fail(
          Code.TG0307, call.span("num"), "There cannot be `" + call.c().text(num) + "` numbers.");
    }
    boolean endpoint = call.flag("endpoint", true);
    Dim last = Dim.max(Dim.ONE, endpoint ? num.plus(-1) : num);
    Value step =
        Formula.divide(
            call.b(), Formula.subtract(call.b(), stop, start), call.number(last, element));
    Value i = call.emit(new Iota(num, DType.I64));
    Value at = call.cast(i, element);
    Shape shape = at.shape();
    Value scaled = Formula.multiply(call.b(), at, Broadcast.to(call.b(), step, shape));
    Value result = Formula.add(call.b(), scaled, Broadcast.to(call.b(), start, shape));
    if (endpoint) {
      Value end = Broadcast.to(call.b(), call.number(last, DType.I64), shape);
      Value isLast = call.emit(new Equal(), i, end);
      Value ends = Broadcast.to(call.b(), stop, shape);
      result = Formula.select(call.b(), isLast, ends, result);
    }
    return new Val.Tensor(call.cast(result, call.element("dtype", element)));
  }

  private static Val meshgrid(CallSite call) {
    String indexing = call.has("indexing") ? call.text("indexing") : "xy";
    if (!indexing.equals("xy") && !indexing.equals("ij")) {
      throw call.fail(
          Code.TG0411, call.span("indexing"), "`indexing` of `meshgrid` is \"xy\" or \"ij\".");
    }
    List<Value> vectors = new ArrayList<>();
    for (Operand array : call.rest("arrays")) {
      Value vector = call.tensor(array);
      if (vector.rank() > 1 || vector.shape().hasPack()) {
        throw call.fail(
            Diagnostic.error(Code.TG0303, array.span(), "`meshgrid` needs vectors.")
                .at("this has shape `" + call.c().text(vector.shape()) + "`"));
      }
      vectors.add(call.reshape(vector, Shape.of(vector.shape().size())));
    }
    List<Integer> axes = new ArrayList<>(IntStream.range(0, vectors.size()).boxed().toList());
    if (indexing.equals("xy") && axes.size() > 1) {
      axes.set(0, 1);
      axes.set(1, 0);
    }
    List<Dim> dims = new ArrayList<>();
    axes.forEach(a -> dims.add(vectors.get(a).shape().dim(0)));
    List<Val> grids = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      grids.add(
          new Val.Tensor(
              call.emit(new Broadcast(new Shape(dims), List.of(axes.indexOf(i))), vectors.get(i))));
    }
    return new Val.Tuple(grids);
  }
}
