package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Flip;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.layout.Transpose;
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
  /** What is done along one axis of the tensor, in its order; new axes have no axis. */
  private sealed interface Entry {
    record NewAxis() implements Entry {}

    /** {@code ...} for no axes, which separates what is on its sides all the same. */
    record Dots() implements Entry {}

    record Range(SliceBounds.Range range) implements Entry {}

    /** An index that is in range, and whose axis goes. */
    record Fixed(Dim index) implements Entry {}

    /** An index tensor; {@code group} entries of a mask belong together. */
    record Picked(Value index, Span span) implements Entry {}
  }

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
      throw c.fail(
          Diagnostic.error(
                  Code.TG0414,
                  e.brackets(),
                  "Only tensors and tuples can be indexed, but this is %s."
                      .formatted(c.tensors.describe(target)))
              .label(e.target().span(), "this is " + c.tensors.describe(target)));
    }
    Value x = c.tensors.value(target, e.target().span());
    return new Val.Tensor(tensor(x, e, evaluated));
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
    List<Entry> entries = new ArrayList<>();
    int used = consumed(x, e, evaluated);
    int axis = 0;
    boolean rested = false;
    for (int i = 0; i < evaluated.size(); i++) {
      Object one = evaluated.get(i);
      Span span = e.subscripts().get(i).span();
      if (one instanceof Subscript.Rest) {
        rested = true;
        if (x.rank() == used) {
          entries.add(new Entry.Dots());
        }
        for (int rest = x.rank() - used; rest > 0; rest--) {
          entries.add(new Entry.Range(SliceBounds.all(x.shape().dim(axis++))));
        }
      } else if (one instanceof Val.Nothing) {
        entries.add(new Entry.NewAxis());
      } else {
        rejectPack(x.shape(), axis, rested, one, span);
        if (one instanceof SliceBounds bounds) {
          entries.add(new Entry.Range(bounds.range(c, x.shape().dim(axis++))));
        } else {
          axis += at((Val) one, x, axis, span, e.target().span(), entries);
        }
      }
    }
    while (axis < x.rank()) {
      entries.add(new Entry.Range(SliceBounds.all(x.shape().dim(axis++))));
    }
    c.at(e.span());
    return build(x, entries, e);
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
  private int at(Val val, Value x, int axis, Span span, Span target, List<Entry> entries) {
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
    entries.add(new Entry.Picked(index, span));
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
  private Entry fixed(Dim index, Value x, int axis, Span span) {
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
        ? new Entry.Fixed(front)
        : new Entry.Picked(c.tensors.value(new Val.Known(index), span), span);
  }

  private int mask(Value mask, Value x, int axis, Span span, Span target, List<Entry> entries) {
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
      entries.add(new Entry.Picked(index, span));
    }
    return mask.rank();
  }

  // Equations

  private Value build(Value x, List<Entry> entries, Expr.Index e) {
    List<Entry> axes =
        entries.stream()
            .filter(n -> !(n instanceof Entry.NewAxis || n instanceof Entry.Dots))
            .toList();
    Value sliced = slice(x, axes);
    List<Dim> kept = new ArrayList<>();
    List<Integer> picked = new ArrayList<>();
    List<Value> indices = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      Entry entry = axes.get(axis);
      if (entry instanceof Entry.Fixed) {
        continue;
      }
      if (entry instanceof Entry.Picked p) {
        picked.add(kept.size());
        indices.add(p.index());
        spans.add(p.span());
      }
      kept.add(sliced.shape().dim(axis));
    }
    Value squeezed = reshape(sliced, new Shape(kept));
    int picks = 0;
    Value result = squeezed;
    int place = 0;
    if (!picked.isEmpty()) {
      List<Value> same = together(indices, spans, e);
      picks = same.get(0).rank();
      place = areAdjacent(entries) ? picked.get(0) : 0;
      result = gather(squeezed, picked, same, place);
    }
    return newAxes(result, entries, picks);
  }

  private Value slice(Value x, List<Entry> axes) {
    List<Dim> starts = new ArrayList<>();
    List<Dim> lengths = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    List<Integer> flips = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      switch (axes.get(axis)) {
        case Entry.Fixed f -> {
          starts.add(f.index());
          lengths.add(Dim.ONE);
          steps.add(1);
        }
        case Entry.Range r -> {
          starts.add(r.range().start());
          lengths.add(r.range().length());
          steps.add(r.range().step());
          if (r.range().reversed()) {
            flips.add(axis);
          }
        }
        default -> {
          starts.add(Dim.ZERO);
          lengths.add(x.shape().dim(axis));
          steps.add(1);
        }
      }
    }
    Value flipped = flips.isEmpty() ? x : c.emit(new Flip(flips), x);
    boolean all =
        starts.stream().allMatch(s -> s.is(0))
            && steps.stream().allMatch(s -> s == 1)
            && lengths.equals(x.shape().dims());
    return all ? flipped : c.emit(new Slice(starts, lengths, steps), flipped);
  }

  private Value reshape(Value x, Shape shape) {
    return x.shape().equals(shape) ? x : c.emit(new Reshape(shape), x);
  }

  private List<Value> together(List<Value> indices, List<Span> spans, Expr.Index e) {
    Element element =
        c.tensors.promote(
            "an index",
            IntStream.range(0, indices.size())
                .mapToObj(i -> new Tensors.Operand(new Val.Tensor(indices.get(i)), spans.get(i)))
                .toList(),
            e.brackets(),
            Kind.INT);
    List<Value> cast = indices.stream().map(i -> c.tensors.cast(i, element)).toList();
    return new Broadcasting(c).together(cast, spans, "the indices", e.brackets());
  }

  /** As in NumPy, a known index beside index tensors counts as one of them. */
  private static boolean areAdjacent(List<Entry> entries) {
    int first = -1;
    int last = -1;
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i) instanceof Entry.Picked || entries.get(i) instanceof Entry.Fixed) {
        first = first < 0 ? i : first;
        last = i;
      }
    }
    for (int i = first; i <= last; i++) {
      if (!(entries.get(i) instanceof Entry.Picked || entries.get(i) instanceof Entry.Fixed)) {
        return false;
      }
    }
    return true;
  }

  /** Gathers along the picked axes, and puts the axes of the indices at {@code place}. */
  private Value gather(Value x, List<Integer> picked, List<Value> indices, int place) {
    List<Integer> order = new ArrayList<>(picked);
    for (int axis = 0; axis < x.rank(); axis++) {
      if (!picked.contains(axis)) {
        order.add(axis);
      }
    }
    Value front = isIdentity(order) ? x : c.emit(new Transpose(order), x);
    List<Value> operands = new ArrayList<>(List.of(front));
    operands.addAll(indices);
    Value result = c.builder().emit(new Gather(0, picked.size()), operands).get(0);
    int picks = indices.get(0).rank();
    List<Integer> back = new ArrayList<>();
    for (int axis = 0; axis < place; axis++) {
      back.add(picks + axis);
    }
    for (int axis = 0; axis < picks; axis++) {
      back.add(axis);
    }
    for (int axis = picks + place; axis < result.rank(); axis++) {
      back.add(axis);
    }
    return isIdentity(back) ? result : c.emit(new Transpose(back), result);
  }

  private static boolean isIdentity(List<Integer> order) {
    return IntStream.range(0, order.size()).allMatch(i -> order.get(i) == i);
  }

  /** Inserts the new axes; {@code picks} axes belong to the index tensors. */
  private Value newAxes(Value x, List<Entry> entries, int picks) {
    if (entries.stream().noneMatch(n -> n instanceof Entry.NewAxis)) {
      return x;
    }
    List<Dim> dims = new ArrayList<>();
    int from = 0;
    boolean picked = picks == 0 && entries.stream().noneMatch(n -> n instanceof Entry.Picked);
    boolean atFront = !picked && !areAdjacent(entries);
    if (atFront) {
      for (; from < picks; from++) {
        dims.add(x.shape().dim(from));
      }
      picked = true;
    }
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.NewAxis n -> dims.add(Dim.ONE);
        case Entry.Range r -> dims.add(x.shape().dim(from++));
        case Entry.Fixed f -> {}
        case Entry.Dots d -> {}
        case Entry.Picked p -> {
          if (!picked) {
            for (int i = 0; i < picks; i++) {
              dims.add(x.shape().dim(from++));
            }
            picked = true;
          }
        }
      }
    }
    return reshape(x, new Shape(dims));
  }
}
