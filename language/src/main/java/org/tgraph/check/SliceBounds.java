package org.tgraph.check;

import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.syntax.BinaryOp;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Subscript;
import org.tgraph.type.Dim;
import org.tgraph.type.Truth;

/**
 * {@code start:stop:step} as written. As in NumPy, bounds below 0 count from the end, and bounds
 * outside of the axis are moved to its ends, so that a slice is always in range. A bound of which
 * the sign is not known counts from the front, but for one that is 0 or below, which is rejected.
 */
record SliceBounds(Optional<Dim> start, Optional<Dim> stop, int step) {
  /**
   * The elements of an axis: {@code start}, {@code start + step}, …, {@code length} of them.
   *
   * @param reversed whether the axis is flipped before
   */
  record Range(Dim start, Dim length, int step, boolean reversed) {}

  /**
   * @param only whether nothing else stands between the brackets
   */
  static SliceBounds of(Context c, Subscript.Slice slice, boolean only, Scope scope) {
    Optional<Fix> window = only ? window(slice) : Optional.empty();
    Optional<Dim> start = slice.start().map(e -> bound(c, e, window, scope));
    Optional<Dim> stop = slice.stop().map(e -> bound(c, e, window, scope));
    long step = 1;
    if (slice.step().isPresent()) {
      Expr e = slice.step().get();
      step =
          c.known(bound(c, e, Optional.empty(), scope))
              .constant()
              .orElseThrow(() ->
                  c.fail(Code.TG0411, e.span(), "The step of a slice must be a plain number."));
      if (step == 0 || Math.abs(step) > Integer.MAX_VALUE) {
        throw c.fail(Code.TG0414, e.span(), "The step of a slice cannot be " + step + ".");
      }
    }
    return new SliceBounds(start, stop, (int) step);
  }

  /** For {@code i:i + 5}, which has a length that is known: {@code i + arange(5)}. */
  private static Optional<Fix> window(Subscript.Slice slice) {
    if (slice.step().isPresent()
        || slice.start().isEmpty()
        || !(slice.stop().orElse(null) instanceof Expr.Binary stop)
        || stop.op() != BinaryOp.ADD) {
      return Optional.empty();
    }
    String start = slice.start().get().span().text();
    return start.equals(stop.left().span().text())
        ? Optional.of(instead(slice, start, stop.right()))
        : start.equals(stop.right().span().text())
            ? Optional.of(instead(slice, start, stop.left()))
            : Optional.empty();
  }

  private static Fix instead(Subscript.Slice slice, String start, Expr length) {
    String places = "%s + arange(%s)".formatted(start, length.span().text());
    return Fix.replace("write `" + places + "`", slice.span(), places);
  }

  private static Dim bound(Context c, Expr expr, Optional<Fix> window, Scope scope) {
    Val val = c.expressions.check(expr, scope);
    if (val.isPoison()) {
      throw new Reported();
    }
    Dim bound = Operators.size(val).orElseThrow(() -> c.fail(unknown(c, expr, val, window)));
    if (c.isSignUnforeseen(bound, expr.span())) {
      throw c.unforeseenSign(bound, expr.span());
    }
    boolean isAtMost0 = c.known(bound.times(-1)).isAtLeast(0) == Truth.YES;
    if (isAtMost0 && c.known(bound).isAtLeast(0) == Truth.UNKNOWN) {
      throw c.fail(maybeZero(c, expr, bound));
    }
    return bound;
  }

  /** A bound like {@code -k}: NumPy counts it from the end, but from the front if k is 0. */
  private static Diagnostic maybeZero(Context c, Expr expr, Dim bound) {
    String size = c.text(bound.times(-1));
    return Diagnostic.error(
            Code.TG0411,
            expr.span(),
            "`%s` counts from the end only if `%s` is not 0, which is not known."
                .formatted(c.text(bound), size))
        .note(
            "Count from the front: `n - %s`, where `n` is the size of the axis."
                .formatted(bound.times(-1).variable().isPresent() ? size : "(" + size + ")"));
  }

  private static Diagnostic unknown(Context c, Expr expr, Val val, Optional<Fix> window) {
    Diagnostic d =
        Diagnostic.error(
                Code.TG0411,
                expr.span(),
                "The bounds of a slice must be known before the program runs.")
            .at("this is " + c.tensors.describe(val))
            .note(
                "An index tensor selects at places that are found at run time:"
                    + " `x[start + arange(3)]`.");
    return window.map(d::fix).orElse(d);
  }

  /** The whole axis. */
  static Range all(Dim size) {
    return new Range(Dim.ZERO, size, 1, false);
  }

  boolean isAll() {
    return start.isEmpty() && stop.isEmpty() && step == 1;
  }

  Range range(Context c, Dim size) {
    if (isAll()) {
      return all(size);
    }
    if (step > 0) {
      Dim from = start.map(s -> front(c, s, size)).orElse(Dim.ZERO);
      Dim to = stop.map(s -> stop(c, s, size)).orElse(size);
      return new Range(from, count(to.minus(from), step), step, false);
    }
    Dim last = size.minus(Dim.ONE);
    Dim from = start.map(s -> Dim.max(Dim.ZERO, last.minus(end(c, s, size)))).orElse(Dim.ZERO);
    Dim to =
        stop.map(s -> Dim.min(Dim.max(Dim.ZERO, last.minus(end(c, s, size))), size)).orElse(size);
    return new Range(from, count(to.minus(from), -step), -step, true);
  }

  /** The bound counted from the front, not below 0; it may be above the size. */
  private static Dim front(Context c, Dim bound, Dim size) {
    return c.known(bound).isAtLeast(0) == Truth.NO
        ? Dim.max(Dim.ZERO, size.plus(bound))
        : Dim.max(Dim.ZERO, bound);
  }

  /**
   * The end of a slice, within the axis. One that is counted from the end is that by itself, which
   * {@code Dim} does not know of a size like {@code K - 1}.
   */
  private static Dim stop(Context c, Dim bound, Dim size) {
    Dim to = front(c, bound, size);
    return c.known(bound).isAtLeast(0) == Truth.NO ? to : Dim.min(to, size);
  }

  /** The bound counted from the front, below 0 if it is before the axis. */
  private static Dim end(Context c, Dim bound, Dim size) {
    return c.known(bound).isAtLeast(0) == Truth.NO ? size.plus(bound) : bound;
  }

  /** How many steps it takes to cover a distance, which may be negative. */
  private static Dim count(Dim distance, int step) {
    Dim covered = Dim.max(Dim.ZERO, distance);
    return step == 1 ? covered : covered.plus(step - 1).floorDivide(Dim.of(step));
  }
}
