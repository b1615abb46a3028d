package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.generate.Script.Named;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Expressions of a type that is given. */
final class Goals {
  private interface Goal {
    Term make(Maker m, TensorType type, int depth);
  }

  /** Those that are made often stand there more than once. */
  private static final List<Goal> ALL =
      List.of(
          Goals::arithmetic,
          Goals::arithmetic,
          Goals::arithmetic,
          Goals::unary,
          Goals::unary,
          Goals::converted,
          Goals::where,
          Goals::comparison,
          Goals::comparison,
          Goals::reshaped,
          Goals::permuted,
          Goals::repeated,
          Goals::call,
          Goals::call,
          Goals::branch,
          Goals::block,
          Goals::lambda,
          Goals::local,
          Goals::alike,
          Goals::promise,
          Goals::comprehension,
          Goals::picked,
          Goals::part);

  private Goals() {}

  static Term of(Maker m, TensorType type, int depth) {
    return m.chance().of(ALL).make(m, type, depth - 1);
  }

  private static Term arithmetic(Maker m, TensorType type, int depth) {
    DType dtype = type.dtype();
    if (!dtype.isIn(Kind.NUMERIC)) {
      return logic(m, type, depth);
    }
    Term full = m.of(type, depth);
    boolean isWeak = m.chance().oneIn(3);
    Object other =
        isWeak
            ? Leaves.number(m, dtype).replaceFirst("^-(.*)", "(-$1)")
            : m.of(Shapes.lesser(m, dtype), Shapes.lesser(m, type.shape()), depth);
    boolean isFirst = isWeak || m.chance().coin();
    Object a = isFirst ? full : other;
    Object b = isFirst ? other : full;
    String op = m.chance().of("+", "-", "*", "+", "*", dtype.isInt() ? "//" : "/");
    if (op.equals("//")) {
      return Term.infix(type, 60, full, "//", guarded(m, type, depth));
    }
    return Term.infix(type, op.equals("+") || op.equals("-") ? 50 : 60, a, op, b);
  }

  /** Whole numbers that are not 0, of the element type and a shape that go with {@code type}. */
  static Term guarded(Maker m, TensorType type, int depth) {
    TensorType lesser = new TensorType(type.dtype(), Shapes.lesser(m, type.shape()));
    return Term.of(lesser, "maximum(abs(", m.of(lesser, depth), "), 1)");
  }

  private static Term logic(Maker m, TensorType type, int depth) {
    Term a = m.of(type, depth);
    Term b = m.of(DType.BOOL, Shapes.lesser(m, type.shape()), depth);
    return switch (m.chance().below(4)) {
      case 0 -> Term.infix(type, 10, a, "and", b);
      case 1 -> Term.infix(type, 5, a, "or", b);
      case 2 -> Term.of(type, "(not ", Term.of(a.type(), a.target()), ")");
      default -> Term.infix(type, 35, a, m.chance().of("&", "|", "^"), b).parenthesized();
    };
  }

  private static Term unary(Maker m, TensorType type, int depth) {
    DType dtype = type.dtype();
    List<String> names = new ArrayList<>();
    if (dtype.isIn(Kind.NUMERIC)) {
      names.addAll(List.of("sign", "square", "positive", "conj"));
    }
    if (dtype.isIn(Kind.REAL)) {
      names.addAll(List.of("abs", "floor", "round"));
    }
    if (dtype.isIn(Kind.FLOATING)) {
      names.addAll(List.of("exp", "sin", "cos", "tanh", "sqrt", "atan", "expm1"));
    }
    if (dtype.isIn(Kind.FLOAT)) {
      names.addAll(List.of("sigmoid", "softplus", "log1p"));
    }
    if (dtype == DType.BOOL) {
      names.add("logical_not");
    }
    Term x = m.of(type, depth);
    if (dtype.isIn(Kind.NUMERIC) && m.chance().oneIn(4)) {
      return Term.of(type, "(-", Term.of(type, x.target()), ")");
    }
    return Term.of(type, m.chance().of(names) + "(", x, ")");
  }

  private static Term converted(Maker m, TensorType type, int depth) {
    DType dtype = type.dtype();
    DType from =
        m.chance()
            .of(m.dtypes().stream().filter(t -> dtype.isComplex() || !t.isComplex()).toList());
    Term x = m.of(from, type.shape(), depth);
    return m.chance().coin()
        ? Term.of(type, Maker.element(dtype), "(", x, ")")
        : Term.of(type, "astype(", x, ", ", Maker.element(dtype), ")");
  }

