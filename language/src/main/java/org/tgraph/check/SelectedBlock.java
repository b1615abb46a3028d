package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tgraph.graph.Equation;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Iota;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * Neighbouring elements of a tensor: what slices with a step of 1 and known indices select. They
 * are changed by cutting and joining, where no element is looked for by its place.
 *
 * @param shape of the tensor
 * @param starts the first index on each axis
 * @param lengths how many there are on each axis
 */
record SelectedBlock(Shape shape, List<Dim> starts, List<Dim> lengths) {
  SelectedBlock {
    // What is behind the end, where there is nothing, begins at the end.
    List<Dim> clamped = new ArrayList<>();
    for (int axis = 0; axis < starts.size(); axis++) {
      clamped.add(Dim.min(starts.get(axis), shape.dim(axis)));
    }
    starts = List.copyOf(clamped);
    lengths = List.copyOf(lengths);
  }

  /**
   * @param axes for each axis of the places, that of the tensor; -1 for one of size 1 that is none
   */
  private record Seen(SelectedBlock block, List<Integer> axes) {}

  /** The block that the places of elements, which count them in row-major order, make up. */
  static Optional<SelectedBlock> of(GraphBuilder b, Value places, Shape shape) {
    return seen(b, places, shape).map(Seen::block);
  }

  private static Optional<Seen> seen(GraphBuilder b, Value places, Shape shape) {
    Optional<Equation> definition = b.definition(places);
    if (definition.isEmpty()) {
      return Optional.empty();
    }
    Equation equation = definition.get();
    return switch (equation.op()) {
      case Iota all when shape.rank() == 1 && places.shape().equals(shape) -> whole(shape);
      case Reshape r when isIota(b, equation) && places.shape().equals(shape) -> whole(shape);
      case Reshape r -> seen(b, equation.operands().get(0), shape).flatMap(s -> reshaped(s, r));
      case Slice s -> seen(b, equation.operands().get(0), shape).flatMap(part -> sliced(part, s));
      default -> Optional.empty();
    };
  }

  private static boolean isIota(GraphBuilder b, Equation reshape) {
    return b.definition(reshape.operands().get(0)).filter(e -> e.op() instanceof Iota).isPresent();
  }

  private static Optional<Seen> whole(Shape shape) {
    List<Dim> starts = shape.dims().stream().map(d -> Dim.ZERO).toList();
    List<Integer> axes = IntStream.range(0, shape.rank()).boxed().toList();
    return Optional.of(new Seen(new SelectedBlock(shape, starts, shape.dims()), axes));
  }

  private static Optional<Seen> sliced(Seen seen, Slice slice) {
    List<Dim> starts = new ArrayList<>(seen.block.starts);
    List<Dim> lengths = new ArrayList<>(seen.block.lengths);
    for (int i = 0; i < seen.axes.size(); i++) {
      int axis = seen.axes.get(i);
      boolean isEmpty = axis < 0 && !slice.lengths().get(i).is(1);
      if (slice.steps().get(i) != 1 && !slice.lengths().get(i).is(1) || isEmpty) {
        return Optional.empty();
      }
      if (axis >= 0) {
        starts.set(axis, starts.get(axis).plus(slice.starts().get(i)));
        lengths.set(axis, slice.lengths().get(i));
      }
    }
    return Optional.of(new Seen(new SelectedBlock(seen.block.shape, starts, lengths), seen.axes));
  }

  /** Axes of size 1 come and go; which of them is which does not matter, as there is one index. */
  private static Optional<Seen> reshaped(Seen seen, Reshape reshape) {
    List<Integer> others =
        seen.axes.stream().filter(a -> a >= 0 && !seen.block.lengths.get(a).is(1)).toList();
    List<Dim> sizes = others.stream().map(seen.block.lengths::get).toList();
    List<Dim> dims = reshape.shape().dims();
    if (!sizes.equals(dims.stream().filter(d -> !d.is(1)).toList())) {
      return Optional.empty();
    }
    List<Integer> axes = new ArrayList<>();
    int next = 0;
    for (Dim dim : dims) {
      axes.add(dim.is(1) ? -1 : others.get(next++));
    }
    return Optional.of(new Seen(seen.block, axes));
  }

  /** How many elements are behind it on an axis. */
  private Dim behind(int axis) {
    return shape.dim(axis).minus(starts.get(axis)).minus(lengths.get(axis));
  }

  /** The elements of a tensor of the shape. */
  Value read(GraphBuilder b, Value x) {
    return b.one(new Slice(starts, lengths, starts.stream().map(s -> 1).toList()), x);
  }

  /** The tensor with these elements in place of its own. */
  Value written(GraphBuilder b, Value x, Value elements) {
    return lengths.stream().anyMatch(d -> d.is(0)) ? x : written(b, x, elements, 0);
  }

  /** Of the axes before, {@code x} has only what is changed. */
  private Value written(GraphBuilder b, Value x, Value elements, int axis) {
    if (axis == shape.rank()) {
      return elements;
    }
    Dim start = starts.get(axis);
    Dim length = lengths.get(axis);
    List<Value> parts = new ArrayList<>();
    if (!start.is(0)) {
      parts.add(Slice.along(b, x, axis, Dim.ZERO, start));
    }
    parts.add(written(b, Slice.along(b, x, axis, start, length), elements, axis + 1));
    if (!behind(axis).is(0)) {
      parts.add(Slice.along(b, x, axis, start.plus(length), behind(axis)));
    }
    return Concat.of(b, axis, parts);
  }
}
