package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/**
 * Brings tensors to one shape. Axes are aligned at the last; two go together if their sizes are
 * provably equal, or one is literally 1, or one is missing at the front.
 */
public final class Broadcasting {
  /** {@code x[:, none]}: an axis that was added on purpose. */
  private static final Pattern NEW_AXIS = Pattern.compile("\\[[^\\]]*\\bnone\\b[^\\]]*\\]$");

  private final Context c;

  public Broadcasting(Context c) {
    this.c = c;
  }

  /** The values repeated to the shape that they have together. */
  public List<Value> together(List<Value> values, List<Span> spans, String called, Span at) {
    Shape shape = shape(values, spans, called, at);
    List<Value> same = new ArrayList<>();
    for (Value value : values) {
      same.add(repeated(value, shape));
    }
    return same;
  }

  /**
   * The value repeated to a shape that was found for it: its sizes are equal, as far as is known.
   */
  Value repeated(Value value, Shape shape) {
    return Broadcast.to(c.builder(), coerced(value, shape), shape);
  }

  /** Where a size is equal only for the file that was read, it is checked at run time. */
  private Value coerced(Value value, Shape shape) {
    Shape now = value.shape();
    int missing = shape.rank() - now.rank();
    for (int i = 0; i < now.rank(); i++) {
      if (!now.dim(i).is(1) && !now.dim(i).equals(shape.dim(missing + i))) {
        now = now.with(i, shape.dim(missing + i));
      }
    }
    return c.coerce(value, now);
  }

  /** The shape that the values have together. */
  public Shape shape(List<Value> values, List<Span> spans, String called, Span at) {
    int rank = 0;
    for (Value value : values) {
      rank = Math.max(rank, value.rank());
    }
    Dim[] dims = new Dim[rank];
    int[] from = new int[rank];
    for (int i = 0; i < values.size(); i++) {
      Shape shape = values.get(i).shape();
      for (int axis = 0; axis < shape.rank(); axis++) {
        int to = rank - shape.rank() + axis;
        Dim dim = shape.dim(axis);
        boolean free = dims[to] == null || dims[to].is(1) && !dim.isPack();
        if (free) {
          dims[to] = dim;
          from[to] = i;
        } else if (dim.is(1) && !dims[to].isPack() || dims[to].equals(dim)) {
          continue;
        } else if (c.isEqual(dims[to], dim) != Truth.YES) {
          throw differ(values, spans, from[to], i, to - rank, called, at);
        }
      }
    }
    Shape together = new Shape(List.of(dims));
    warnIfBothGrow(values, together, spans, at);
    return together;
  }

