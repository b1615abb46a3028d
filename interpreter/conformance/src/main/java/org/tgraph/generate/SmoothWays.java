package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** Differentiable expressions of one operation, by what they have of it. */
final class SmoothWays {
  static final List<Smooth.Way> ALL =
      List.of(
          SmoothWays::unary,
          SmoothWays::unary,
          SmoothWays::unary,
          SmoothWays::unary,
          SmoothWays::binary,
          SmoothWays::binary,
          SmoothWays::binary,
          SmoothWays::kinked,
          SmoothWays::choice,
          SmoothWays::reduced,
          SmoothWays::reduced,
          SmoothWays::along,
          SmoothWays::moved,
          SmoothWays::reshaped,
          SmoothWays::joined,
          SmoothWays::cut,
          SmoothWays::gathered,
          SmoothWays::product,
          SmoothWays::product,
          SmoothWays::matrix,
          SmoothWays::repeated);

  private static final List<String> UNARY =
      List.of(
          "sin(%s)",
          "cos(%s)",
          "tanh(%s)",
          "atan(%s)",
          "sigmoid(%s)",
          "softplus(%s)",
          "exp(-square(%s))",
          "sqrt(1 + square(%s))",
          "log1p(square(%s))",
          "square(tanh(%s))",
          "asinh(%s)",
          "expm1(tanh(%s))",
          "log(2 + cos(%s))",
          "reciprocal(2 + sin(%s))",
          "logaddexp(%s, 0.5)",
          "acos(0.9 * tanh(%s))",
          "asin(0.9 * tanh(%s))",
          "atanh(0.9 * tanh(%s))",
          "acosh(2 + square(%s))",
          "tan(tanh(%s))",
          "cosh(tanh(%s))",
          "sinh(tanh(%s))",
          "cbrt(2 + sin(%s))",
          "log2(2 + sin(%s))",
          "log10(2 + cos(%s))",
          "hypot(%s, 1.5)",
          "real(exp(1j * %s))",
          "imag(square(%s + 1j))",
          "abs(%s + 0.5j)",
          "positive(%s)",
          "negative(%s)",
          "(0.5 * %s)",
          "(%s / 3)",
          "(2 + sin(%s)) ** 1.5");

  private static final List<String> KINKED =
      List.of(
          "abs(%s)",
          "maximum(%s, 0.25)",
          "minimum(%s, 0.5)",
          "clip(%s, -1, 1)",
          "floor(%s)",
          "round(%s)",
          "sign(%s)");

  private SmoothWays() {}

  private static Term filled(Smooth s, String template, Shape shape, Term x) {
    String[] parts = template.split("%s", -1);
    return Term.of(s.type(shape), "(" + parts[0], x.parenthesized(), parts[1] + ")");
  }

  private static Term unary(Smooth s, Shape shape, int depth) {
    return filled(s, s.chance().of(UNARY), shape, s.of(shape, depth));
  }

  private static Term kinked(Smooth s, Shape shape, int depth) {
    return filled(s, s.chance().of(KINKED), shape, s.of(shape, depth));
  }

  private static Term binary(Smooth s, Shape shape, int depth) {
    Term a = s.of(shape, depth);
    Term b = s.of(Shapes.lesser(s.m(), shape), depth);
    return switch (s.chance().below(7)) {
      case 0, 1 -> Term.infix(s.type(shape), 50, a, "+", b);
      case 2 -> Term.infix(s.type(shape), 50, a, "-", b);
      case 3 -> Term.of(s.type(shape), "(", a.parenthesized(), " / (1.5 + sin(", b, ")))");
      case 4 -> Term.of(s.type(shape), "atan2(", a, ", 1.5 + cos(", b, "))");
      case 5 -> Term.of(s.type(shape), "((1.5 + sin(", a, ")) ** tanh(", b, "))");
      default -> Term.infix(s.type(shape), 60, a, "*", b);
    };
  }

