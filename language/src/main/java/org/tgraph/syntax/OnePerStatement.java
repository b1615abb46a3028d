package org.tgraph.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;

/**
 * Keeps of the diagnostics of each statement the first that was found. A statement around another
 * does not count as holding what the inner one holds.
 */
final class OnePerStatement {
  /** Where a statement stands, the end of its line included. */
  record Extent(int start, int end) {}

  private OnePerStatement() {}

  /** The diagnostics kept, in the order of the text. */
  static List<Diagnostic> of(List<Diagnostic> problems, List<Extent> extents) {
    if (problems.isEmpty()) {
      return List.of();
    }
    List<Extent> sorted = new ArrayList<>(extents);
    sorted.sort(
        Comparator.comparingInt(Extent::start)
            .thenComparing(Comparator.comparingInt(Extent::end).reversed()));
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < problems.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingInt(i -> problems.get(i).span().start()));
    int[] owners = owners(problems, order, sorted);
    Set<Integer> first = new HashSet<>();
    Set<Integer> several = new HashSet<>();
    boolean[] kept = new boolean[problems.size()];
    for (int i = 0; i < problems.size(); i++) {
      kept[i] = owners[i] < 0 || first.add(owners[i]);
      if (!kept[i]) {
        several.add(owners[i]);
      }
    }
    List<Diagnostic> left = new ArrayList<>();
    for (int i : order) {
      if (kept[i]) {
        boolean doubtful = several.contains(owners[i]);
        left.add(doubtful ? withoutGuess(problems.get(i)) : problems.get(i));
      }
    }
    return List.copyOf(left);
  }

  /** For each problem the index of the innermost statement that holds it, or -1. */
  private static int[] owners(
      List<Diagnostic> problems, List<Integer> order, List<Extent> extents) {
    int[] owners = new int[problems.size()];
    Deque<Integer> around = new ArrayDeque<>();
    int next = 0;
    for (int i : order) {
      int offset = problems.get(i).span().start();
      while (next < extents.size() && extents.get(next).start() <= offset) {
        while (!around.isEmpty() && extents.get(around.peek()).end() < extents.get(next).start()) {
          around.pop();
        }
        around.push(next++);
      }
      while (!around.isEmpty() && extents.get(around.peek()).end() < offset) {
        around.pop();
      }
      owners[i] = around.isEmpty() ? -1 : around.peek();
    }
    return owners;
  }

  /** A bracket was put where it made no sense, so that place is not proposed. */
  private static Diagnostic withoutGuess(Diagnostic problem) {
    return switch (problem.code()) {
      case TG0102 ->
          new Diagnostic(
              problem.code(),
              problem.severity(),
              problem.span(),
              problem.message(),
              problem.text(),
              List.of(),
              problem.notes(),
              List.<Fix>of());
      default -> problem;
    };
  }
}
