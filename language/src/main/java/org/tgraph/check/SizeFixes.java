package org.tgraph.check;

import java.util.OptionalLong;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;

/** What can be offered where two sizes should be equal and are not. */
public final class SizeFixes {
  /** More elements than this are not dropped by mistake. */
  private static final int MOST_DROPPED = 3;

  private final Context c;

  public SizeFixes(Context c) {
    this.c = c;
  }

  /** An axis of something that is written at {@code span}. */
  public record Side(Shape shape, int axis, Span span) {
    Dim dim() {
      return shape.dim(axis);
    }
  }

  /** Offers to shorten the longer side, or else to declare both sizes as one. */
  public Diagnostic add(Diagnostic diagnostic, Side a, Side b) {
    if (excess(a.dim(), b.dim()) > 0) {
      return shorten(diagnostic, a, excess(a.dim(), b.dim()));
    }
    return excess(b.dim(), a.dim()) > 0
        ? shorten(diagnostic, b, excess(b.dim(), a.dim()))
        : same(diagnostic, a.dim(), b.dim());
  }

  /** Offers to shorten what should have the size {@code wanted}. */
  Diagnostic add(Diagnostic diagnostic, Dim wanted, Side actual) {
    long excess = excess(actual.dim(), wanted);
    return excess > 0
        ? shorten(diagnostic, actual, excess)
        : same(diagnostic, wanted, actual.dim());
  }

  /** How much longer one size is, if it is so little that it may be by mistake; otherwise 0. */
  private long excess(Dim longer, Dim shorter) {
    OptionalLong difference = longer.minus(shorter).constant();
    boolean isLiteral = longer.constant().isPresent() && shorter.constant().isPresent();
    if (difference.isEmpty()) {
      return dropped(longer, shorter);
    }
    long by = difference.getAsLong();
    return by > 0 && by <= (isLiteral ? 1 : MOST_DROPPED) ? by : 0;
  }

  /** The number of elements that a slice took from {@code longer} to give {@code shorter}. */
  static int dropped(Dim longer, Dim shorter) {
    for (int k = 1; k <= MOST_DROPPED; k++) {
      if (longer.constant().isEmpty() && Dim.max(Dim.ZERO, longer.plus(-k)).equals(shorter)) {
        return k;
      }
    }
    return 0;
  }

  private static Diagnostic shorten(Diagnostic diagnostic, Side longer, long by) {
    String text = longer.span.text();
    if (text.contains("\n") || text.startsWith("[") || longer.shape.hasPack()) {
      return diagnostic;
    }
    String elements = by == 1 ? "" : " " + by;
    String last = SourceText.withoutLast(text, longer.axis, by);
    String first = SourceText.withoutFirst(text, longer.axis, by);
    return diagnostic
        .fix(Fix.replace("drop the last" + elements + ": write `" + last + "`", longer.span, last))
        .fix(
            Fix.replace(
                "drop the first" + elements + ": write `" + first + "`", longer.span, first));
  }

  /** Offers to give a parameter the size that would fit: "write `w: f64[k, h]`". */
  public Diagnostic same(Diagnostic diagnostic, Dim a, Dim b) {
    if (a.variable().isEmpty() || b.variable().isEmpty() || a.isPack() || b.isPack()) {
      return diagnostic;
    }
    return renamed(diagnostic, b.variable().get(), a);
  }

  private Diagnostic renamed(Diagnostic diagnostic, SizeVar var, Dim size) {
    return declared(diagnostic, var, c.text(size), "if they are always equal, write `%s`");
  }

  /** Offers to write another size where {@code var} is named first, in the type of a parameter. */
  Diagnostic declared(Diagnostic diagnostic, SizeVar var, String size, String title) {
    var origin = c.origin(var);
    var parameter = c.declaredIn(var);
    if (origin.isEmpty() || parameter.isEmpty()) {
      return diagnostic;
    }
    Span where = origin.get().span();
    int start = where.start() - parameter.get().start();
    String text = parameter.get().text();
    int end = start + where.end() - where.start();
    String wanted = text.substring(0, start) + size + text.substring(end);
    return diagnostic.fix(Fix.replace(title.formatted(wanted), where, size));
  }
}
