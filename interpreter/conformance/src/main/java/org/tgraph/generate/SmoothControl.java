package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.generate.Script.Named;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** Differentiable expressions with branches, loops, functions and updates. */
final class SmoothControl {
  static final List<Smooth.Way> ALL =
      List.of(
          SmoothControl::branch,
          SmoothControl::scan,
          SmoothControl::scan,
          SmoothControl::fori,
          SmoothControl::comprehension,
          SmoothControl::mapped,
          SmoothControl::lambda,
          SmoothControl::block,
          SmoothControl::update);

  private SmoothControl() {}

  private static Term branch(Smooth s, Shape shape, int depth) {
    Term test = s.of(Shape.SCALAR, depth - 1).parenthesized();
    return Term.of(
        s.type(shape),
        "(if ",
        test,
        " > 0.1 { ",
        s.of(shape, depth),
        " } else { ",
        s.of(shape, depth),
        " })");
  }

  private static Term scan(Smooth s, Shape shape, int depth) {
    boolean isOutput = shape.rank() > 0 && s.chance().coin();
    Dim n = isOutput ? shape.dim(0) : s.m().size();
    Shape state = isOutput ? s.m().shape(0, 1) : shape;
    Shape output = isOutput ? shape.remove(0) : s.m().shape(0, 1);
    Shape row = s.m().shape(0, 1);
    String at = s.m().fresh("s");
    String of = s.m().fresh("r");
    Smooth inside =
        s.inner().with(List.of(new Named(at, s.type(state)), new Named(of, s.type(row))));
    return Term.of(
        s.type(shape),
        "scan(",
        s.of(state, depth - 1),
        ", ",
        s.of(row.insert(0, n), depth - 1),
        ", (" + at + ", " + of + ") -> (",
        inside.of(state, depth),
        ", ",
        inside.of(output, depth),
        ")" + s.chance().of("", ", reverse=true") + ").",
        isOutput ? "1" : "0");
  }

  private static Term fori(Smooth s, Shape shape, int depth) {
    String at = s.m().fresh("s");
    Smooth inside = s.inner().with(List.of(new Named(at, s.type(shape))));
    return Term.of(
        s.type(shape),
        "fori(",
        s.of(shape, depth - 1),
        ", ",
        Maker.size(s.m().size()),
        ", (_, " + at + ") -> ",
        inside.of(shape, depth),
        ")");
  }

  private static Term comprehension(Smooth s, Shape shape, int depth) {
    if (shape.rank() == 0 || s.m().nesting() >= 2) {
      throw new Unmakeable();
    }
    Dim n = shape.dim(0);
    String index = s.m().fresh("j");
    List<Named> rows = new ArrayList<>();
    for (Named x : s.variables()) {
      if (x.type().rank() > 0 && x.type().dim(0).equals(n)) {
        Shape row = x.type().shape().remove(0);
        rows.add(new Named(x.text() + "[" + index + "]", s.type(row)));
      }
    }
    Term body = s.inner().with(rows).of(shape.remove(0), depth);
    return Term.of(s.type(shape), "(for " + index + " < ", Maker.size(n), ": ", body, ")");
  }

  private static Term mapped(Smooth s, Shape shape, int depth) {
    if (shape.rank() == 0) {
      throw new Unmakeable();
    }
    String name = s.m().fresh("v");
    Shape row = s.m().shape(0, 1);
    int axis = s.chance().from(0, row.rank());
    int out = s.chance().below(shape.rank());
    Smooth inside = s.inner().with(List.of(new Named(name, s.type(row))));
    return Term.of(
        s.type(shape),
        "vmap(" + name + " -> ",
        inside.of(shape.remove(out), depth),
        ", in_axes=" + axis + ", out_axes=" + out + ")(",
        s.of(row.insert(axis, shape.dim(out)), depth),
        ")");
  }

  private static Term lambda(Smooth s, Shape shape, int depth) {
    String name = s.m().fresh("v");
    Shape argument = s.m().shape(0, 2);
    Smooth inside = s.inner().with(List.of(new Named(name, s.type(argument))));
    return Term.of(
        s.type(shape),
        "(" + name + " -> ",
        inside.of(shape, depth),
        ")(",
        s.of(argument, depth),
        ")");
  }

  private static Term block(Smooth s, Shape shape, int depth) {
    String name = s.m().fresh("t");
    Shape local = s.m().shape(0, 2);
    Smooth inside = s.with(List.of(new Named(name, s.type(local))));
    return Term.of(
        s.type(shape),
        "{\n  let " + name + " = ",
        s.of(local, depth),
        "\n  ",
        inside.of(shape, depth),
        "\n}");
  }

  private static Term update(Smooth s, Shape shape, int depth) {
    if (shape.rank() == 0 || !Maker.isPositive(shape.dim(0))) {
      throw new Unmakeable();
    }
    Shape row = shape.remove(0);
    boolean isTwice = s.chance().coin();
    Term value = s.of(isTwice ? row.insert(0, Dim.of(2)) : row, depth).parenthesized();
    return Term.of(
        s.type(shape),
        "(",
        s.of(shape, depth).target(),
        isTwice ? " with [[0, -1]] " : " with [0] ",
        s.chance().of("= ", "+= ", "-= ", "*= "),
        value,
        ")");
  }
}
