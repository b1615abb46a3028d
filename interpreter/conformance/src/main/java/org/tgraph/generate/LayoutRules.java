package org.tgraph.generate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Functions that move elements, repeat them, join tensors and take them apart. */
final class LayoutRules {
  private LayoutRules() {}

  static Map<String, Rule> byName() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    rules.put("size", LayoutRules::size);
    rules.put("shape", LayoutRules::shape);
    rules.put("reshape", LayoutRules::reshape);
    rules.put("broadcast_to", LayoutRules::broadcastTo);
    rules.put("broadcast_arrays", LayoutRules::broadcastArrays);
    rules.put("expand_dims", LayoutRules::expand);
    rules.put("squeeze", LayoutRules::squeeze);
    rules.put("permute_dims", (m, depth) -> permuted(m, "permute_dims", depth));
    rules.put("permute", (m, depth) -> permuted(m, "permute", depth));
    rules.put("transpose", LayoutRules::transpose);
    rules.put("matrix_transpose", LayoutRules::matrixTranspose);
    rules.put("moveaxis", LayoutRules::moved);
    rules.put("swapaxes", LayoutRules::swapped);
    rules.put("flip", LayoutRules::flip);
    rules.put("roll", LayoutRules::roll);
    rules.put("tile", LayoutRules::tile);
    rules.put("repeat", LayoutRules::repeat);
    rules.put("stack", LayoutRules::stack);
    rules.put("concat", LayoutRules::concat);
    rules.put("unstack", LayoutRules::unstack);
    rules.put("columns", LayoutRules::columns);
    rules.put("diagonal", LayoutRules::diagonal);
    rules.put("trace", LayoutRules::trace);
    return rules;
  }

  private static List<Integer> order(int rank) {
    return new ArrayList<>(IntStream.range(0, rank).boxed().toList());
  }

  private static Term size(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 0, 3, depth);
    int rank = x.type().rank();
    TensorType type = TensorType.scalar(DType.I64);
    return switch (m.chance().below(rank == 0 ? 2 : 3)) {
      case 0 -> Term.of(type, "i64(size(", x, "))");
      case 1 -> Term.of(type, "i64(", x.target(), m.chance().of(".size", ".ndim") + ")");
      default -> Term.of(type, "i64(size(", x, ", ", m.axis(m.chance().below(rank), rank), "))");
    };
  }

  private static Term shape(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 1, 3, depth);
    int rank = x.type().rank();
    TensorType type = TensorType.scalar(DType.I64);
    int axis = m.chance().below(rank);
    return m.chance().coin()
        ? Term.of(type, "i64(shape(", x, ")[", m.axis(axis, rank), "])")
        : Term.of(type, "i64(", x.target(), ".shape." + axis + ")");
  }

  private static Term reshape(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 0, 3, depth);
    Shape shape = x.type().shape();
    if (m.chance().oneIn(3)) {
      return Term.of(x.type().withShape(Shape.of(shape.size())), "reshape(", x, ", -1)");
    }
    List<Dim> dims = m.chance().shuffled(shape.dims());
    if (dims.size() > 1 && m.chance().coin()) {
      Dim product = dims.get(0).times(dims.get(1));
      dims = new ArrayList<>(dims.subList(1, dims.size()));
      dims.set(0, product);
    }
    Shape to = new Shape(dims);
    return Term.of(x.type().withShape(to), "reshape(", x, ", ", m.tuple(to), ")");
  }

  private static Term broadcastTo(Maker m, int depth) {
    TensorType type = m.type(Kind.ANY, 0, 3);
    Term x = m.of(type.dtype(), Shapes.lesser(m, type.shape()), depth - 1);
    return Term.of(type, "broadcast_to(", x, ", ", m.tuple(type.shape()), ")");
  }

  private static Term broadcastArrays(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 0, 3, depth);
    Shape shape = x.type().shape();
    Term y = m.of(m.dtype(Kind.ANY), Shapes.lesser(m, shape), depth - 1);
    int part = m.chance().below(2);
    TensorType type = part == 0 ? x.type() : y.type().withShape(shape);
    return Term.of(type, "broadcast_arrays(", x, ", ", y, ")." + part);
  }

  private static Term expand(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 0, 2, depth);
    int rank = x.type().rank();
    int axis = m.chance().from(0, rank);
    return Term.of(
        x.type().withShape(x.type().shape().insert(axis, Dim.ONE)),
        "expand_dims(",
        x,
        ", ",
        m.axis(axis, rank + 1),
        ")");
  }

  private static Term squeeze(Maker m, int depth) {
    Shape rest = m.shape(0, 2);
    int axis = m.chance().from(0, rest.rank());
    Term x = m.of(m.dtype(Kind.ANY), rest.insert(axis, Dim.ONE), depth - 1);
    return Term.of(
        x.type().withShape(rest), "squeeze(", x, ", ", m.axis(axis, rest.rank() + 1), ")");
  }

  private static Term permuted(Maker m, String name, int depth) {
    Term x = m.any(Kind.ANY, 1, 3, depth);
    int rank = x.type().rank();
    List<Integer> order = m.chance().shuffled(order(rank));
    Shape shape = Shapes.permuted(x.type().shape(), order);
    return Term.of(x.type().withShape(shape), name + "(", x, ", ", Goals.axes(m, order, rank), ")");
  }

  private static Term transpose(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 2, 2, depth);
    Shape shape = Shapes.permuted(x.type().shape(), List.of(1, 0));
    return Term.of(x.type().withShape(shape), "transpose(", x, ")");
  }

  private static Term matrixTranspose(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 2, 3, depth);
    List<Integer> order = order(x.type().rank());
    Collections.swap(order, order.size() - 1, order.size() - 2);
    Shape shape = Shapes.permuted(x.type().shape(), order);
    return Term.of(x.type().withShape(shape), "matrix_transpose(", x, ")");
  }

  private static Term moved(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 1, 3, depth);
    int rank = x.type().rank();
    int from = m.chance().below(rank);
    int to = m.chance().below(rank);
    List<Integer> order = order(rank);
    order.add(to, order.remove(from));
    return Term.of(
        x.type().withShape(Shapes.permuted(x.type().shape(), order)),
        "moveaxis(",
        x,
        ", ",
        m.axis(from, rank),
        ", ",
        m.axis(to, rank),
        ")");
  }

  private static Term swapped(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 1, 3, depth);
    int rank = x.type().rank();
    int a = m.chance().below(rank);
    int b = m.chance().below(rank);
    List<Integer> order = order(rank);
    Collections.swap(order, a, b);
    return Term.of(
        x.type().withShape(Shapes.permuted(x.type().shape(), order)),
        "swapaxes(",
        x,
        ", ",
        m.axis(a, rank),
        ", ",
        m.axis(b, rank),
        ")");
  }

  private static Term flip(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 0, 3, depth);
    int rank = x.type().rank();
    return rank == 0 || m.chance().coin()
        ? Term.of(x.type(), "flip(", x, ")")
        : Term.of(x.type(), "flip(", x, ", axis=", m.axis(m.chance().below(rank), rank), ")");
  }

  private static Term roll(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 0, 3, depth);
    int rank = x.type().rank();
    String shift = ", " + m.chance().from(-4, 7);
    return rank == 0 || m.chance().coin()
        ? Term.of(x.type(), "roll(", x, shift + ")")
        : Term.of(
            x.type(), "roll(", x, shift + ", axis=", m.axis(m.chance().below(rank), rank), ")");
  }

  private static Term tile(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 0, 2, depth);
    Shape shape = x.type().shape();
    int count = m.chance().from(1, 3);
    List<Dim> copies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      copies.add(m.chance().oneIn(3) ? m.size() : Dim.of(m.chance().from(0, 2)));
    }
    List<Piece> tuple = m.tuple(new Shape(copies));
    List<Dim> result = new ArrayList<>(shape.dims());
    while (result.size() < copies.size()) {
      result.add(0, Dim.ONE);
    }
    while (copies.size() < result.size()) {
      copies.add(0, Dim.ONE);
    }
    for (int i = 0; i < result.size(); i++) {
      result.set(i, result.get(i).times(copies.get(i)));
    }
    return Term.of(x.type().withShape(new Shape(result)), "tile(", x, ", ", tuple, ")");
  }

  private static Term repeat(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 1, 3, depth);
    int rank = x.type().rank();
    Dim times = m.chance().coin() ? Dim.of(m.chance().from(0, 3)) : m.size();
    if (!Maker.isWritten(times)) {
      throw new Unmakeable();
    }
    if (m.chance().oneIn(3)) {
      Shape flat = Shape.of(x.type().shape().size().times(times));
      return Term.of(x.type().withShape(flat), "repeat(", x, ", ", Maker.size(times), ")");
    }
    int axis = m.chance().below(rank);
    Shape shape = x.type().shape().with(axis, x.type().dim(axis).times(times));
    return Term.of(
        x.type().withShape(shape),
        "repeat(",
        x,
        ", ",
        Maker.size(times),
        ", axis=",
        m.axis(axis, rank),
        ")");
  }

  private static Term stack(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 0, 2, depth);
    int count = m.chance().from(1, 3);
    int rank = x.type().rank();
    int axis = m.chance().from(0, rank);
    List<Piece> parts = Term.pieces("stack([", x);
    for (int i = 1; i < count; i++) {
      Term other = m.of(Shapes.lesser(m, x.type().dtype()), x.type().shape(), depth - 1);
      parts.addAll(Term.pieces(", ", other));
    }
    return Term.of(
        x.type().withShape(x.type().shape().insert(axis, Dim.of(count))),
        parts,
        "], axis=",
        m.axis(axis, rank + 1),
        ")");
  }

  private static Term concat(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 1, 3, depth);
    int rank = x.type().rank();
    int axis = m.chance().below(rank);
    Shape shape = x.type().shape();
    Dim total = shape.dim(axis);
    boolean isList = m.chance().coin();
    List<Piece> parts = Term.pieces("concat(" + (isList ? "[" : "("), x);
    String close = isList ? "]" : ",)";
    for (int i = m.chance().below(3); i > 0; i--) {
      Dim size = m.size();
      total = total.plus(size);
      Term other = m.of(Shapes.lesser(m, x.type().dtype()), shape.with(axis, size), depth - 1);
      parts.addAll(Term.pieces(", ", other));
    }
    return Term.of(
        x.type().withShape(shape.with(axis, total)),
        parts,
        close,
        ", axis=",
        m.axis(axis, rank),
        ")");
  }

  private static Term unstack(Maker m, int depth) {
    Shape rest = m.shape(0, 2);
    int axis = m.chance().from(0, rest.rank());
    int size = m.chance().from(1, 3);
    Term x = m.of(m.dtype(Kind.ANY), rest.insert(axis, Dim.of(size)), depth - 1);
    return Term.of(
        x.type().withShape(rest),
        "unstack(",
        x,
        ", ",
        m.axis(axis, rest.rank() + 1),
        ")." + m.chance().below(size));
  }

  private static Term columns(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 0, 2, depth);
    Term y = m.any(Kind.ANY, 0, 2, depth);
    int part = m.chance().below(2);
    return Term.of((part == 0 ? x : y).type(), "columns({a: ", x, ", b: ", y, "})." + part);
  }

  private static Term diagonal(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 2, 3, depth);
    Shape batch = x.type().shape().slice(0, x.type().rank() - 2);
    Dim length = Shapes.min(x.type().dim(batch.rank()), x.type().dim(batch.rank() + 1));
    return Term.of(x.type().withShape(Maker.concat(batch, length)), "diagonal(", x, ")");
  }

  private static Term trace(Maker m, int depth) {
    Term x = m.any(Kind.NUMERIC, 2, 3, depth);
    Shape batch = x.type().shape().slice(0, x.type().rank() - 2);
    return Term.of(
        new TensorType(Shapes.wide(x.type().dtype()), batch),
        "trace(",
        x,
        m.chance().of("", ", 1", ", offset=-1") + ")");
  }
}
