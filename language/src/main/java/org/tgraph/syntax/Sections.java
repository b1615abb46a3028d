package org.tgraph.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tgraph.source.Source;
import org.tgraph.syntax.Section.Beginning;

/**
 * A text in sections, and which of them have to be read together: what one leaves open, another may
 * close.
 */
record Sections(Source source, int[] starts, List<Section> list) {
  /**
   * How many sections one construct may span before its brackets count as unbalanced, in a text
   * that does not balance; as {@link Brackets} has it.
   */
  private static final int LONGEST = 100;

  /** Some sections that are read together, from one to before another. */
  record Run(int from, int to) {}

  static Sections of(Source source) {
    return of(source, Optional.empty());
  }

  /**
   * The sections of a text.
   *
   * @param before those of another version of it, which are taken wherever they read the same
   */
  static Sections of(Source source, Optional<Sections> before) {
    int[] starts = starts(source);
    Optional<Edit> edit = before.map(b -> Edit.between(b.source.text(), source.text()));
    List<Section> list = new ArrayList<>(starts.length);
    for (int i = 0; i < starts.length; i++) {
      int start = starts[i];
      int end = i + 1 < starts.length ? starts[i + 1] : source.text().length();
      list.add(
          edit.flatMap(e -> e.before(start, end))
              .flatMap(was -> before.get().at(was, end - start))
              .orElseGet(() -> Section.of(source, start, end)));
    }
    return new Sections(source, starts, list);
  }

  /** The section of that place and length, if there is one. */
  private Optional<Section> at(int start, int length) {
    int found = Arrays.binarySearch(starts, start);
    return found < 0
        ? Optional.empty()
        : Optional.of(list.get(found)).filter(s -> s.length() == length);
  }

  /** Where lines begin with a letter at the margin, or with the comments right above one. */
  private static int[] starts(Source source) {
    String text = source.text();
    int[] starts = new int[source.lines() + 1];
    int count = 1;
    int comments = -1;
    for (int line = 0; line < source.lines(); line++) {
      int start = source.lineStart(line);
      int first = start;
      while (first < text.length() && (text.charAt(first) == ' ' || text.charAt(first) == '\t')) {
        first++;
      }
      if (first < text.length() && text.charAt(first) == '#') {
        comments = comments < 0 ? start : comments;
        continue;
      }
      int from = comments < 0 ? start : comments;
      comments = -1;
      if (first == start && from > 0 && start < text.length() && isLetter(text.charAt(start))) {
        starts[count++] = from;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  private static boolean isLetter(char c) {
    return c < 128 ? c == '_' || Character.isLetter(c) : Character.isLetter(c);
  }

  /** All sections, in the runs that can be read one by one. */
  List<Run> runs() {
    int longest = balances() ? Integer.MAX_VALUE : LONGEST;
    List<Run> runs = new ArrayList<>();
    int begun = 0;
    int at = 0;
    while (at < list.size()) {
      int end = balancedEnd(at, longest);
      at = end > at ? end : nextMargin(at + 1);
      if (at == list.size() || !list.get(at - 1).isUnfinished()) {
        runs.add(new Run(begun, at));
        begun = at;
      }
    }
    return runs;
  }

  /** Whether all runs balance by themselves, however long they are. */
  private boolean balances() {
    int at = 0;
    while (at < list.size()) {
      int end = balancedEnd(at, Integer.MAX_VALUE);
      if (end == at) {
        return false;
      }
      at = end;
    }
    return true;
  }

  /** Where the first run from there ends whose brackets balance; {@code from} if there is none. */
  private int balancedEnd(int from, int longest) {
    OpenBrackets open = new OpenBrackets();
    int passed = 0;
    for (int i = from; i < list.size(); i++) {
      Section section = list.get(i);
      if (i > from && isMargin(i)) {
        if (open.isEmpty()) {
          return i;
        }
        boolean isLeft = section.beginning() == Beginning.STATEMENT && !open.endsInBrace();
        if (isLeft || ++passed > longest) {
          return from;
        }
      }
      if (!section.balances() && !open.takes(section.words())) {
        return from;
      }
    }
    return open.isEmpty() ? list.size() : from;
  }

  private int nextMargin(int from) {
    int at = from;
    while (at < list.size() && !isMargin(at)) {
      at++;
    }
    return at;
  }

  /** Whether a new statement outside all brackets seems to begin there. */
  private boolean isMargin(int at) {
    return switch (list.get(at).beginning()) {
      case STATEMENT -> true;
      case CALL -> at == 0 || !list.get(at - 1).isUnfinished();
      case ANYTHING -> false;
    };
  }
}
