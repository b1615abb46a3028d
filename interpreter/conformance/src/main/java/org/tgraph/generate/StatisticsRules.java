package org.tgraph.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/**
 * Functions of statistics. Those whose result jumps where an element crosses another are given
 * whole numbers, which all backends compute alike.
 */
final class StatisticsRules {
  private StatisticsRules() {}

  static Map<String, Rule> byName() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    UnaryOperator<DType> same = t -> t;
    for (String name : List.of("median", "nansum", "nanprod", "nanmean", "nanvar", "nanstd")) {
      rules.put(name, ReductionRules.reduction(name, Kind.FLOAT, false, same));
    }
    rules.put("nanmax", ReductionRules.reduction("nanmax", Kind.FLOAT, true, same));
    rules.put("nanmin", ReductionRules.reduction("nanmin", Kind.FLOAT, true, same));
    rules.put("ptp", ReductionRules.reduction("ptp", Kind.REAL, true, same));
    rules.put("average", ReductionRules.reduction("average", Kind.FLOATING, false, same));
    rules.put("quantile", (m, depth) -> quantile(m, "quantile(", ", 0.3", depth));
    rules.put("percentile", (m, depth) -> quantile(m, "percentile(", ", 75", depth));
    rules.put("searchsorted", StatisticsRules::search);
    rules.put("digitize", (m, depth) -> ofTwo(m, "digitize", DType.I64, depth));
    rules.put("isin", (m, depth) -> ofTwo(m, "isin", DType.BOOL, depth));
    rules.put("unique_values", (m, depth) -> unique(m, "unique_values", "", depth));
    rules.put("unique_counts", (m, depth) -> unique(m, "unique_counts", ".1", depth));
    rules.put("unique_inverse", (m, depth) -> unique(m, "unique_inverse", ".1", depth));
    rules.put("unique_all", (m, depth) -> unique(m, "unique_all", ".3", depth));
    rules.put("top_k", StatisticsRules::largest);
    rules.put("one_hot", StatisticsRules::oneHot);
    rules.put("histogram", StatisticsRules::histogram);
    rules.put("bincount", StatisticsRules::counts);
    rules.put("segment_sum", (m, depth) -> segments(m, "segment_sum", Kind.NUMERIC, depth));
    rules.put("segment_mean", (m, depth) -> segments(m, "segment_mean", Kind.FLOATING, depth));
    rules.put("segment_max", (m, depth) -> segments(m, "segment_max", Kind.REAL, depth));
    rules.put("segment_min", (m, depth) -> segments(m, "segment_min", Kind.REAL, depth));
    rules.put("cov", StatisticsRules::covariance);
    rules.put("corrcoef", StatisticsRules::correlation);
    return rules;
  }

  /** {@code , axis=…}, or nothing where there is one axis. */
  static List<Piece> along(Maker m, int axis, int rank) {
    return rank == 1 && m.chance().coin() ? List.of() : Term.pieces(", axis=", m.axis(axis, rank));
  }

  private static Term quantile(Maker m, String call, String share, int depth) {
    Term x = m.any(Kind.FLOAT, 1, 3, depth);
    int rank = x.type().rank();
    int axis = m.chance().below(rank);
    TensorType type = x.type().withShape(x.type().shape().remove(axis));
    return Term.of(type, call, x, share, ", axis=", m.axis(axis, rank), ")");
  }

  private static Term search(Maker m, int depth) {
    DType dtype = m.dtype(Kind.INT);
    Term sorted = m.of(dtype, m.shape(1, 1), depth - 1);
    Term x = m.of(dtype, m.shape(0, 2), depth - 1);
    String side = m.chance().of("", ", side=\"right\"");
    return Term.of(x.type().withElement(DType.I64), "searchsorted(", sorted, ", ", x, side, ")");
  }

  private static Term ofTwo(Maker m, String name, DType result, int depth) {
    DType dtype = m.dtype(Kind.INT);
    Term x = m.of(dtype, m.shape(0, 2), depth - 1);
    Term other = m.of(dtype, m.shape(1, 1), depth - 1);
    return Term.of(x.type().withElement(result), name + "(", x, ", ", other, ")");
  }

  /** The sum of what is found, since nobody knows how much that is. */
  private static Term unique(Maker m, String name, String part, int depth) {
    if (!m.hasMasks()) {
      throw new Unmakeable();
    }
    DType dtype = m.dtype(Kind.INT);
    Term x = m.of(dtype, m.shape(0, 2), depth - 1);
    DType result = part.isEmpty() ? Shapes.wide(dtype) : DType.I64;
    return Term.of(TensorType.scalar(result), "sum(" + name + "(", x, ")" + part + ")");
  }

  private static Term largest(Maker m, int depth) {
    Term x = m.some(Kind.REAL, 1, 3, depth);
    int rank = x.type().rank();
    int axis = m.chance().below(rank);
    TensorType type = x.type().withShape(x.type().shape().with(axis, Dim.ONE));
    return Term.of(
        type,
        "top_k(",
        x,
        ", ",
        new Piece.Part(Piece.Role.INDEX, "1"),
        ", axis=",
        m.axis(axis, rank),
        ").0");
  }

  private static Term oneHot(Maker m, int depth) {
    Term x = m.any(Kind.INT, 0, 2, depth);
    Dim classes = m.size();
    Shape shape = x.type().shape();
    return Term.of(
        new TensorType(DType.F64, shape.insert(shape.rank(), classes)),
        "one_hot(",
        x,
        ", ",
        Maker.size(classes),
        ")");
  }

  private static Term histogram(Maker m, int depth) {
    Term x = m.of(m.dtype(Kind.INT), m.shape(0, 2), depth - 1);
    Dim bins = m.someSize();
    return Term.of(
        TensorType.of(DType.I64, bins), "histogram(", x, ", bins=", Maker.size(bins), ").0");
  }

  private static Term counts(Maker m, int depth) {
    Term x = m.of(DType.I64, m.shape(1, 1), depth - 1);
    Dim length = m.someSize();
    return Term.of(
        TensorType.of(DType.I64, length),
        "bincount(i64(",
        x,
        ") % (",
        Maker.size(length),
        "), ",
        Maker.size(length),
        ")");
  }

  private static Term segments(Maker m, String name, Kind kind, int depth) {
    Term x = m.any(kind, 1, 2, depth);
    Dim segments = m.someSize();
    Term ids = m.of(DType.I64, Shape.of(x.type().dim(0)), depth - 1);
    return Term.of(
        x.type().withShape(x.type().shape().with(0, segments)),
        name + "(",
        x,
        ", i64(",
        ids,
        ") % (",
        Maker.size(segments),
        "), ",
        Maker.size(segments),
        ")");
  }

  private static Term covariance(Maker m, int depth) {
    Term x = m.any(Kind.FLOATING, 2, 2, depth);
    Dim rows = x.type().dim(0);
    return Term.of(x.type().withShape(Shape.of(rows, rows)), "cov(", x, ")");
  }

  /** Of small whole numbers: of a row of equal ones the deviation is then exactly 0. */
  private static Term correlation(Maker m, int depth) {
    Term x = m.any(Kind.INT, 2, 2, depth);
    Dim rows = x.type().dim(0);
    TensorType type = TensorType.of(DType.F64, rows, rows);
    return Term.of(type, "corrcoef(f64(i8(", x, ")))");
  }
}
