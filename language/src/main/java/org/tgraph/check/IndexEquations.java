package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tgraph.graph.Value;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Flip;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.layout.Transpose;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** Makes the equations of an index: a slice, then what is gathered of it, then new axes. */
final class IndexEquations {
  private final Context c;

  IndexEquations(Context c) {
    this.c = c;
  }

  /**
   * What {@code e} selects of {@code x}.
   *
   * @param entries what it does along each axis
   */
  Value of(Value x, List<IndexEntry> entries, Expr.Index e) {
    List<IndexEntry> axes =
        entries.stream()
            .filter(n -> !(n instanceof IndexEntry.NewAxis || n instanceof IndexEntry.Dots))
            .toList();
    Value sliced = slice(x, axes);
    List<Dim> kept = new ArrayList<>();
    List<Integer> picked = new ArrayList<>();
    List<Value> indices = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      IndexEntry entry = axes.get(axis);
      if (entry instanceof IndexEntry.Fixed) {
        continue;
      }
      if (entry instanceof IndexEntry.Picked p) {
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

  private Value slice(Value x, List<IndexEntry> axes) {
    List<Dim> starts = new ArrayList<>();
    List<Dim> lengths = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    List<Integer> flips = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      switch (axes.get(axis)) {
        case IndexEntry.Fixed f -> {
          starts.add(f.index());
          lengths.add(Dim.ONE);
          steps.add(1);
        }
        case IndexEntry.Range r -> {
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
  private static boolean areAdjacent(List<IndexEntry> entries) {
    int first = -1;
    int last = -1;
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i) instanceof IndexEntry.Picked
          || entries.get(i) instanceof IndexEntry.Fixed) {
        first = first < 0 ? i : first;
        last = i;
      }
    }
    for (int i = first; i <= last; i++) {
      if (!(entries.get(i) instanceof IndexEntry.Picked
          || entries.get(i) instanceof IndexEntry.Fixed)) {
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
  private Value newAxes(Value x, List<IndexEntry> entries, int picks) {
    if (entries.stream().noneMatch(n -> n instanceof IndexEntry.NewAxis)) {
      return x;
    }
    List<Dim> dims = new ArrayList<>();
    int from = 0;
    boolean picked = picks == 0 && entries.stream().noneMatch(n -> n instanceof IndexEntry.Picked);
    boolean atFront = !picked && !areAdjacent(entries);
    if (atFront) {
      for (; from < picks; from++) {
        dims.add(x.shape().dim(from));
      }
      picked = true;
    }
    for (IndexEntry entry : entries) {
      switch (entry) {
        case IndexEntry.NewAxis n -> dims.add(Dim.ONE);
        case IndexEntry.Range r -> dims.add(x.shape().dim(from++));
        case IndexEntry.Fixed f -> {}
        case IndexEntry.Dots d -> {}
        case IndexEntry.Picked p -> {
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