  private static Term where(Maker m, TensorType type, int depth) {
    Term test = m.of(DType.BOOL, Shapes.lesser(m, type.shape()), depth);
    Term other = m.of(Shapes.lesser(m, type.dtype()), Shapes.lesser(m, type.shape()), depth);
    Term full = m.of(type, depth);
    return m.chance().coin()
        ? Term.of(type, "where(", test, ", ", full, ", ", other, ")")
        : Term.of(type, "where(", test, ", ", other, ", ", full, ")");
  }

  private static Term comparison(Maker m, TensorType type, int depth) {
    if (type.dtype() != DType.BOOL) {
      throw new Unmakeable();
    }
    String op = m.chance().of("==", "!=", "<", "<=", ">", ">=");
    DType dtype =
        m.dtype(
            op.endsWith("=") && op.length() == 2 && "=!".indexOf(op.charAt(0)) >= 0
                ? Kind.ANY
                : Kind.REAL);
    Term a = m.of(dtype, type.shape(), depth);
    Object b =
        dtype.isIn(Kind.NUMERIC) && m.chance().oneIn(3)
            ? Leaves.number(m, dtype).replaceFirst("^-(.*)", "(-$1)")
            : m.of(Shapes.lesser(m, dtype), Shapes.lesser(m, type.shape()), depth);
    return Term.infix(type, 30, a.parenthesized(), op, b instanceof Term t ? t.parenthesized() : b);
  }

  private static Term reshaped(Maker m, TensorType type, int depth) {
    Shape shape = type.shape();
    List<Dim> dims = new ArrayList<>(m.chance().shuffled(shape.dims()));
    if (m.chance().coin()) {
      dims = new ArrayList<>(List.of(shape.size()));
    } else if (m.chance().coin()) {
      dims.add(m.chance().below(dims.size() + 1), Dim.ONE);
    }
    Term x = m.of(type.dtype(), new Shape(dims), depth);
    return Term.of(type, "reshape(", x, ", ", m.tuple(shape), ")");
  }

  private static Term permuted(Maker m, TensorType type, int depth) {
    int rank = type.rank();
    if (rank < 2) {
      throw new Unmakeable();
    }
    List<Integer> order =
        m.chance().shuffled(java.util.stream.IntStream.range(0, rank).boxed().toList());
    Dim[] dims = new Dim[rank];
    for (int i = 0; i < rank; i++) {
      dims[order.get(i)] = type.dim(i);
    }
    Term x = m.of(type.dtype(), Shape.of(dims), depth);
    if (rank == 2 && m.chance().coin()) {
      Term turned = m.of(type.dtype(), Shape.of(type.dim(1), type.dim(0)), depth);
      return Term.of(type, turned.target(), m.chance().of(".T", ".mT"));
    }
    return Term.of(
        type,
        m.chance().of("permute_dims", "transpose", "permute") + "(",
        x,
        ", ",
        axes(m, order, rank),
        ")");
  }

  /** Axes as a tuple. */
  static List<Piece> axes(Maker m, List<Integer> axes, int rank) {
    List<Piece> pieces = Term.pieces("(");
    for (int i = 0; i < axes.size(); i++) {
      pieces.addAll(Term.pieces(i == 0 ? "" : ", ", m.axis(axes.get(i), rank)));
    }
    pieces.addAll(Term.pieces(axes.size() == 1 ? ",)" : ")"));
    return pieces;
  }

  private static Term repeated(Maker m, TensorType type, int depth) {
    Term x = m.of(type.dtype(), Shapes.lesser(m, type.shape()), depth);
    return Term.of(type, "broadcast_to(", x, ", ", m.tuple(type.shape()), ")");
  }

  /** A call of a function of the script whose result is of this type. */
  private static Term call(Maker m, TensorType type, int depth) {
    return Calls.of(m, type, depth);
  }

  private static Term branch(Maker m, TensorType type, int depth) {
    Maker inner = m.step();
    Term test = m.of(DType.BOOL, Shape.SCALAR, depth);
    return Term.open(
            type,
            "if ",
            test,
            " { ",
            inner.of(type, depth),
            " } else { ",
            inner.of(type, depth),
            " }")
        .parenthesized();
  }

