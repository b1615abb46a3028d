package org.tgraph.cli.drawing;

import java.util.List;
import org.tgraph.op.Op;
import org.tgraph.op.control.ControlOps;
import org.tgraph.op.create.CreateOps;
import org.tgraph.op.index.IndexOps;
import org.tgraph.op.layout.LayoutOps;
import org.tgraph.op.linalg.LinalgOps;
import org.tgraph.op.pointwise.PointwiseOps;
import org.tgraph.op.reduce.ReduceOps;
import org.tgraph.op.sort.SortOps;

/** What sort of thing a node is; each has its colour. */
enum Family {
  INPUT("inputs", "#dbeafe", "#2563eb"),
  OUTPUT("outputs", "#1f2937", "#111827"),
  CREATE("constants and creation", "#f3f4f6", "#9ca3af"),
  POINTWISE("element by element", "#dcfce7", "#16a34a"),
  REDUCE("reductions", "#ffedd5", "#ea580c"),
  LAYOUT("layout", "#f5f3ff", "#a78bfa"),
  INDEX("indexing and sorting", "#cffafe", "#0891b2"),
  LINALG("linear algebra", "#fce7f3", "#db2777"),
  CONTROL("loops and branches", "#fef9c3", "#ca8a04"),
  OTHER("others", "#f8fafc", "#64748b");

  private final String words;
  private final String fill;
  private final String line;

  Family(String words, String fill, String line) {
    this.words = words;
    this.fill = fill;
    this.line = line;
  }

  static Family of(Op op) {
    if (has(PointwiseOps.ALL, op)) {
      return POINTWISE;
    }
    if (has(ReduceOps.ALL, op)) {
      return REDUCE;
    }
    if (has(LayoutOps.ALL, op)) {
      return LAYOUT;
    }
    if (has(IndexOps.ALL, op) || has(SortOps.ALL, op)) {
      return INDEX;
    }
    if (has(LinalgOps.ALL, op)) {
      return LINALG;
    }
    if (has(ControlOps.ALL, op)) {
      return CONTROL;
    }
    return has(CreateOps.ALL, op) ? CREATE : OTHER;
  }

  private static boolean has(List<Op> family, Op op) {
    return family.stream().anyMatch(o -> o.name().equals(op.name()));
  }

  /** For the legend. */
  String words() {
    return words;
  }

  String fill() {
    return fill;
  }

  String line() {
    return line;
  }

  String ink() {
    return this == OUTPUT ? "#ffffff" : "#111827";
  }
}
