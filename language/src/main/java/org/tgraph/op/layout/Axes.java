package org.tgraph.op.layout;

import java.util.ArrayList;
import java.util.List;

/** Lists that say something for each axis, or name some axes. */
public final class Axes {
  private Axes() {}

  /** The list with {@code first} for a new first axis. */
  public static <T> List<T> prepend(T first, List<T> rest) {
    List<T> all = new ArrayList<>(rest.size() + 1);
    all.add(first);
    all.addAll(rest);
    return List.copyOf(all);
  }

  /** The same axes where there is a further one at the front. */
  public static List<Integer> shifted(List<Integer> axes) {
    return axes.stream().map(a -> a + 1).toList();
  }

  /** The order that moves axis {@code from} to {@code to} and keeps that of the others. */
  public static List<Integer> moved(int rank, int from, int to) {
    List<Integer> order = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      if (axis != from) {
        order.add(axis);
      }
    }
    order.add(to, from);
    return List.copyOf(order);
  }
}