  private static Term choice(Smooth s, Shape shape, int depth) {
    Term test = s.of(Shapes.lesser(s.m(), shape), depth - 1);
    return Term.of(
        s.type(shape),
        "where(",
        test.parenthesized(),
        " > 0.1, ",
        s.of(shape, depth),
        ", ",
        s.of(Shapes.lesser(s.m(), shape), depth),
        ")");
  }

  /** The elements along a further axis, combined. */
  private static Term reduced(Smooth s, Shape shape, int depth) {
    int axis = s.chance().from(0, shape.rank());
    String name =
        s.chance().of("sum", "sum", "mean", "prod", "logsumexp", "max", "min", "var", "norm");
    Dim size = name.equals("sum") ? s.m().size() : s.m().someSize();
    Term x = s.of(shape.insert(axis, size), depth);
    String argument = name.equals("prod") ? "tanh(" : "(";
    return Term.of(
        s.type(shape),
        name + "(" + argument,
        x,
        "), axis=",
        s.m().axis(axis, shape.rank() + 1),
        ")");
  }

  private static void needAxis(Shape shape) {
    if (shape.rank() == 0) {
      throw new Unmakeable();
    }
  }

  /** Along an axis, whose size stays. */
  private static Term along(Smooth s, Shape shape, int depth) {
    needAxis(shape);
    int axis = s.chance().below(shape.rank());
    String name =
        s.chance().of("cumsum", "cumprod", "sort", "flip", "roll", "softmax", "log_softmax");
    if (name.endsWith("softmax") && !Maker.isPositive(shape)) {
      throw new Unmakeable();
    }
    String argument = name.equals("cumprod") ? "(tanh(" : "((";
    return Term.of(
        s.type(shape),
        name + argument,
        s.of(shape, depth),
        ")" + (name.equals("roll") ? ", 1" : "") + ", axis=",
        s.m().axis(axis, shape.rank()),
        ")");
  }

  private static Term moved(Smooth s, Shape shape, int depth) {
    int rank = shape.rank();
    if (rank < 2) {
      throw new Unmakeable();
    }
    int a = s.chance().below(rank);
    int b = s.chance().below(rank);
    List<Dim> dims = new ArrayList<>(shape.dims());
    java.util.Collections.swap(dims, a, b);
    return Term.of(
        s.type(shape),
        "swapaxes(",
        s.of(new Shape(dims), depth),
        ", ",
        s.m().axis(a, rank),
        ", ",
        s.m().axis(b, rank),
        ")");
  }

  private static Term reshaped(Smooth s, Shape shape, int depth) {
    List<Dim> dims = new ArrayList<>(s.chance().shuffled(shape.dims()));
    if (s.chance().coin()) {
      dims = new ArrayList<>(List.of(shape.size()));
    } else {
      dims.add(s.chance().below(dims.size() + 1), Dim.ONE);
    }
    Term x = s.of(new Shape(dims), depth);
    return Term.of(s.type(shape), "reshape(", x, ", ", s.m().tuple(shape), ")");
  }

  /** Two parts along an axis of a size that is known; or equal parts on a new axis. */
  private static Term joined(Smooth s, Shape shape, int depth) {
    needAxis(shape);
    int axis = s.chance().below(shape.rank());
    long size = shape.dim(axis).constant().orElseThrow(Unmakeable::new);
    List<Term> parts = new ArrayList<>();
    boolean stacks = size > 0 && size < 4 && s.chance().coin();
    long first = s.chance().below((int) size + 1);
    for (int i = 0; i < (stacks ? size : 2); i++) {
      Shape part =
          stacks ? shape.remove(axis) : shape.with(axis, Dim.of(i == 0 ? first : size - first));
      parts.add(s.of(part, depth));
    }
    List<Piece> pieces = Term.pieces(stacks ? "stack([" : "concat([");
    for (int i = 0; i < parts.size(); i++) {
      pieces.addAll(Term.pieces(i == 0 ? "" : ", ", parts.get(i)));
    }
    return Term.of(s.type(shape), pieces, "], axis=", s.m().axis(axis, shape.rank()), ")");
  }

