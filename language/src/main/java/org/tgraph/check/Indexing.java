package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Subscript;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/**
 * {@code x[…]} as in NumPy: integers, slices with steps, new axes, {@code ...}, integer tensors and
 * masks. An index that is known is compared with a size that is; the others are when it runs.
 */
final class Indexing {
  private final Context c;

  Indexing(Context c) {
    this.c = c;
  }

  Val index(Expr.Index e, Scope scope) {
    return index(e, c.expressions.check(e.target(), scope), scope);
  }

  /** As above, for a target that was checked before. */
  Val index(Expr.Index e, Val target, Scope scope) {
    List<Object> evaluated = new ArrayList<>();
    boolean poisoned = target.isPoison();
    for (Subscript subscript : e.subscripts()) {
      Object one =
          switch (subscript) {
            case Subscript.At at -> c.expressions.check(at.value(), scope);
            case Subscript.Slice slice ->
                SliceBounds.of(c, slice, e.subscripts().size() == 1, scope);
            case Subscript.Rest rest -> rest;
          };
      poisoned |= one instanceof Val v && v.isPoison();
      evaluated.add(one);
    }
    if (poisoned) {
      return Val.POISON;
    }
    if (target instanceof Val.Tuple t) {
      return tuple(t, e, evaluated);
    }
    if (!Tensors.isTensor(target)) {
      Optional<String> field = field(e);
      throw c.fail(
          Diagnostic.error(
                  Code.TG0414,
                  e.brackets(),
                  "Only tensors and tuples can be indexed, but this is %s."
                      .formatted(c.tensors.describe(target)))
              .label(e.target().span(), "this is " + c.tensors.describe(target))
              .fixIf(
                  field.isPresent() && !(target instanceof Val.Function),
                  e.brackets(),
                  "." + field.orElse("")));
    }
    Value x = c.tensors.value(target, e.target().span());
    return new Val.Tensor(tensor(x, e, evaluated));
  }

  /** The name in {@code draws["mu"]}, which is {@code draws.mu}. */
  private static Optional<String> field(Expr.Index e) {
    return e.subscripts().size() == 1
            && e.subscripts().get(0) instanceof Subscript.At at
            && at.value() instanceof Expr.StrLit text
            && text.value().matches("[A-Za-z_]\\w*")
        ? Optional.of(text.value())
        : Optional.empty();
  }

  private Val tuple(Val.Tuple tuple, Expr.Index e, List<Object> evaluated) {
    int size = tuple.parts().size();
    if (evaluated.size() == 1 && evaluated.get(0) instanceof Val v) {
      OptionalLong index =
          Operators.size(v).map(d -> c.known(d).constant()).orElse(OptionalLong.empty());
      if (index.isEmpty()) {
        throw c.fail(
            Code.TG0411,
            e.subscripts().get(0).span(),
            "The index of a tuple must be a number that is known before the program runs.");
      }
      long at = index.getAsLong() < 0 ? index.getAsLong() + size : index.getAsLong();
      if (at < 0 || at >= size) {
        throw c.fail(
            Code.TG0305,
            e.subscripts().get(0).span(),
            "There is no part %d: the tuple has %d.".formatted(index.getAsLong(), size));
      }
      return tuple.parts().get((int) at);
    }
    if (evaluated.size() == 1 && evaluated.get(0) instanceof SliceBounds bounds) {
      SliceBounds.Range range = bounds.range(c, Dim.of(size));
      List<Val> parts = new ArrayList<>();
      List<Val> from = range.reversed() ? tuple.parts().reversed() : tuple.parts();
      OptionalLong start = c.known(range.start()).constant();
      OptionalLong length = c.known(range.length()).constant();
      if (start.isEmpty() || length.isEmpty()) {
        throw c.fail(
            Code.TG0411,
            e.brackets(),
            "The bounds of a slice of a tuple must be numbers that are known before the program"
                + " runs.");
      }
      for (long i = 0; i < length.getAsLong(); i++) {
        parts.add(from.get((int) (start.getAsLong() + i * range.step())));
      }
      return new Val.Tuple(parts);
    }
    throw c.fail(Code.TG0414, e.brackets(), "A tuple is indexed by one number or one slice.");
  }

