package org.tgraph.check;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Similar {
  private Similar() {}

  /** The candidate nearest to {@code name}, if one is near enough to be offered. */
  public static Optional<String> to(String name, Collection<String> candidates) {
    String best = null;
    int least = name.length() <= 2 ? 1 : name.length() / 3 + 1;
    for (String candidate : candidates) {
      int distance =
          candidate.equalsIgnoreCase(name)
              ? 0
              : isBeginning(name, candidate) ? 1 : distance(name, candidate, least);
      if (distance < least && !candidate.equals(name)) {
        least = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Whether one is the beginning of the other: {@code flip} of {@code flipped}. */
  private static boolean isBeginning(String name, String candidate) {
    int shorter = Math.min(name.length(), candidate.length());
    return shorter >= 4 && (name.startsWith(candidate) || candidate.startsWith(name));
  }

  /** Edits (insert, delete, replace, exchange of neighbours) between two words, at most limit. */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) >= limit) {
      return limit;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + same);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
