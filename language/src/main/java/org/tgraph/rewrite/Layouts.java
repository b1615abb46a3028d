package org.tgraph.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** What rules ask about, and make of, the axes and sizes among the parameters of operations. */
final class Layouts {
  private Layouts() {}

  static boolean isInOrder(List<Integer> axes) {
    return IntStream.range(0, axes.size()).allMatch(i -> axes.get(i) == i);
  }

  static boolean isIncreasing(List<Integer> axes) {
    return IntStream.range(1, axes.size()).allMatch(i -> axes.get(i - 1) < axes.get(i));
  }

  static boolean exchangesLastTwo(List<Integer> axes) {
    int rank = axes.size();
    return rank >= 2
        && axes.get(rank - 2) == rank - 1
        && axes.get(rank - 1) == rank - 2
        && isInOrder(axes.subList(0, rank - 2));
  }

  static boolean areOnes(Shape shape, List<Integer> axes) {
    return axes.stream().allMatch(a -> shape.dim(a).is(1));
  }

  static boolean isAll(Shape shape, List<Dim> starts, List<Dim> lengths, List<Integer> steps) {
    return shape.dims().equals(lengths)
        && starts.stream().allMatch(d -> d.is(0))
        && steps.stream().allMatch(s -> s == 1);
  }

  static boolean isNothing(List<Dim> low, List<Dim> high, List<Integer> interior) {
    return low.stream().allMatch(d -> d.is(0))
        && high.stream().allMatch(d -> d.is(0))
        && interior.stream().allMatch(n -> n == 0);
  }

  /** Those of {@code from} at the places {@code at}: one order of axes after the other. */
  static List<Integer> chosen(List<Integer> from, List<Integer> at) {
    return at.stream().map(from::get).toList();
  }

  /** Where {@code axes} are after a transpose by {@code order}. */
  static List<Integer> placed(List<Integer> axes, List<Integer> order) {
    return axes.stream().map(order::indexOf).toList();
  }

  /** The axes that two reductions leave out, the second of what the first leaves. */
  static List<Integer> joined(List<Integer> first, List<Integer> second) {
    int last = second.stream().mapToInt(a -> a).max().orElse(0);
    List<Integer> left = new ArrayList<>();
    for (int axis = 0; left.size() <= last; axis++) {
      if (!first.contains(axis)) {
        left.add(axis);
      }
    }
    List<Integer> all = new ArrayList<>(first);
    second.forEach(a -> all.add(left.get(a)));
    return all.stream().sorted().toList();
  }

  /** The axes that are in one of the lists only. */
  static List<Integer> unequal(List<Integer> first, List<Integer> second) {
    List<Integer> all = new ArrayList<>(first);
    all.removeAll(second);
    second.stream().filter(a -> !first.contains(a)).forEach(all::add);
    return all.stream().sorted().toList();
  }

  /** Where a slice of a slice starts. */
  static List<Dim> starts(List<Dim> starts, List<Integer> steps, List<Dim> second) {
    return IntStream.range(0, starts.size())
        .mapToObj(i -> starts.get(i).plus(second.get(i).times(steps.get(i))))
        .toList();
  }

  static List<Integer> products(List<Integer> x, List<Integer> y) {
    return IntStream.range(0, x.size()).mapToObj(i -> x.get(i) * y.get(i)).toList();
  }

  /**
   * Of {@code axes}, one for each of {@code wide}, those for the axes of {@code shape} itself;
   * nothing if {@code wide} is not {@code shape} with axes of size 1 put in.
   */
  static Optional<List<Integer>> withoutOnes(Shape shape, List<Integer> axes, Shape wide) {
    List<Integer> kept = new ArrayList<>();
    for (int axis = 0; axis < wide.rank(); axis++) {
      if (kept.size() < shape.rank() && wide.dim(axis).equals(shape.dim(kept.size()))) {
        kept.add(axes.get(axis));
      } else if (!wide.dim(axis).is(1)) {
        return Optional.empty();
      }
    }
    return kept.size() == shape.rank() ? Optional.of(List.copyOf(kept)) : Optional.empty();
  }
}
