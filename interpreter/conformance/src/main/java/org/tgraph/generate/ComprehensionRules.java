package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.generate.Script.Named;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Comprehensions whose bounds are those of what the indices stand on. */
final class ComprehensionRules {
  /** Comprehensions are nested so deep at most. */
  private static final int DEEPEST = 2;

  private static final TensorType INDEX = TensorType.scalar(DType.I64);

  private ComprehensionRules() {}

  static Term any(Maker m, int depth) {
    if (m.nesting() >= DEEPEST) {
      throw new Unmakeable();
    }
    return m.chance().oneIn(3) ? over(m, 2, depth) : over(m, 1, depth);
  }

  /** Over the first axes of something in scope, and of what else has such axes. */
  private static Term over(Maker m, int count, int depth) {
    Named x = m.chance().of(m.named(Kind.ANY, count, 3));
    Shape axes = x.type().shape().slice(0, count);
    List<String> indices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      indices.add(m.fresh("j"));
    }
    Named first = at(x, indices);
    List<Named> inside = new ArrayList<>(List.of(first));
    indices.forEach(index -> inside.add(new Named(index, INDEX)));
    for (Named y : m.named(Kind.ANY, 1, 3)) {
      for (int i = 0; i < count; i++) {
        if (y.type().dim(0).equals(axes.dim(i))) {
          inside.add(at(y, List.of(indices.get(i))));
        }
      }
    }
    Maker body = m.inner().with(inside);
    // The bound of an index is that of the first thing it stands on, which is here.
    Term same =
        Term.of(
            first.type(),
            "where(" + indices.getLast() + " > 1, ",
            Maker.name(first),
            ", ",
            Maker.name(first),
            ")");
    Term other = body.any(depth - 1);
    boolean isWritten = other.type().shape().dims().stream().allMatch(Maker::isWritten);
    List<Term> terms = isWritten ? List.of(same, other) : List.of(same);
    List<Arrangement> parts = new ArrayList<>();
    terms.forEach(t -> parts.add(new Arrangement.One(t.type())));
    Arrangement form =
        m.chance().coin()
            ? new Arrangement.Tuple(parts)
            : new Arrangement.Fields(List.of("u", "v").subList(0, parts.size()), parts);
    java.util.Iterator<Term> each = terms.iterator();
    return LoopRules.part(
        m,
        Term.pieces("(for " + String.join(", ", indices) + ": ", form.write(t -> each.next()), ")"),
        form.map(t -> t.withShape(axes.concat(t.shape()))));
  }

  private static Named at(Named x, List<String> indices) {
    List<Dim> rest = x.type().shape().dims().subList(indices.size(), x.type().rank());
    return new Named(
        x.text() + "[" + String.join(", ", indices) + "]", x.type().withShape(new Shape(rest)));
  }
}
