package org.tgraph.generate;

import java.util.List;
import org.tgraph.generate.Script.Named;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Expressions that are right for all axes in the place of a pack and all types of a kind. */
record PackBodies(Maker m, Element element, List<Named> params) {
  Term any(int depth) {
    if (depth <= 0) {
      return Maker.name(m.chance().of(params));
    }
    for (int i = 0; i < 5; i++) {
      try {
        return step(any(depth - 1), depth);
      } catch (Unmakeable e) {
        // Another way is tried.
        continue;
      }
    }
    return any(depth - 1);
  }

  private Term step(Term x, int depth) {
    return switch (m.chance().below(10)) {
      case 0, 1 -> elementwise(x);
      case 2, 3 -> both(x);
      case 4 -> reduced(x);
      case 5 -> longer(x);
      case 6 -> product(x);
      case 7 -> cut(x);
      case 8 -> Term.of(x.type(), "(if size(", x, ") > 2 { ", x, " } else { ", x, " })");
      default -> {
        String name = m.fresh("t");
        Named local = new Named(name, x.type());
        Term rest =
            new PackBodies(
                    m,
                    element,
                    java.util.stream.Stream.concat(
                            params.stream(), java.util.stream.Stream.of(local))
                        .toList())
                .any(depth - 1);
        yield Term.of(rest.type(), "{\n  let " + name + " = ", x, "\n  ", rest, "\n}");
      }
    };
  }

  private static void need(boolean condition) {
    if (!condition) {
      throw new Unmakeable();
    }
  }

  /** Whether the last axes, as many as that, are axes and no packs. */
  private static boolean hasAxes(Term x, int count) {
    int rank = x.type().rank();
    return rank >= count
        && x.type().shape().slice(rank - count, rank).dims().stream().noneMatch(Dim::isPack);
  }

  private static Dim last(Term x) {
    return x.type().dim(x.type().rank() - 1);
  }

  private Term elementwise(Term x) {
    List<String> names =
        element.isIn(Kind.FLOAT)
            ? List.of("tanh", "exp", "floor", "sigmoid", "square", "sign")
            : element.isIn(Kind.FLOATING)
                ? List.of("sin", "exp", "square", "conj")
                : element.isIn(Kind.REAL)
                    ? List.of("abs", "square", "floor", "sign")
                    : element.isIn(Kind.NUMERIC)
                        ? List.of("square", "positive", "negative", "conj")
                        : List.of("zeros_like", "ones_like");
    return Term.of(x.type(), m.chance().of(names) + "(", x, ")");
  }

  private Term both(Term x) {
    List<Named> fitting =
        params.stream().filter(p -> isLesser(p.type().shape(), x.type().shape())).toList();
    Term y = Maker.name(m.chance().of(fitting));
    Term a = x.parenthesized();
    if (element.isIn(Kind.REAL) && m.chance().coin()) {
      return m.chance().coin()
          ? Term.of(x.type(), m.chance().of("maximum(", "minimum("), x, ", ", y, ")")
          : Term.of(x.type(), "where(", a, " > ", y, ", ", a, ", 2)");
    }
    return element.isIn(Kind.NUMERIC)
        ? Term.of(x.type(), "(", a, m.chance().of(" + ", " - ", " * "), y, ")")
        : Term.of(x.type(), "where(", a, " == ", y, ", ", a, ", ", y, ")");
  }

  private static boolean isLesser(Shape a, Shape b) {
    return a.rank() <= b.rank() && a.equals(b.slice(b.rank() - a.rank(), b.rank()));
  }

  private Term reduced(Term x) {
    need(hasAxes(x, 1));
    Shape shape = x.type().shape();
    boolean keeps = m.chance().coin();
    Shape rest = keeps ? shape.with(shape.rank() - 1, Dim.ONE) : shape.slice(0, shape.rank() - 1);
    String keep = keeps ? ", keepdims=true" : "";
    need(element.isIn(Kind.NUMERIC));
    return element.isIn(Kind.FLOATING) && m.chance().coin()
        ? Term.of(x.type().withShape(rest), "mean(", x, ", axis=-1" + keep + ")")
        : Term.of(x.type().withShape(rest), "sum(", x, ", axis=-1" + keep + ", dtype=T)");
  }

  private Term longer(Term x) {
    Shape shape = x.type().shape();
    int rank = shape.rank();
    if (m.chance().coin()) {
      Shape more = shape.insert(rank, Dim.ONE);
      return m.chance().coin()
          ? Term.of(x.type().withShape(more), x.target(), "[..., none]")
          : Term.of(x.type().withShape(more), "expand_dims(", x, ", axis=-1)");
    }
    need(hasAxes(x, 1));
    Shape twice = shape.with(rank - 1, last(x).times(2));
    return m.chance().coin()
        ? Term.of(x.type().withShape(twice), "concat([", x, ", ", x, "], axis=-1)")
        : Term.of(
            x.type().withShape(shape.insert(rank, Dim.of(2))),
            "stack((",
            x,
            ", ",
            x,
            "), axis=-1)");
  }

  private Term product(Term x) {
    Shape shape = x.type().shape();
    int rank = shape.rank();
    if (!hasAxes(x, 2)) {
      need(hasAxes(x, 1) && element.isIn(Kind.NUMERIC));
      TensorType batch = x.type().withShape(shape.slice(0, rank - 1));
      return Term.of(batch, "vecdot(", x, ", ", x, ")");
    }
    Shape turned = shape.with(rank - 1, shape.dim(rank - 2)).with(rank - 2, last(x));
    if (!element.isIn(Kind.NUMERIC) || m.chance().coin()) {
      return Term.of(x.type().withShape(turned), x.target(), ".mT");
    }
    Shape square = shape.with(rank - 2, last(x));
    return Term.of(x.type().withShape(square), "(", x.target(), ".mT @ ", x.parenthesized(), ")");
  }

  private Term cut(Term x) {
    need(hasAxes(x, 1));
    Shape shape = x.type().shape();
    int rank = shape.rank();
    if (Maker.isPositive(last(x))) {
      return m.chance().coin()
          ? Term.of(x.type().withShape(shape.slice(0, rank - 1)), x.target(), "[..., 0]")
          : Term.of(
              x.type().withShape(shape.with(rank - 1, last(x).plus(-1))), x.target(), "[..., 1:]");
    }
    if (element.isIn(Kind.REAL) && m.chance().coin()) {
      return Term.of(x.type(), "sort(", x, ", axis=-1)");
    }
    return m.chance().coin()
        ? Term.of(x.type(), x.target(), "[..., ::-1]")
        : Term.of(x.type(), "flip(", x, ", axis=-1)");
  }
}
