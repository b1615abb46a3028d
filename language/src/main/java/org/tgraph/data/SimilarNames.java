package org.tgraph.data;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name somebody may have meant. */
public final class SimilarNames {
  private SimilarNames() {}

  /** The nearest of {@code names}, if a third of the letters or fewer are wrong. */
  public static Optional<String> closest(String written, Collection<String> names) {
    int limit = Math.max(1, written.length() / 3);
    String best = null;
    for (String name : names) {
      int distance = distance(written, name, limit);
      if (distance <= limit && !name.equals(written)) {
        if (distance < limit || best == null) {
          best = name;
        }
        limit = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** {@code ; did you mean `name`?} in a sentence without its end, or nothing. */
  static String hint(String written, Collection<String> names) {
    return closest(written, names).map(name -> " (did you mean `" + name + "`?)").orElse("");
  }

  /**
   * The least number of letters to insert, delete, replace or swap with a neighbour (optimal string
   * alignment), case aside; anything over {@code limit} where it is more than that.
   */
  private static int distance(String written, String name, int limit) {
    String a = written.toLowerCase(Locale.ROOT);
    String b = name.toLowerCase(Locale.ROOT);
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swap =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swap) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
