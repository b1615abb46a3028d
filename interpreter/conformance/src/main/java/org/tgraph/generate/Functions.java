package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.generate.Script.Named;
import org.tgraph.generate.Script.Statement;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** Functions of generated scripts. */
final class Functions {
  /** A function, and the statement that defines it. */
  record Made(Statement statement, Callable callable) {}

  private Functions() {}

  /** A function that is checked once, for all sizes; some of them may be parameters. */
  static Made annotated(Maker m) {
    String name = m.fresh("h");
    SizeVar n = SizeVar.of("n");
    SizeVar k = SizeVar.of("k");
    Dim first = Dim.of(n);
    Dim second = Dim.of(k);
    List<Dim> sizes =
        List.of(
            first,
            first,
            first,
            second,
            second,
            first.plus(1),
            first.times(2),
            Dim.ONE,
            Dim.of(2),
            Dim.of(3),
            first.plus(second),
            second.plus(2));
    int dims = m.chance().oneIn(4) ? m.chance().from(1, 2) : 0;
    List<Piece> head = Term.pieces("fn " + name + "(");
    List<Named> params = new ArrayList<>();
    List<Named> known = new ArrayList<>();
    if (dims > 0) {
      head.addAll(Term.pieces("n: dim" + (dims > 1 ? ", k: dim" : "")));
    }
    List<Shape> shapes = new ArrayList<>();
    if (dims == 0) {
      shapes.add(m.chance().coin() ? Shape.of(first) : Shape.of(first, second));
    }
    if (dims < 2 && (shapes.isEmpty() || shapes.get(0).rank() == 1)) {
      shapes.add(Shape.of(second));
    }
    Maker inside =
        new Maker(
            m.chance(),
            m.dtypes(),
            sizes,
            List.of(),
            m.functions(),
            m.counter(),
            false,
            m.chance().oneIn(3));
    for (int more = m.chance().below(3); more > 0; more--) {
      shapes.add(inside.shape(0, 3));
    }
    for (Shape shape : shapes) {
      TensorType type = new TensorType(m.dtype(Kind.ANY), shape);
      Named param = new Named(m.fresh("p"), type);
      params.add(param);
      known.add(param);
      head.addAll(
          Term.pieces(
              dims + params.size() > 1 ? ", " : "", param.text() + ": ", Maker.annotation(type)));
    }
    head.addAll(Term.pieces(")"));
    return finished(inside.with(known), name, List.of(n, k), dims, params, head, true);
  }

  /**
   * A function that is checked at each call; its calls have arguments of the types it is made for.
   */
  static Made plain(Maker m) {
    String name = m.fresh("g");
    List<Named> params = new ArrayList<>();
    List<Piece> head = Term.pieces("fn " + name + "(");
    for (int i = m.chance().from(1, 3); i > 0; i--) {
      Named param = new Named(m.fresh("p"), m.type(Kind.ANY, 0, 3));
      head.addAll(Term.pieces(params.isEmpty() ? "" : ", ", param.text()));
      params.add(param);
    }
    head.addAll(Term.pieces(")"));
    Maker inside =
        new Maker(
            m.chance(),
            m.dtypes(),
            m.sizes(),
            params,
            m.functions(),
            m.counter(),
            false,
            m.chance().oneIn(3));
    return finished(inside, name, List.of(), 0, params, head, false);
  }

  private static Made finished(
      Maker inside,
      String name,
      List<SizeVar> sizes,
      int dims,
      List<Named> params,
      List<Piece> head,
      boolean annotates) {
    int depth = inside.chance().from(1, 3);
    if (inside.chance().coin()) {
      Term result = inside.any(depth);
      return made(
          name,
          sizes,
          dims,
          params,
          head,
          annotates,
          " = ",
          List.of(),
          result,
          "",
          inside.hasMasks());
    }
    Maker body = inside;
    List<Piece> lets = new ArrayList<>();
    for (int i = inside.chance().from(1, 2); i > 0; i--) {
      Term value = body.any(depth);
      Named local = new Named(body.fresh("t"), value.type());
      lets.addAll(Term.pieces("  let " + local.text() + " = ", value, "\n"));
      body = body.with(List.of(local));
    }
    lets.addAll(Term.pieces("  "));
    return made(
        name,
        sizes,
        dims,
        params,
        head,
        annotates,
        " {\n",
        lets,
        body.any(depth),
        "\n}",
        inside.hasMasks());
  }

  private static Made made(
      String name,
      List<SizeVar> sizes,
      int dims,
      List<Named> params,
      List<Piece> head,
      boolean annotates,
      String open,
      List<Piece> lets,
      Term result,
      String close,
      boolean hasMasks) {
    List<Piece> pieces = new ArrayList<>(head);
    if (annotates && Maker.isWritten(result.type().shape())) {
      pieces.addAll(Term.pieces(" -> ", Maker.annotation(result.type())));
    }
    pieces.addAll(Term.pieces(open, lets, result, close));
    Statement statement = new Statement(pieces, List.of(name), List.of());
    return new Made(statement, new Callable(name, sizes, dims, params, result.type(), hasMasks));
  }

  /** Functions over packs and kinds, with a call for some types; they do not depend on the rest. */
  static final List<String> GENERIC =
      List.of(
          "fn scaled[T: real](x: T[..s]) -> T[..s] = maximum(x, 0) * 2 - x",
          "fn centered(x: f64[..batch, n]) -> f64[..batch, n] = x - mean(x, axis=-1, keepdims=true)",
          "fn chosen[T: any](test: bool[..s], x: T[..s], y: T[..s]) -> T[..s] = where(test, y, x)",
          "fn ordered[T: real](x: T[..batch, n]) -> T[..batch, n] = sort(x, axis=-1)",
          "fn lines[T: numeric](x: T[..batch, n]) -> T[..batch] = sum(x, axis=-1, dtype=T)",
          "fn gram[T: numeric](x: T[..batch, n, k]) -> T[..batch, k, k] = x.mT @ x");

  /** A call of one of those, with the function before it. */
  static Term generic(Maker m, String definition, int depth) {
    String name =
        definition.substring(3, definition.indexOf(definition.contains("[T") ? "[" : "("));
    return switch (name) {
      case "scaled" -> same(name, m.any(Kind.REAL, 0, 3, depth));
      case "centered" -> same(name, m.of(DType.F64, m.shape(1, 3), depth));
      case "ordered" -> same(name, m.any(Kind.REAL, 1, 3, depth));
      case "lines" -> {
        Term x = m.any(Kind.NUMERIC, 1, 3, depth);
        Shape shape = x.type().shape();
        yield Term.of(x.type().withShape(shape.slice(0, shape.rank() - 1)), "lines(", x, ")");
      }
      case "gram" -> {
        Term x = m.any(Kind.NUMERIC, 2, 3, depth);
        Shape shape = x.type().shape();
        Dim k = shape.dim(shape.rank() - 1);
        yield Term.of(x.type().withShape(shape.with(shape.rank() - 2, k)), "gram(", x, ")");
      }
      default -> {
        Term x = m.any(Kind.ANY, 0, 3, depth);
        Term y = m.of(x.type(), depth);
        Term test = m.of(DType.BOOL, x.type().shape(), depth);
        yield Term.of(x.type(), "chosen(", test, ", ", x, ", ", y, ")");
      }
    };
  }

  private static Term same(String name, Term x) {
    return Term.of(x.type(), name + "(", x, ")");
  }
}
