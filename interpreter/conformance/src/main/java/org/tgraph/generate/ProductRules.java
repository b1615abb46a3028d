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

/** Functions that multiply tensors and sum the products. */
final class ProductRules {
  private ProductRules() {}

  static Map<String, Rule> byName() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    rules.put("matmul", ProductRules::matmul);
    rules.put("dot", ProductRules::dot);
    rules.put("vecdot", ProductRules::vecdot);
    rules.put("vdot", ProductRules::vdot);
    rules.put("outer", ProductRules::outer);
    rules.put("tensordot", ProductRules::tensordot);
    rules.put("einsum", ProductRules::einsum);
    rules.put("cross", ProductRules::cross);
    rules.put("kron", ProductRules::kron);
    return rules;
  }

  private static Term matmul(Maker m, int depth) {
    Shape batch = m.chance().coin() ? Shape.SCALAR : m.shape(1, 1);
    Dim k = m.size();
    boolean isRow = m.chance().oneIn(4);
    boolean isColumn = m.chance().oneIn(4);
    Dim rows = m.size();
    Dim columns = m.size();
    DType dtype = m.dtype(Kind.NUMERIC);
    Shape batchA = isRow ? Shape.SCALAR : batch;
    Shape batchB = isColumn ? Shape.SCALAR : isRow ? batch : Shapes.lesser(m, batch);
    Shape a = isRow ? Shape.of(k) : Maker.concat(batchA, rows, k);
    Shape b = isColumn ? Shape.of(k) : Maker.concat(batchB, k, columns);
    Shape outer = isRow && isColumn ? Shape.SCALAR : batch;
    List<Dim> result = new ArrayList<>(outer.dims());
    if (!isRow) {
      result.add(rows);
    }
    if (!isColumn) {
      result.add(columns);
    }
    Term x = m.of(dtype, a, depth - 1);
    Term y = m.of(Shapes.lesser(m, dtype), b, depth - 1);
    TensorType type = new TensorType(dtype, new Shape(result));
    return m.chance().coin()
        ? Term.infix(type, 60, x, "@", y)
        : Term.of(type, "matmul(", x, ", ", y, ")");
  }

  private static Term dot(Maker m, int depth) {
    DType dtype = m.dtype(Kind.NUMERIC);
    Dim k = m.size();
    Shape a = m.chance().coin() ? Shape.of(k) : Shape.of(m.size(), k);
    boolean isColumn = m.chance().coin();
    Shape b = isColumn ? Shape.of(k) : Shape.of(k, m.size());
    Shape rows = a.slice(0, a.rank() - 1);
    Shape result = isColumn ? rows : Maker.concat(rows, b.dim(1));
    Term x = m.of(dtype, a, depth - 1);
    Term y = m.of(dtype, b, depth - 1);
    return Term.of(new TensorType(dtype, result), "dot(", x, ", ", y, ")");
  }

  private static Term vecdot(Maker m, int depth) {
    Term x = m.any(Kind.NUMERIC, 1, 3, depth);
    Shape shape = x.type().shape();
    Shape batch = shape.slice(0, shape.rank() - 1);
    Shape other = Maker.concat(Shapes.lesser(m, batch), shape.dim(shape.rank() - 1));
    Term y = m.of(x.type().dtype(), other, depth - 1);
    return Term.of(x.type().withShape(batch), "vecdot(", x, ", ", y, ")");
  }

  private static Term vdot(Maker m, int depth) {
    Term x = m.any(Kind.NUMERIC, 1, 2, depth);
    Term y = m.of(x.type(), depth - 1);
    return Term.of(x.type().withShape(Shape.SCALAR), "vdot(", x, ", ", y, ")");
  }

  private static Term outer(Maker m, int depth) {
    Term x = m.any(Kind.NUMERIC, 1, 1, depth);
    Term y = m.of(Shapes.lesser(m, x.type().dtype()), m.shape(1, 1), depth - 1);
    Shape shape = x.type().shape().concat(y.type().shape());
    return Term.of(x.type().withShape(shape), "outer(", x, ", ", y, ")");
  }

  private static Term tensordot(Maker m, int depth) {
    Term x = m.any(Kind.NUMERIC, 1, 3, depth);
    Shape shape = x.type().shape();
    int count = m.chance().from(0, Math.min(2, shape.rank()));
    Shape kept = shape.slice(0, shape.rank() - count);
    Shape more = m.shape(0, 1);
    Shape other = shape.slice(shape.rank() - count, shape.rank()).concat(more);
    Term y = m.of(x.type().dtype(), other, depth - 1);
    return Term.of(
        x.type().withShape(kept.concat(more)),
        "tensordot(",
        x,
        ", ",
        y,
        ", axes=",
        new Piece.Part(Piece.Role.AXIS, Integer.toString(count)),
        ")");
  }

  /** Letters for axes, some of them shared. */
  private static Term einsum(Maker m, int depth) {
    DType dtype = m.dtype(Kind.NUMERIC);
    Dim i = m.size();
    Dim j = m.size();
    Dim k = m.size();
    String text =
        m.chance()
            .of(
                "ij,jk->ik",
                "ij->ji",
                "ij,ij->i",
                "i,j->ij",
                "ij,kj->k",
                "ij->",
                "i...,i->...",
                "ii->i",
                "ijk,k->ji");
    List<Piece> pieces = Term.pieces("einsum(\"" + text + "\"");
    for (String letters : text.substring(0, text.indexOf("->")).split(",", -1)) {
      Shape shape = axes(letters, i, j, k);
      pieces.addAll(Term.pieces(", ", m.of(dtype, shape, depth - 1)));
    }
    Shape result = axes(text.substring(text.indexOf("->") + 2), i, j, k);
    return Term.of(new TensorType(dtype, result), pieces, ")");
  }

  private static Shape axes(String letters, Dim i, Dim j, Dim k) {
    List<Dim> dims = new ArrayList<>();
    for (char letter : letters.replace("...", "jk").toCharArray()) {
      dims.add(letter == 'i' ? i : letter == 'j' ? j : k);
    }
    return new Shape(dims);
  }

  private static Term cross(Maker m, int depth) {
    Shape shape = Maker.concat(m.shape(0, 2), Dim.of(3));
    DType dtype = m.dtype(Kind.NUMERIC);
    Term x = m.of(dtype, shape, depth - 1);
    Term y = m.of(Shapes.lesser(m, dtype), shape, depth - 1);
    return Term.of(new TensorType(dtype, shape), "cross(", x, ", ", y, ")");
  }

  private static Term kron(Maker m, int depth) {
    Term x = m.any(Kind.NUMERIC, 1, 2, depth);
    Term y = m.any(Kind.NUMERIC, 1, 2, depth);
    DType dtype = DType.promote(x.type().dtype(), y.type().dtype()).orElseThrow(Unmakeable::new);
    List<Dim> a = new ArrayList<>(x.type().shape().dims());
    List<Dim> b = new ArrayList<>(y.type().shape().dims());
    while (a.size() < b.size()) {
      a.add(0, Dim.ONE);
    }
    while (b.size() < a.size()) {
      b.add(0, Dim.ONE);
    }
    List<Dim> dims = new ArrayList<>();
    for (int axis = 0; axis < a.size(); axis++) {
      dims.add(a.get(axis).times(b.get(axis)));
    }
    return Term.of(new TensorType(dtype, new Shape(dims)), "kron(", x, ", ", y, ")");
  }
}
