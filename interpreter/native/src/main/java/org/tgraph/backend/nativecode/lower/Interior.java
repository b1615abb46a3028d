package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Var;

/**
 * The part of the loops over some axes in which comparisons of indices with sizes need not be made,
 * since all come out as they do nearly everywhere: {@code i < 1} is false, and {@code i < n - 1} is
 * true, but at the ends of an axis. Which comparisons there are is found by rehearsing what is done
 * with the indices; where each index has to be for that is {@link #first} and {@link #end}.
 */
final class Interior {
  /** So many indices at an end of an axis are few. */
  private static final long FEW = 64;

  private final LoopBuilder b;
  private final List<Linear> sizes = new ArrayList<>();
  private final List<List<Linear>> firsts = new ArrayList<>();
  private final List<List<Linear>> ends = new ArrayList<>();

  /** The axes by the indices that there are now. */
  private final Map<Var, Integer> axes = new HashMap<>();

  /**
   * @param sizes of the axes
   */
  Interior(LoopBuilder b, List<Atom> sizes) {
    this.b = b;
    for (Atom size : sizes) {
      this.sizes.add(b.linear(size));
      firsts.add(new ArrayList<>());
      ends.add(new ArrayList<>());
    }
  }

  static boolean isFew(long count) {
    return count <= FEW;
  }

  /** Whether there is anything outside of it. */
  boolean isPart() {
    return firsts.stream().anyMatch(f -> !f.isEmpty()) || ends.stream().anyMatch(e -> !e.isEmpty());
  }

  /** Does something for which the indices are those of the axes, and inside of this. */
  void within(List<Atom> indices, Runnable body) {
    axes.clear();
    for (int axis = 0; axis < indices.size(); axis++) {
      if (indices.get(axis) instanceof Var var) {
        axes.put(var, axis);
      }
    }
    b.inside(this, body);
  }

  /** The least index of an axis, if there is one. */
  Atom first(int axis) {
    Atom first = Literal.of(0);
    for (Linear bound : firsts.get(axis)) {
      first = b.let(Code.MAXIMUM, first, b.of(bound));
    }
    return b.let(Code.MINIMUM, first, b.of(sizes.get(axis)));
  }

  /** The index behind the last one, not less than the first. */
  Atom end(int axis) {
    Atom end = b.of(sizes.get(axis));
    for (Linear bound : ends.get(axis)) {
      end = b.let(Code.MINIMUM, end, b.of(bound));
    }
    return b.let(Code.MAXIMUM, end, first(axis));
  }

  /** Whether indices are inside, of which there are those of the first axes. */
  Atom has(List<Atom> indices) {
    Atom has = Literal.TRUE;
    for (int axis = 0; axis < indices.size(); axis++) {
      if (!firsts.get(axis).isEmpty()) {
        has = b.and(has, b.not(b.less(indices.get(axis), first(axis))));
      }
      if (!ends.get(axis).isEmpty()) {
        has = b.and(has, b.less(indices.get(axis), end(axis)));
      }
    }
    return has;
  }

  /** Whether a number is below 0, if it always or nearly always is, or is not. */
  Optional<Boolean> isNegative(Linear number) {
    for (var entry : axes.entrySet()) {
      Var index = entry.getKey();
      long factor = number.factor(index);
      Linear rest = number.minus(Linear.of(index).times(factor));
      if (factor == 1 && isFree(rest)) {
        return isBelow(entry.getValue(), rest.times(-1));
      }
      if (factor == -1 && isFree(rest)) {
        // It is below 0 where the index is above what is left.
        return isBelow(entry.getValue(), rest.plus(1)).map(below -> !below);
      }
    }
    return Optional.empty();
  }

  /** Whether a number is 0: nearly nowhere. */
  Optional<Boolean> isZero(Linear number) {
    Optional<Boolean> negative = isNegative(number);
    if (negative.isEmpty()) {
      return Optional.empty();
    }
    Optional<Boolean> notPositive = isNegative(number.plus(-1));
    return negative.equals(notPositive) ? Optional.of(false) : Optional.empty();
  }

  private boolean isFree(Linear rest) {
    return rest.factors().keySet().stream().noneMatch(axes::containsKey);
  }

  private Optional<Boolean> isBelow(int axis, Linear bound) {
    Linear size = sizes.get(axis);
    Linear behind = size.minus(bound);
    // A size is not negative, so that what is below it by one is below a number.
    Linear most = bound.isConstant() ? bound : bound.plus(size);
    boolean isLow = most.isConstant() && isFew(most.constant());
    boolean isHigh = behind.isConstant() && isFew(behind.constant());
    if (isLow && isHigh) {
      isLow = most.constant() < behind.constant();
    }
    if (isLow) {
      if (most.constant() > 0) {
        add(firsts.get(axis), bound);
      }
      return Optional.of(false);
    }
    if (isHigh) {
      if (behind.constant() > 0) {
        add(ends.get(axis), bound);
      }
      return Optional.of(true);
    }
    return Optional.empty();
  }

  private static void add(List<Linear> bounds, Linear bound) {
    if (!bounds.contains(bound)) {
      bounds.add(bound);
    }
  }
}
