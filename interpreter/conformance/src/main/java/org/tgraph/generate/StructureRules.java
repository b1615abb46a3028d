package org.tgraph.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tgraph.generate.Script.Named;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Functions of tuples and records of tensors. */
final class StructureRules {
  /** The minima and roots that are looked for. */
  private static final List<String> PLACES = List.of("0.0", "0.5", "1.25", "(-0.75)", "2.0");

  private StructureRules() {}

  static Map<String, Rule> byName() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    rules.put("ravel", StructureRules::ravel);
    rules.put("unravel", StructureRules::unravel);
    rules.put("tree_map", StructureRules::mapped);
    rules.put("minimize", StructureRules::minimum);
    rules.put("root", StructureRules::root);
    return rules;
  }

  private static Arrangement arrangement(Maker m, DType dtype) {
    return Arrangement.of(m.chance(), () -> new TensorType(dtype, m.shape(0, 2)), 2);
  }

  /** How many elements there are in all tensors of a form. */
  private static Dim elements(Arrangement form) {
    return form.named("").stream()
        .map(part -> part.type().shape().size())
        .reduce(Dim.ZERO, Dim::plus);
  }

  private static Term ravel(Maker m, int depth) {
    DType dtype = m.dtype(Kind.ANY);
    Arrangement form = arrangement(m, dtype);
    return Term.of(
        new TensorType(dtype, Shape.of(elements(form))),
        "ravel(",
        form.write(t -> m.of(t, depth - 2)),
        ")");
  }

  private static Term unravel(Maker m, int depth) {
    DType dtype = m.dtype(Kind.ANY);
    Arrangement form = arrangement(m, dtype);
    Term vector = m.of(dtype, Shape.of(elements(form)), depth - 1);
    List<Piece> like = form.write(t -> m.of(t, depth - 2));
    return LoopRules.part(m, Term.pieces("unravel(", vector, ", ", like, ")"), form);
  }

  /** A function of each tensor, or of each two at the same place. */
  private static Term mapped(Maker m, int depth) {
    Arrangement form = Arrangement.of(m.chance(), () -> m.type(Kind.NUMERIC, 0, 2), 2);
    List<Piece> first = form.write(t -> m.of(t, depth - 2));
    if (m.chance().coin()) {
      String v = m.fresh("v");
      String f =
          m.chance().of("positive", "ones_like", v + " -> " + v + " * 2", v + " -> " + v + "[...]");
      return LoopRules.part(m, Term.pieces("tree_map(" + f + ", ", first, ")"), form);
    }
    String v = m.fresh("v");
    String w = m.fresh("v");
    Arrangement both = form.map(t -> t.withShape(t.shape().insert(0, Dim.of(2))));
    return LoopRules.part(
        m,
        Term.pieces(
            "tree_map((" + v + ", " + w + ") -> stack([" + v + ", " + w + "]), ",
            first,
            ", ",
            form.write(t -> m.of(t, depth - 2)),
            ")"),
        both);
  }

  private static List<Piece> start(Maker m, Arrangement form, int depth) {
    return form.write(t -> m.bounded(t.dtype(), t.shape(), depth - 2));
  }

  /**
   * The minimum of a sum of squares. It is rounded: where a search ends is a matter of rounding.
   */
  private static Term minimum(Maker m, int depth) {
    Arrangement form = arrangement(m, m.dtype(Kind.FLOAT));
    String v = m.fresh("v");
    List<String> squares = new ArrayList<>();
    for (Named part : form.named(v)) {
      squares.add("sum((" + part.text() + " - " + m.chance().of(PLACES) + ") ** 2)");
    }
    String method =
        m.chance().of("", "", ", method=\"l-bfgs\"", ", method=\"newton-cg\"", ", limit=50");
    return rounded(
        m,
        form,
        Term.pieces(
            "minimize(" + v + " -> " + String.join(" + ", squares) + ", ",
            start(m, form, depth),
            method + ").x"));
  }

  private static Term root(Maker m, int depth) {
    Arrangement form = arrangement(m, m.dtype(Kind.FLOAT));
    String v = m.fresh("v");
    List<Named> parts = form.named(v);
    int[] next = {0};
    Function<TensorType, String> leaf =
        t -> parts.get(next[0]++).text() + " - " + m.chance().of(PLACES);
    return rounded(
        m,
        form,
        Term.pieces(
            "root(" + v + " -> ",
            form.write(leaf),
            ", ",
            start(m, form, depth),
            m.chance().of("", ", method=\"broyden\"") + ").x"));
  }

  private static Term rounded(Maker m, Arrangement form, List<Piece> whole) {
    Term part = LoopRules.part(m, whole, form);
    return Term.of(part.type(), "round(", part, " * 4)");
  }
}
