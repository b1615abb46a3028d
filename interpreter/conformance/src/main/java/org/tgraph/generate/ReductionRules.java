package org.tgraph.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Functions that combine the elements along axes, or put them in order. */
final class ReductionRules {
  private ReductionRules() {}

  static Map<String, Rule> byName() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    rules.put("sum", total("sum"));
    rules.put("prod", total("prod"));
    rules.put("max", reduction("max", Kind.REAL, true, t -> t));
    rules.put("min", reduction("min", Kind.REAL, true, t -> t));
    rules.put("any", reduction("any", Kind.ANY, false, t -> DType.BOOL));
    rules.put("all", reduction("all", Kind.ANY, false, t -> DType.BOOL));
    rules.put("count_nonzero", reduction("count_nonzero", Kind.ANY, false, t -> DType.I64));
    rules.put("mean", reduction("mean", Kind.FLOATING, false, t -> t));
    rules.put("var", reduction("var", Kind.FLOAT, false, t -> t));
    rules.put("std", reduction("std", Kind.FLOAT, false, t -> t));
    rules.put("logsumexp", reduction("logsumexp", Kind.FLOAT, true, t -> t));
    rules.put("norm", reduction("norm", Kind.FLOATING, false, DType::part));
    rules.put("vector_norm", reduction("vector_norm", Kind.FLOATING, false, DType::part));
    rules.put("argmax", (m, depth) -> position(m, "argmax", depth));
    rules.put("argmin", (m, depth) -> position(m, "argmin", depth));
    rules.put("cumsum", (m, depth) -> cumulative(m, "cumsum", depth));
    rules.put("cumprod", (m, depth) -> cumulative(m, "cumprod", depth));
    rules.put("cumulative_sum", (m, depth) -> cumulative(m, "cumulative_sum", depth));
    rules.put("cumulative_prod", (m, depth) -> cumulative(m, "cumulative_prod", depth));
    rules.put("sort", (m, depth) -> sorted(m, "sort", depth));
    rules.put("argsort", (m, depth) -> sorted(m, "argsort", depth));
    rules.put("softmax", (m, depth) -> softmax(m, "softmax", depth));
    rules.put("log_softmax", (m, depth) -> softmax(m, "log_softmax", depth));
    rules.put("diff", ReductionRules::diff);
    return rules;
  }

  /** {@code , axis=…, keepdims=…}, and what they stand for. */
  private record Over(List<Integer> axes, boolean keepdims, List<Piece> pieces) {
    static Over of(Maker m, int rank) {
      boolean keepdims = m.chance().oneIn(3);
      String keep = keepdims ? ", keepdims=true" : "";
      if (rank == 0 || m.chance().oneIn(3)) {
        return new Over(IntStream.range(0, rank).boxed().toList(), keepdims, Term.pieces(keep));
      }
      if (m.chance().oneIn(3)) {
        List<Integer> axes = m.chance().some(rank);
        return new Over(axes, keepdims, Term.pieces(", axis=", Goals.axes(m, axes, rank), keep));
      }
      int axis = m.chance().below(rank);
      return new Over(List.of(axis), keepdims, Term.pieces(", axis=", m.axis(axis, rank), keep));
    }
  }

  static Rule reduction(
      String name, Kind kind, boolean needsElements, UnaryOperator<DType> result) {
    return (m, depth) -> {
      Term x = needsElements ? m.some(kind, 0, 3, depth) : m.any(kind, 0, 3, depth);
      Over over = Over.of(m, x.type().rank());
      Shape shape = Shapes.reduced(x.type().shape(), over.axes, over.keepdims);
      DType dtype = result.apply(x.type().dtype());
      return Term.of(new TensorType(dtype, shape), name + "(", x, over.pieces, ")");
    };
  }

  private static Rule total(String name) {
    return (m, depth) -> {
      Term x = m.any(Kind.NUMERIC, 0, 3, depth);
      DType dtype = Shapes.wide(x.type().dtype());
      Over over = Over.of(m, x.type().rank());
      List<Piece> more = over.pieces;
      if (m.chance().oneIn(6)) {
        dtype = m.dtype(x.type().dtype().isComplex() ? Kind.COMPLEX : Kind.NUMERIC);
        more = Term.pieces(over.pieces, ", dtype=", Maker.element(dtype));
      }
      Shape shape = Shapes.reduced(x.type().shape(), over.axes, over.keepdims);
      return Term.of(new TensorType(dtype, shape), name + "(", x, more, ")");
    };
  }

  private static Term position(Maker m, String name, int depth) {
    Term x = m.some(Kind.REAL, 0, 3, depth);
    int rank = x.type().rank();
    boolean keepdims = m.chance().oneIn(3);
    String keep = keepdims ? ", keepdims=true" : "";
    if (rank == 0 || m.chance().oneIn(3)) {
      List<Integer> all = IntStream.range(0, rank).boxed().toList();
      Shape shape = Shapes.reduced(x.type().shape(), all, keepdims);
      return Term.of(new TensorType(DType.I64, shape), name + "(", x, keep + ")");
    }
    int axis = m.chance().below(rank);
    Shape shape = Shapes.reduced(x.type().shape(), List.of(axis), keepdims);
    return Term.of(
        new TensorType(DType.I64, shape), name + "(", x, ", axis=", m.axis(axis, rank), keep + ")");
  }

  private static Term cumulative(Maker m, String name, int depth) {
    Term x = m.any(Kind.NUMERIC, 1, 3, depth);
    int rank = x.type().rank();
    DType dtype = Shapes.wide(x.type().dtype());
    int axis = m.chance().below(rank);
    boolean longer = name.startsWith("cumulative") && m.chance().oneIn(3);
    Shape shape = x.type().shape();
    shape = longer ? shape.with(axis, shape.dim(axis).plus(1)) : shape;
    List<Piece> where =
        rank == 1 && m.chance().coin() ? List.of() : Term.pieces(", axis=", m.axis(axis, rank));
    return Term.of(
        new TensorType(dtype, shape),
        name + "(",
        x,
        where,
        longer ? ", include_initial=true)" : ")");
  }

  private static Term sorted(Maker m, String name, int depth) {
    Term x = m.any(Kind.REAL, 1, 3, depth);
    int rank = x.type().rank();
    TensorType type = name.equals("sort") ? x.type() : x.type().withElement(DType.I64);
    List<Piece> where =
        m.chance().coin()
            ? List.of()
            : Term.pieces(", axis=", m.axis(m.chance().below(rank), rank));
    return Term.of(type, name + "(", x, where, m.chance().of(")", ", descending=true)"));
  }

  private static Term softmax(Maker m, String name, int depth) {
    Term x = m.some(Kind.FLOAT, 1, 3, depth);
    int rank = x.type().rank();
    List<Piece> where =
        m.chance().coin()
            ? List.of()
            : Term.pieces(", axis=", m.axis(m.chance().below(rank), rank));
    return Term.of(x.type(), name + "(", x, where, ")");
  }

  private static Term diff(Maker m, int depth) {
    Term x = m.some(Kind.NUMERIC, 1, 3, depth);
    int rank = x.type().rank();
    int axis = m.chance().below(rank);
    Dim size = x.type().dim(axis);
    Shape shape = x.type().shape().with(axis, size.plus(-1));
    return Term.of(x.type().withShape(shape), "diff(", x, ", axis=", m.axis(axis, rank), ")");
  }
}
