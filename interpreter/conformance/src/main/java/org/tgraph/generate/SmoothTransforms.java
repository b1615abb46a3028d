package org.tgraph.generate;

import java.util.List;
import org.tgraph.generate.Script.Named;
import org.tgraph.type.Shape;

/** Derivatives of other expressions, at a point that may be differentiated by. */
final class SmoothTransforms {
  static final List<Smooth.Way> ALL =
      List.of(
          SmoothTransforms::gradient,
          SmoothTransforms::direction,
          SmoothTransforms::linearized,
          SmoothTransforms::pulled,
          SmoothTransforms::curvature,
          SmoothTransforms::jacobian,
          SmoothTransforms::checkpoint,
          SmoothTransforms::custom);

  private SmoothTransforms() {}

  /** The way that calls the function of this name. */
  static Smooth.Way named(String name) {
    return switch (name) {
      case "jacobian" -> SmoothTransforms::jacobian;
      case "vjp" -> SmoothTransforms::pulled;
      case "linearize" -> SmoothTransforms::linearized;
      case "hvp" -> SmoothTransforms::curvature;
      case "checkpoint" -> SmoothTransforms::checkpoint;
      case "custom_derivative" -> SmoothTransforms::custom;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Named variable(Smooth s, Shape shape) {
    return new Named(s.m().fresh("v"), s.type(shape));
  }

  private static Term body(Smooth s, Named variable, Shape shape, int depth) {
    return s.inner().with(List.of(variable)).of(shape, depth);
  }

  private static Term gradient(Smooth s, Shape shape, int depth) {
    Named v = variable(s, shape);
    return Term.of(
        s.type(shape),
        "grad(" + v.text() + " -> ",
        body(s, v, Shape.SCALAR, depth),
        ")(",
        s.of(shape, depth),
        ")");
  }

  private static Term direction(Smooth s, Shape shape, int depth) {
    Named v = variable(s, s.m().shape(0, 2));
    return Term.of(
        s.type(shape),
        "jvp(" + v.text() + " -> ",
        body(s, v, shape, depth),
        ", (",
        s.of(v.type().shape(), depth),
        ",), (",
        s.of(v.type().shape(), depth),
        ",))." + s.chance().of("0", "1"));
  }

  private static Term linearized(Smooth s, Shape shape, int depth) {
    Named v = variable(s, s.m().shape(0, 2));
    return Term.of(
        s.type(shape),
        "linearize(" + v.text() + " -> ",
        body(s, v, shape, depth),
        ", ",
        s.of(v.type().shape(), depth),
        ").1(",
        s.of(v.type().shape(), depth),
        ")");
  }

  private static Term pulled(Smooth s, Shape shape, int depth) {
    Named v = variable(s, shape);
    Shape result = s.m().shape(0, 2);
    return Term.of(
        s.type(shape),
        "vjp(" + v.text() + " -> ",
        body(s, v, result, depth),
        ", ",
        s.of(shape, depth),
        ").1(",
        s.of(result, depth),
        ")");
  }

  private static Term curvature(Smooth s, Shape shape, int depth) {
    Named v = variable(s, shape);
    return Term.of(
        s.type(shape),
        "hvp(" + v.text() + " -> ",
        body(s, v, Shape.SCALAR, depth),
        ", ",
        s.of(shape, depth),
        ", ",
        s.of(shape, depth),
        ")");
  }

  /** The axes are those of the result, and then those of the argument. */
  private static Term jacobian(Smooth s, Shape shape, int depth) {
    int split = s.chance().from(0, shape.rank());
    Named v = variable(s, shape.slice(split, shape.rank()));
    return Term.of(
        s.type(shape),
        "jacobian(" + v.text() + " -> ",
        body(s, v, shape.slice(0, split), depth),
        ")(",
        s.of(v.type().shape(), depth),
        ")");
  }

  private static Term checkpoint(Smooth s, Shape shape, int depth) {
    Named v = variable(s, s.m().shape(0, 2));
    return Term.of(
        s.type(shape),
        "checkpoint(" + v.text() + " -> ",
        body(s, v, shape, depth),
        ")(",
        s.of(v.type().shape(), depth),
        ")");
  }

  /** With the derivative that it has anyway; it uses nothing around it. */
  private static Term custom(Smooth s, Shape shape, int depth) {
    Named v = variable(s, s.m().shape(0, 2));
    String d = s.m().fresh("d");
    Term body = new Smooth(s.m().inner(), s.dtype(), List.of(v)).of(shape, depth);
    return Term.of(
        s.type(shape),
        "custom_derivative(" + v.text() + " -> ",
        body,
        ", (" + v.text() + ", " + d + ") -> jvp(" + v.text() + " -> ",
        body,
        ", " + v.text() + ", " + d + "))(",
        s.of(v.type().shape(), depth),
        ")");
  }
}
