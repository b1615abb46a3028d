package org.tgraph.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Functions that make tensors of numbers alone. */
final class CreationRules {
  private CreationRules() {}

  static Map<String, Rule> byName() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (String name : List.of("zeros", "ones", "empty")) {
      rules.put(name, (m, depth) -> filled(m, name));
      rules.put(name + "_like", (m, depth) -> like(m, name + "_like", depth));
    }
    rules.put("full", CreationRules::full);
    rules.put("full_like", CreationRules::fullLike);
    rules.put("arange", CreationRules::arange);
    rules.put("linspace", CreationRules::linspace);
    rules.put("meshgrid", CreationRules::meshgrid);
    rules.put("eye", (m, depth) -> matrix(m, "eye"));
    rules.put("tri", (m, depth) -> matrix(m, "tri"));
    rules.put("tril", (m, depth) -> triangle(m, "tril", depth));
    rules.put("triu", (m, depth) -> triangle(m, "triu", depth));
    return rules;
  }

  private static Term filled(Maker m, String name) {
    Shape shape = m.shape(0, 3);
    if (shape.rank() == 1 && Maker.isWritten(shape) && m.chance().coin()) {
      return Term.of(new TensorType(DType.F64, shape), name + "(", Maker.size(shape.dim(0)), ")");
    }
    DType dtype = m.dtype(Kind.ANY);
    return Term.of(
        new TensorType(dtype, shape),
        name + "(",
        m.tuple(shape),
        ", dtype=",
        Maker.element(dtype),
        ")");
  }

  private static Term like(Maker m, String name, int depth) {
    Term x = m.any(Kind.ANY, 0, 3, depth);
    if (m.chance().coin()) {
      return Term.of(x.type(), name + "(", x, ")");
    }
    DType dtype = m.dtype(Kind.ANY);
    return Term.of(
        x.type().withElement(dtype), name + "(", x, ", dtype=", Maker.element(dtype), ")");
  }

  private static Term full(Maker m, int depth) {
    Shape shape = m.shape(0, 3);
    Term value = m.any(Kind.ANY, 0, 0, depth);
    return Term.of(value.type().withShape(shape), "full(", m.tuple(shape), ", ", value, ")");
  }

  private static Term fullLike(Maker m, int depth) {
    Term x = m.any(Kind.NUMERIC, 0, 3, depth);
    return Term.of(x.type(), "full_like(", x, ", ", Leaves.number(m, x.type().dtype()) + ")");
  }

  private static Term arange(Maker m, int depth) {
    DType dtype = m.dtype(Kind.NUMERIC);
    Dim size = m.size();
    if (!Maker.isWritten(size)) {
      throw new Unmakeable();
    }
    if (m.chance().coin()) {
      return Term.of(
          TensorType.of(dtype, size),
          "arange(",
          Maker.size(size),
          ", dtype=",
          Maker.element(dtype),
          ")");
    }
    if (m.chance().coin()) {
      Dim stop = size.plus(2);
      return Term.of(TensorType.of(DType.I64, size), "arange(2, ", Maker.size(stop), ")");
    }
    int count = m.chance().below(5);
    int step = m.chance().of(2, 3, -1, -2);
    int start = m.chance().from(-3, 3);
    int stop = start + step * count;
    return Term.of(
        TensorType.of(DType.I64, Dim.of(count)),
        "arange(" + start + ", " + stop + ", " + step + ")");
  }

  private static Term linspace(Maker m, int depth) {
    Dim size = m.size();
    if (!Maker.isWritten(size)) {
      throw new Unmakeable();
    }
    String more = m.chance().of("", ", endpoint=false");
    if (m.chance().coin()) {
      return Term.of(
          TensorType.of(DType.F64, size), "linspace(-1, 2.5, ", Maker.size(size), more + ")");
    }
    Term start = m.any(Kind.FLOAT, 0, 0, depth);
    return Term.of(
        TensorType.of(start.type().element(), size),
        "linspace(",
        start,
        ", 1.5, ",
        Maker.size(size),
        more + ")");
  }

  private static Term meshgrid(Maker m, int depth) {
    Term x = m.any(Kind.ANY, 1, 1, depth);
    Term y = m.any(Kind.ANY, 1, 1, depth);
    boolean swapped = m.chance().coin();
    int part = m.chance().below(2);
    Dim a = x.type().dim(0);
    Dim b = y.type().dim(0);
    Shape shape = swapped ? Shape.of(b, a) : Shape.of(a, b);
    return Term.of(
        (part == 0 ? x : y).type().withShape(shape),
        "meshgrid(",
        x,
        ", ",
        y,
        (swapped ? "" : ", indexing=\"ij\"") + ")." + part);
  }

  private static Term matrix(Maker m, String name) {
    DType dtype = m.dtype(Kind.ANY);
    Shape shape = m.shape(2, 2);
    if (!Maker.isWritten(shape)) {
      throw new Unmakeable();
    }
    return Term.of(
        new TensorType(dtype, shape),
        name + "(",
        Maker.size(shape.dim(0)),
        ", ",
        Maker.size(shape.dim(1)),
        m.chance().of("", ", k=1", ", k=-1"),
        ", dtype=",
        Maker.element(dtype),
        ")");
  }

  private static Term triangle(Maker m, String name, int depth) {
    Term x = m.any(Kind.ANY, 2, 3, depth);
    return Term.of(x.type(), name + "(", x, m.chance().of("", ", k=1", ", k=-2") + ")");
  }
}