  /** A part of something longer. */
  private static Term cut(Smooth s, Shape shape, int depth) {
    needAxis(shape);
    int axis = s.chance().below(shape.rank());
    Term x = s.of(shape.with(axis, shape.dim(axis).plus(1)), depth);
    boolean isDifference = s.chance().oneIn(3);
    return isDifference
        ? Term.of(s.type(shape), "diff(", x, ", axis=", s.m().axis(axis, shape.rank()), ")")
        : Term.of(
            s.type(shape), x.target(), "[" + ":, ".repeat(axis), s.chance().of("1:]", ":-1]"));
  }

  /** Elements by their places, some more than once. */
  private static Term gathered(Smooth s, Shape shape, int depth) {
    needAxis(shape);
    long count = shape.dim(0).constant().orElseThrow(Unmakeable::new);
    Dim size = s.m().someSize();
    long bound = size.constant().orElse(1);
    List<String> places = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      places.add(Long.toString(s.chance().below((int) bound)));
    }
    if (places.isEmpty()) {
      throw new Unmakeable();
    }
    Term x = s.of(shape.with(0, size), depth);
    String text = "[" + String.join(", ", places) + "]";
    return s.chance().coin()
        ? Term.of(s.type(shape), x.target(), "[" + text + "]")
        : Term.of(s.type(shape), "take(", x, ", " + text + ", axis=0)");
  }

  private static Term product(Smooth s, Shape shape, int depth) {
    Dim k = s.m().size();
    int rank = shape.rank();
    if (rank == 0) {
      Term a = s.of(Shape.of(k), depth);
      return Term.of(s.type(shape), "dot(", a, ", ", s.of(Shape.of(k), depth), ")");
    }
    if (rank == 1) {
      Term a = s.of(Shape.of(shape.dim(0), k), depth);
      return Term.infix(s.type(shape), 60, a, "@", s.of(Shape.of(k), depth));
    }
    if (rank == 2 && s.chance().oneIn(3)) {
      Term a = s.of(Shape.of(shape.dim(0)), depth);
      return Term.of(s.type(shape), "outer(", a, ", ", s.of(Shape.of(shape.dim(1)), depth), ")");
    }
    Shape batch = shape.slice(0, rank - 2);
    Term a = s.of(Maker.concat(batch, shape.dim(rank - 2), k), depth);
    Term b = s.of(Maker.concat(Shapes.lesser(s.m(), batch), k, shape.dim(rank - 1)), depth);
    return rank == 2 && s.chance().oneIn(3)
        ? Term.of(s.type(shape), "einsum(\"ij,jk->ik\", ", a, ", ", b, ")")
        : Term.of(s.type(shape), "(", a.parenthesized(), " @ ", b.parenthesized(), ")");
  }

  /** Of matrices that are well-conditioned. */
  private static Term matrix(Smooth s, Shape shape, int depth) {
    int rank = shape.rank();
    if (rank == 0) {
      Dim n = s.m().someSize();
      Term a = s.of(Shape.of(n, n), depth);
      return s.chance().coin()
          ? Term.of(s.type(shape), "log(det(definite(tanh(", a, "))))")
          : Term.of(s.type(shape), "slogdet(regular(tanh(", a, "))).1");
    }
    Dim n = shape.dim(rank == 1 ? 0 : rank - 2);
    Shape batch = rank == 1 ? Shape.SCALAR : shape.slice(0, rank - 2);
    Term a = s.of(Maker.concat(batch, n, n), depth);
    boolean isSquare = rank >= 2 && shape.dim(rank - 1).equals(n);
    return switch (s.chance().below(isSquare ? 3 : 1)) {
      case 1 -> Term.of(s.type(shape), "inv(regular(tanh(", a, ")))");
      case 2 -> Term.of(s.type(shape), "cholesky(definite(tanh(", a, ")))");
      default -> Term.of(s.type(shape), "solve(regular(tanh(", a, ")), ", s.of(shape, depth), ")");
    };
  }

  private static Term repeated(Smooth s, Shape shape, int depth) {
    Term x = s.of(Shapes.lesser(s.m(), shape), depth);
    return Term.of(s.type(shape), "broadcast_to(", x, ", ", s.m().tuple(shape), ")");
  }
}