  private Reported differ(
      List<Value> values, List<Span> spans, int a, int b, int axisFromEnd, String called, Span at) {
    Shape left = values.get(a).shape();
    Shape right = values.get(b).shape();
    int axisA = left.rank() + axisFromEnd;
    int axisB = right.rank() + axisFromEnd;
    String[] sizes = c.names.pair(left.dim(axisA), right.dim(axisB));
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.TG0302,
                at,
                "The shapes of %s do not broadcast: `%s` is not `%s`."
                    .formatted(called, sizes[0], sizes[1]))
            .label(spans.get(a), axis(axisA, left, sizes[0]))
            .label(spans.get(b), axis(axisB, right, sizes[1]));
    diagnostic = c.names.explain(diagnostic, left.dim(axisA), right.dim(axisB));
    if (called.equals("`*`") && isProduct(left, right)) {
      diagnostic =
          diagnostic
              .note("`*` multiplies element by element.")
              .fix(Fix.replace("multiply matrices: write `@`", at, "@"));
    }
    for (Fix fix : fixes(left, spans.get(a), right, spans.get(b))) {
      diagnostic = diagnostic.fix(fix);
    }
    for (Fix fix : fixes(right, spans.get(b), left, spans.get(a))) {
      diagnostic = diagnostic.fix(fix);
    }
    return c.fail(
        diagnostic.fixes().isEmpty()
            ? lastResort(
                diagnostic,
                new SizeFixes.Side(left, axisA, spans.get(a)),
                new SizeFixes.Side(right, axisB, spans.get(b)))
            : diagnostic);
  }

  private boolean isProduct(Shape left, Shape right) {
    return left.rank() == 2
        && right.rank() >= 1
        && right.rank() <= 2
        && c.isEqual(left.dim(1), right.dim(0)) == Truth.YES;
  }

  private Diagnostic lastResort(Diagnostic diagnostic, SizeFixes.Side a, SizeFixes.Side b) {
    SizeFixes.Side shorter = a.shape().rank() == 1 && b.shape().rank() == 1 ? a : null;
    if (shorter != null && a.dim().constant().isPresent() && b.dim().constant().isPresent()) {
      shorter = a.dim().value() < b.dim().value() ? a : b;
      long size = shorter.dim().value();
      long times = size < 2 ? 0 : (shorter == a ? b : a).dim().value() / size;
      if (times > 1 && times * size == (shorter == a ? b : a).dim().value()) {
        String wanted = "tile(" + shorter.span().text() + ", " + times + ")";
        return diagnostic.fix(
            Fix.replace("repeat it: write `" + wanted + "`", shorter.span(), wanted));
      }
    }
    return new SizeFixes(c).add(diagnostic, a, b);
  }

  private String axis(int axis, Shape shape, String size) {
    return shape.rank() == 1
        ? "its size is `" + size + "`"
        : "axis " + axis + " of `" + c.text(shape) + "` is `" + size + "`";
  }

  /** Changes to the operand {@code small} with which it would broadcast to {@code large}. */
  private List<Fix> fixes(Shape small, Span span, Shape large, Span other) {
    List<Fix> fixes = new ArrayList<>();
    String text = span.text();
    if (small.rank() + 1 == large.rank() && small.rank() >= 1) {
      Fix keepdims = keepdims(small, span, large);
      if (keepdims != null) {
        fixes.add(keepdims);
      } else if (c.isEqual(small.dim(0), large.dim(large.rank() - 2)) == Truth.YES
          && small.rank() == 1) {
        String wanted = SourceText.atom(text) + "[:, none]";
        fixes.add(Fix.replace("write `" + wanted + "`", span, wanted));
      }
    }
    if (small.rank() == 2
        && large.rank() == 2
        && c.isEqual(small.dim(0), large.dim(1)) == Truth.YES
        && c.isEqual(small.dim(1), large.dim(0)) == Truth.YES
        && span.start() > other.start()) {
      String wanted = SourceText.transposed(text);
      fixes.add(Fix.replace("transpose: write `" + wanted + "`", span, wanted));
    }
    if (small.rank() + 1 == large.rank()
        && small.rank() >= 1
        && other.text().contains(" * ")
        && isSame(small, large.remove(large.rank() - 1))) {
      String wanted = "sum(" + other.text() + ", axis=-1)";
      fixes.add(Fix.replace("add up its last axis: write `" + wanted + "`", other, wanted));
    }
    return fixes;
  }

  private boolean isSame(Shape one, Shape other) {
    boolean same = one.rank() == other.rank();
    for (int i = 0; same && i < one.rank(); i++) {
      same = c.isEqual(one.dim(i), other.dim(i)) == Truth.YES;
    }
    return same;
  }

  /** For a reduction that lost its axis: {@code mean(x, axis=1)} with {@code x}. */
  private Fix keepdims(Shape small, Span span, Shape large) {
    String text = span.text();
    if (!text.matches("(?s)(sum|prod|mean|var|std|min|max|any|all)\\(.*axis\\s*=.*\\)")
        || text.contains("keepdims")) {
      return null;
    }
    for (int axis = 0; axis < large.rank(); axis++) {
      if (isSame(small, large.remove(axis))) {
        int close = span.end() - 1;
        return Fix.replace(
            "keep the axis: add `keepdims=true`",
            span.source().span(close, close),
            ", keepdims=true");
      }
    }
    return null;
  }

  /** {@code f64[n]} with {@code f64[n, 1]} gives {@code f64[n, n]}, which is seldom meant. */
  private void warnIfBothGrow(List<Value> values, Shape together, List<Span> spans, Span at) {
    if (values.size() != 2) {
      return;
    }
    Shape a = values.get(0).shape();
    Shape b = values.get(1).shape();
    int low = Math.min(a.rank(), b.rank());
    int high = Math.max(a.rank(), b.rank());
    boolean isMeant = spans.stream().anyMatch(span -> NEW_AXIS.matcher(span.text()).find());
    if (low == 0 || low == high || isMeant) {
      return;
    }
    Shape small = a.rank() == low ? a : b;
    Shape large = a.rank() == low ? b : a;
    boolean largeGrows = false;
    boolean smallGrows = false;
    for (int i = 0; i < high; i++) {
      boolean missing = i < high - low;
      Dim other = large.dim(i);
      smallGrows |= missing ? !other.is(1) : small.dim(i - high + low).is(1) && !other.is(1);
      largeGrows |= !missing && other.is(1) && !small.dim(i - high + low).is(1);
    }
    if (smallGrows && largeGrows) {
      Span smallSpan = spans.get(a.rank() == low ? 0 : 1);
      Span largeSpan = spans.get(a.rank() == low ? 1 : 0);
      Diagnostic warning =
          Diagnostic.warning(
                  Code.TG0310,
                  at,
                  "Both sides grow: `%s` and `%s` go together as `%s`."
                      .formatted(c.text(a), c.text(b), c.text(together)))
              .label(smallSpan, "this has shape `" + c.text(small) + "`")
              .label(largeSpan, "this has shape `" + c.text(large) + "`");
      if (low == 1 && large.dim(high - 1).is(1)) {
        String wanted = SourceText.atom(smallSpan.text()) + "[:, none]";
        String all = SourceText.atom(smallSpan.text()) + "[none, :]";
        warning =
            warning
                .fix(Fix.replace("pair the elements: write `" + wanted + "`", smallSpan, wanted))
                .fix(Fix.replace("if all pairs are meant, write `" + all + "`", smallSpan, all));
      }
      c.report(warning);
    }
  }
}