  // Tensors

  private Value tensor(Value x, Expr.Index e, List<Object> evaluated) {
    List<IndexEntry> entries = new ArrayList<>();
    int used = consumed(x, e, evaluated);
    int axis = 0;
    boolean rested = false;
    for (int i = 0; i < evaluated.size(); i++) {
      Object one = evaluated.get(i);
      Span span = e.subscripts().get(i).span();
      if (one instanceof Subscript.Rest) {
        rested = true;
        if (x.rank() == used) {
          entries.add(new IndexEntry.Dots());
        }
        for (int rest = x.rank() - used; rest > 0; rest--) {
          entries.add(new IndexEntry.Range(SliceBounds.all(x.shape().dim(axis++))));
        }
      } else if (one instanceof Val.Nothing) {
        entries.add(new IndexEntry.NewAxis());
      } else {
        rejectPack(x.shape(), axis, rested, one, span);
        if (one instanceof SliceBounds bounds) {
          entries.add(new IndexEntry.Range(bounds.range(c, x.shape().dim(axis++))));
        } else {
          axis += at((Val) one, x, axis, span, e.target().span(), entries);
        }
      }
    }
    while (axis < x.rank()) {
      entries.add(new IndexEntry.Range(SliceBounds.all(x.shape().dim(axis++))));
    }
    c.at(e.span());
    return new IndexEquations(c).of(x, entries, e);
  }

  /** How many axes the subscripts use up; an error if there are not so many. */
  private int consumed(Value x, Expr.Index e, List<Object> evaluated) {
    int used = 0;
    int rests = 0;
    for (Object one : evaluated) {
      if (one instanceof Subscript.Rest) {
        rests++;
      } else if (one instanceof Val.Nothing) {
        continue;
      } else if (one instanceof Val v && isMask(v)) {
        used += Math.max(1, Expressions.tensorType(v).rank());
      } else {
        used++;
      }
    }
    if (rests > 1) {
      throw c.fail(Code.TG0414, e.brackets(), "There can be only one `...` between the brackets.");
    }
    if (used > x.rank()) {
      throw c.fail(
          fewer(
              Diagnostic.error(
                      Code.TG0311,
                      e.brackets(),
                      "%s, but this has %s."
                          .formatted(
                              used == 1 ? "There is 1 index" : "There are " + used + " indices",
                              ShapeMessages.axes(x.rank())))
                  .label(e.target().span(), "this is `" + c.text(x.type()) + "`"),
              e,
              x.rank(),
              used));
    }
    return used;
  }

  /** As many indices as there are axes, where each is for one. */
  private static Diagnostic fewer(Diagnostic d, Expr.Index e, int axes, int used) {
    List<Subscript> all = e.subscripts();
    if (used != all.size()) {
      return d;
    }
    if (axes == 0) {
      return d.fix(Fix.replace("remove `" + e.brackets().text() + "`", e.brackets(), ""));
    }
    int from = all.get(axes - 1).span().end();
    Span further = e.span().source().span(from, all.get(all.size() - 1).span().end());
    return d.fix(Fix.replace("remove `" + further.text() + "`", further, ""));
  }

  private static boolean isMask(Val val) {
    return Tensors.isTensor(val) && Expressions.tensorType(val).element().isIn(Kind.BOOL);
  }

  /** Before a pack, axes are counted from the front; after one, only after a {@code ...}. */
  private void rejectPack(Shape shape, int axis, boolean rested, Object one, Span span) {
    boolean whole = one instanceof SliceBounds bounds && bounds.isAll();
    if (axis >= shape.rank() || whole && !shape.dim(axis).isPack()) {
      return;
    }
    for (int i = 0; i < shape.rank(); i++) {
      boolean before = rested ? i >= axis : i <= axis;
      if (shape.dim(i).isPack() && before) {
        throw c.fail(
            Diagnostic.error(
                    Code.TG0314,
                    span,
                    "Which axis this indexes depends on how many `%s` stands for."
                        .formatted(c.text(shape.dim(i))))
                .note("`x[..., i]` indexes the last axis."));
      }
    }
  }