  private static Term block(Maker m, TensorType type, int depth) {
    String name = m.fresh("t");
    Term value = m.any(depth);
    if (!Maker.isWritten(value.type().shape())) {
      throw new Unmakeable();
    }
    Term result = m.with(List.of(new Named(name, value.type()))).of(type, depth);
    return Term.of(type, "{\n  let " + name + " = ", value, "\n  ", result, "\n}");
  }

  private static Term lambda(Maker m, TensorType type, int depth) {
    String name = m.fresh("v");
    Term argument = m.any(Kind.ANY, 0, 2, depth);
    Term body = m.inner().with(List.of(new Named(name, argument.type()))).of(type, depth);
    return Term.of(type, "(" + name + " -> ", body, ")(", argument, ")");
  }

  /** A function that has a name in a block, called twice. */
  private static Term local(Maker m, TensorType type, int depth) {
    String name = m.fresh("local");
    Named argument = new Named(m.fresh("v"), m.type(Kind.ANY, 0, 2));
    Term body = m.inner().withoutSeeds().with(List.of(argument)).of(type, depth);
    Term one = m.of(argument.type(), depth - 1);
    Term other = m.of(argument.type(), depth - 1);
    return Term.of(
        type,
        "{\n  let " + name + " = " + argument.text() + " -> ",
        body,
        "\n  where(true, " + name + "(",
        one,
        "), " + name + "(",
        other,
        "))\n}");
  }

  /** Of the shape of one value, and the element type of another. */
  private static Term alike(Maker m, TensorType type, int depth) {
    Term shape = m.of(m.dtype(Kind.ANY), type.shape(), depth - 1);
    Term element = m.any(type.dtype().kind(), 0, 2, depth - 1);
    if (element.type().element() != type.dtype()) {
      throw new Unmakeable();
    }
    return Term.of(
        type,
        m.chance().of("zeros(", "ones("),
        Term.of(shape.type(), shape.target()),
        ".shape, dtype=",
        Term.of(element.type(), element.target()),
        ".dtype)");
  }

  private static Term promise(Maker m, TensorType type, int depth) {
    return Term.open(type, m.of(type, depth).parenthesized(), " as ", Maker.annotation(type))
        .parenthesized();
  }

  private static Term comprehension(Maker m, TensorType type, int depth) {
    if (type.rank() == 0 || m.nesting() >= 2 || !Maker.isWritten(type.shape())) {
      throw new Unmakeable();
    }
    int count = m.chance().from(1, type.rank());
    List<Named> names = new ArrayList<>();
    List<Piece> head = Term.pieces("for ");
    TensorType scalar = TensorType.scalar(DType.I64);
    for (int i = 0; i < count; i++) {
      Named name = new Named(m.fresh("j"), scalar);
      names.add(name);
      // An index may also be used on what has its size; the bound is written all the same.
      head.addAll(Term.pieces(i == 0 ? "" : ", ", name.text() + " < ", Maker.size(type.dim(i))));
      for (Named x : m.named(Kind.ANY, 1, 3)) {
        if (x.type().dim(0).equals(type.dim(i))) {
          Shape row = x.type().shape().remove(0);
          names.add(new Named(x.text() + "[" + name.text() + "]", x.type().withShape(row)));
        }
      }
    }
    head.addAll(Term.pieces(": "));
    Shape rest = type.shape().slice(count, type.rank());
    Term body = m.inner().with(names).of(type.withShape(rest), depth);
    return Term.open(type, head, body).parenthesized();
  }

  /** Something indexed by numbers that are known. */
  private static Term picked(Maker m, TensorType type, int depth) {
    int axis = m.chance().from(0, type.rank());
    Dim size = m.someSize();
    Term x = m.of(type.withShape(type.shape().insert(axis, size)), depth);
    return Term.of(
        type,
        x.target(),
        "[" + ":, ".repeat(axis),
        new Piece.Part(Piece.Role.INDEX, m.chance().oneIn(3) ? "-1" : "0"),
        m.chance().oneIn(4) ? ", ...]" : "]");
  }

  /** A part of a tuple or a record. */
  private static Term part(Maker m, TensorType type, int depth) {
    Term x = m.of(type, depth);
    Term y = m.any(depth);
    return switch (m.chance().below(4)) {
      case 0 -> Term.of(type, "(", x, ", ", y, ").0");
      case 1 -> Term.of(type, "(", y, ", ", x, ").1");
      case 2 -> Term.of(type, "{a: ", x, ", b: ", y, "}.a");
      default -> Term.of(type, "(", y, ", ", x, ")[-1]");
    };
  }
}
