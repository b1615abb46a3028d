package org.tgraph.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Functions of windows, of values at points, and of element types. */
final class WindowRules {
  private WindowRules() {}

  static Map<String, Rule> byName() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    rules.put("conv1d", (m, depth) -> convolution(m, "conv1d", 1, depth));
    rules.put("conv2d", (m, depth) -> convolution(m, "conv2d", 2, depth));
    rules.put("max_pool", (m, depth) -> pool(m, "max_pool", Kind.REAL, depth));
    rules.put("avg_pool", (m, depth) -> pool(m, "avg_pool", Kind.FLOATING, depth));
    rules.put("convolve", (m, depth) -> ofVectors(m, "convolve(", ")", depth));
    rules.put("correlate", (m, depth) -> ofVectors(m, "correlate(", ", \"full\")", depth));
    rules.put("pad", WindowRules::pad);
    rules.put("interp", WindowRules::interpolate);
    rules.put("trapezoid", WindowRules::integrate);
    rules.put("gradient", WindowRules::slope);
    rules.put("polyval", WindowRules::polynomial);
    rules.put("result_type", WindowRules::resultType);
    rules.put("can_cast", (m, depth) -> flag("can_cast(", m, ", ", m));
    rules.put(
        "isdtype",
        (m, depth) ->
            Term.of(
                TensorType.scalar(DType.BOOL),
                "isdtype(",
                Maker.element(m.dtype(Kind.ANY)),
                ", \"numeric\")"));
    rules.put(
        "finfo",
        (m, depth) ->
            Term.of(
                TensorType.scalar(DType.F64),
                "f64(finfo(",
                Maker.element(m.dtype(Kind.FLOAT)),
                ").eps)"));
    rules.put(
        "iinfo",
        (m, depth) ->
            Term.of(
                TensorType.scalar(DType.I64),
                "i64(iinfo(",
                Maker.element(m.dtype(Kind.INT)),
                ").bits)"));
    return rules;
  }

  private static Term flag(String call, Maker from, String between, Maker to) {
    return Term.of(
        TensorType.scalar(DType.BOOL),
        call,
        Maker.element(from.dtype(Kind.ANY)),
        between,
        Maker.element(to.dtype(Kind.ANY)),
        ")");
  }

  /** With as much padding as a kernel is long, so that every kernel fits. */
  private static Term convolution(Maker m, String name, int spatial, int depth) {
    Shape batch = m.shape(0, 1);
    Dim channels = m.size();
    Dim out = m.size();
    Shape places = m.shape(spatial, spatial);
    List<Dim> kernel = new ArrayList<>();
    Shape result = Maker.concat(batch, Shape.of(out));
    List<Piece> padding = Term.pieces("(");
    for (int i = 0; i < spatial; i++) {
      Dim size = m.someSize();
      kernel.add(size);
      result = result.insert(result.rank(), places.dim(i).plus(size).plus(1));
      padding.addAll(Term.pieces(Maker.size(size), ","));
    }
    padding.addAll(Term.pieces(")"));
    DType dtype = m.dtype(Kind.NUMERIC);
    Term x = m.of(dtype, Maker.concat(batch, Shape.of(channels), places), depth - 1);
    Term w = m.of(dtype, Maker.concat(Shape.of(out, channels), new Shape(kernel)), depth - 1);
    return Term.of(
        new TensorType(dtype, result), name + "(", x, ", ", w, ", padding=", padding, ")");
  }

  private static Term pool(Maker m, String name, Kind kind, int depth) {
    Term x = m.any(kind, 1, 3, depth);
    int last = x.type().rank() - 1;
    Shape shape = x.type().shape().with(last, x.type().dim(last).plus(1));
    return Term.of(x.type().withShape(shape), name + "(", x, ", 2, stride=1, padding=1)");
  }

  private static Term ofVectors(Maker m, String call, String end, int depth) {
    DType dtype = m.dtype(Kind.NUMERIC);
    Dim n = m.someSize();
    Dim k = m.someSize();
    Term a = m.of(dtype, Shape.of(n), depth - 1);
    Term v = m.of(dtype, Shape.of(k), depth - 1);
    return Term.of(TensorType.of(dtype, n.plus(k).minus(1)), call, a, ", ", v, end);
  }

  private static Term pad(Maker m, int depth) {
    Term x = m.some(Kind.ANY, 0, 3, depth);
    List<Dim> dims = x.type().shape().dims().stream().map(d -> d.plus(3)).toList();
    String mode =
        m.chance().of("", ", mode=\"edge\"", ", mode=\"reflect\"", ", \"symmetric\"", ", \"wrap\"");
    return Term.of(x.type().withShape(new Shape(dims)), "pad(", x, ", (1, 2)" + mode + ")");
  }

  private static Term interpolate(Maker m, int depth) {
    Dim points = m.someSize();
    Term x = m.of(DType.F64, m.shape(0, 2), depth - 1);
    Term values = m.of(DType.F64, Shape.of(points), depth - 1);
    return Term.of(
        x.type(), "interp(", x, ", f64(arange(", Maker.size(points), ")), ", values, ")");
  }

  private static Term integrate(Maker m, int depth) {
    Term y = m.any(Kind.FLOATING, 1, 3, depth);
    int rank = y.type().rank();
    int axis = m.chance().below(rank);
    return Term.of(
        y.type().withShape(y.type().shape().remove(axis)),
        "trapezoid(",
        y,
        ", axis=",
        m.axis(axis, rank),
        ")");
  }

  private static Term slope(Maker m, int depth) {
    Term x = m.some(Kind.FLOATING, 1, 3, depth);
    int rank = x.type().rank();
    int axis = m.chance().below(rank);
    if (x.type().dim(axis).is(1)) {
      throw new Unmakeable();
    }
    return Term.of(x.type(), "gradient(", x, ", axis=", m.axis(axis, rank), ")");
  }

  private static Term polynomial(Maker m, int depth) {
    Term x = m.any(Kind.FLOATING, 0, 3, depth);
    return Term.of(x.type(), "polyval([0.5, 2.0, 1.0], ", x, ")");
  }

  private static Term resultType(Maker m, int depth) {
    Term x = m.any(Kind.REAL, 0, 2, depth);
    DType other = m.dtype(x.type().dtype().kind());
    DType both = DType.promote(x.type().dtype(), other).orElseThrow(Unmakeable::new);
    return Term.of(
        x.type().withElement(both),
        "astype(",
        x,
        ", result_type(",
        Maker.element(x.type().dtype()),
        ", ",
        Maker.element(other),
        "))");
  }
}
