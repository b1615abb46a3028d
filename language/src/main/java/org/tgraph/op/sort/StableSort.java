package org.tgraph.op.sort;

import org.tgraph.graph.Interruption;

/** Sorts positions by keys, those of equal keys in the order they are in (merge sort). */
final class StableSort {
  private StableSort() {}

  /** Sorts {@code order} so that {@code keys[order[0]]}, {@code keys[order[1]]}, … ascend. */
  static void sort(int[] order, long[] keys) {
    int[] from = order.clone();
    int[] to = order;
    int[] done = from;
    for (int width = 1; width < order.length; width *= 2) {
      for (int low = 0; low < order.length; low += 2 * width) {
        Interruption.check((low / width) / 2);
        int middle = Math.min(low + width, order.length);
        merge(from, to, keys, low, middle, Math.min(middle + width, order.length));
      }
      done = to;
      to = from;
      from = done;
    }
    if (done != order) {
      System.arraycopy(done, 0, order, 0, order.length);
    }
  }

  private static void merge(int[] from, int[] to, long[] keys, int low, int middle, int high) {
    int left = low;
    int right = middle;
    for (int at = low; at < high; at++) {
      boolean takeLeft = left < middle && (right >= high || keys[from[left]] <= keys[from[right]]);
      to[at] = from[takeLeft ? left++ : right++];
    }
  }
}
