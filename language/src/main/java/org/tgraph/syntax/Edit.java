package org.tgraph.syntax;

import java.util.Optional;

/**
 * What two versions of a text have in common.
 *
 * @param start how many letters at their start
 * @param end how many at the end of the newer one, beside those
 * @param length of the newer one
 * @param longer by how much it is longer
 */
record Edit(int start, int end, int length, int longer) {
  static Edit between(String before, String after) {
    int most = Math.min(before.length(), after.length());
    int start = 0;
    while (start < most && before.charAt(start) == after.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < most - start
        && before.charAt(before.length() - 1 - end) == after.charAt(after.length() - 1 - end)) {
      end++;
    }
    return new Edit(start, end, after.length(), after.length() - before.length());
  }

  /** Where a part of the newer text was, if the older one has it. */
  Optional<Integer> before(int from, int to) {
    return to <= start
        ? Optional.of(from)
        : from >= length - end ? Optional.of(from - longer) : Optional.empty();
  }
}
