package org.tgraph.check;

import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** Axes as users write them: from the front from 0, or from the end from -1. */
public final class Axes {
  private Axes() {}

  /** The axis, counted from the front. */
  static int of(Context c, Dim written, Span span, Shape shape) {
    return of(c, written, span, shape, Optional.empty());
  }

  /**
   * The axis, counted from the front.
   *
   * @param owner what has the shape, if it can be shown
   */
  static int of(Context c, Dim written, Span span, Shape shape, Optional<Span> owner) {
    int rank = shape.rank();
    long axis =
        written
            .constant()
            .orElseThrow(() ->
                c.fail(
                    Code.TG0411,
                    span,
                    "An axis must be a whole number that is known before the program runs."));
    if (axis < -rank || axis >= rank) {
      Diagnostic d =
          Diagnostic.error(
              Code.TG0304,
              span,
              "There is no axis %d: this has %s.".formatted(axis, ShapeMessages.axes(rank)));
      d = shown(d, c.text(shape), owner);
      if (rank == 1) {
        d = d.note("Its only axis is 0; counted from the end, -1.");
      } else if (rank > 1) {
        d = d.note("Axes are 0 to %d, or -%d to -1 from the end.".formatted(rank - 1, rank));
      }
      String last = Integer.toString(rank - 1);
      throw c.fail(
          axis == rank && rank > 0 && !shape.hasPack()
              ? d.fix(Fix.replace("axes count from 0: write `" + last + "`", span, last))
              : d);
    }
    int front = (int) (axis < 0 ? axis + rank : axis);
    if (shape.hasPack()) {
      checkPack(c, shape, front, axis < 0, span, owner);
    }
    return front;
  }

  /** Says what shape it is: at what has it, or in a note. */
  static Diagnostic shown(Diagnostic d, String shape, Optional<Span> owner) {
    return owner.isPresent()
        ? d.label(owner.get(), "this has shape `" + shape + "`")
        : d.note("It has shape `" + shape + "`.");
  }

  /** While a pack stands for any axes, an axis can be counted only on its own side of it. */
  private static void checkPack(
      Context c, Shape shape, int axis, boolean fromEnd, Span span, Optional<Span> owner) {
    for (int i = 0; i < shape.rank(); i++) {
      if (shape.dim(i).isPack() && (fromEnd ? i >= axis : i <= axis)) {
        Diagnostic d =
            Diagnostic.error(
                Code.TG0314,
                span,
                "Which axis this is depends on how many `%s` stands for."
                    .formatted(c.text(shape.dim(i))));
        d = shown(d, c.text(shape), owner);
        d = d.note("Count from the other side: the last axis is `-1`.");
        boolean isLast = !fromEnd && i == shape.rank() - 2;
        throw c.fail(isLast ? d.fix(Fix.replace("write `-1`", span, "-1")) : d);
      }
    }
  }
}