  /** Adds what an index, an index tensor or a mask does; returns how many axes it uses. */
  private int at(Val val, Value x, int axis, Span span, Span target, List<IndexEntry> entries) {
    Optional<Dim> known = Operators.size(val);
    if (known.isPresent()) {
      entries.add(fixed(known.get(), x, axis, span));
      return 1;
    }
    if (!Tensors.isTensor(val)) {
      throw notAnIndex(val, span);
    }
    Value index = c.tensors.value(val, span);
    Element element = index.type().element();
    if (element.isIn(Kind.BOOL)) {
      return mask(index, x, axis, span, target, entries);
    }
    if (!element.isIn(Kind.INT)) {
      throw notAnIndex(val, span);
    }
    c.loops.bound(val, x.shape().dim(axis), span);
    entries.add(new IndexEntry.Picked(index, span));
    return 1;
  }

  private Reported notAnIndex(Val val, Span span) {
    Diagnostic d =
        Diagnostic.error(
            Code.TG0414,
            span,
            "An index is a whole number, a slice or a mask, but this is %s."
                .formatted(c.tensors.describe(val)));
    boolean isFloat =
        Tensors.isTensor(val) && Expressions.tensorType(val).element().isIn(Kind.FLOAT);
    return c.fail(d.fixIf(isFloat, span, "i64(" + span.text() + ")"));
  }

  /** An index known now: in range, out of range, or only the run can tell. */
  private IndexEntry fixed(Dim index, Value x, int axis, Span span) {
    if (c.isSignUnforeseen(index, span)) {
      throw c.unforeseenSign(index, span);
    }
    Dim size = x.shape().dim(axis);
    Dim front = index.isAtLeast(0) == Truth.NO ? size.plus(index) : index;
    Truth low = c.known(front).isAtLeast(0);
    Truth high = c.known(size.minus(front)).isAtLeast(1);
    if (low == Truth.NO || high == Truth.NO) {
      Diagnostic d =
          Diagnostic.error(
              Code.TG0305,
              span,
              "There is no element `%s` along axis %d, whose size is `%s`."
                  .formatted(c.text(index), axis, c.text(size)));
      OptionalLong last = c.known(size).constant();
      if (last.isPresent() && last.getAsLong() > 0) {
        d =
            d.note(
                "Elements are 0 to %d, or -1 to -%d from the end."
                    .formatted(last.getAsLong() - 1, last.getAsLong()));
      }
      if (index.equals(size)) {
        d = d.fix(Fix.replace("write `-1` for the last element", span, "-1"));
      }
      throw c.fail(d);
    }
    return low == Truth.YES && high == Truth.YES && size.minus(front).isAtLeast(1) == Truth.YES
        ? new IndexEntry.Fixed(front)
        : new IndexEntry.Picked(c.tensors.value(new Val.Known(index), span), span);
  }

  private int mask(
      Value mask, Value x, int axis, Span span, Span target, List<IndexEntry> entries) {
    if (mask.rank() == 0) {
      throw c.fail(
          Code.TG0414, span, "A mask has at least one axis; `if` and `where` take one `bool`.");
    }
    Value fitting = mask;
    for (int i = 0; i < mask.rank(); i++) {
      Dim size = mask.shape().dim(i);
      Dim expected = x.shape().dim(axis + i);
      if (c.isEqual(size, expected) != Truth.YES) {
        String[] texts = c.names.pair(size, expected);
        Diagnostic d =
            Diagnostic.error(
                    Code.TG0301,
                    span,
                    "The mask must have the size of what it selects from, but `%s` is not `%s`."
                        .formatted(texts[0], texts[1]))
                .at("axis %d is `%s`".formatted(i, texts[0]))
                .label(target, "axis %d is `%s`".formatted(axis + i, texts[1]));
        throw c.fail(new SizeFixes(c).same(c.names.explain(d, size, expected), expected, size));
      }
      if (!size.equals(expected)) {
        fitting = c.coerce(fitting, fitting.shape().with(i, expected));
      }
    }
    for (Value index : c.counting.nonzero(fitting, span)) {
      entries.add(new IndexEntry.Picked(index, span));
    }
    return mask.rank();
  }
}
