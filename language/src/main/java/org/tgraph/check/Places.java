package org.tgraph.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.WeakHashMap;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.diagnostic.Label;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/**
 * Where places of earlier versions of a script are now: a statement that was not edited has only
 * moved, and so has the head of a function of which only the body was edited.
 */
public final class Places {
  /** The pieces that are left of an earlier version, in order of what was added. */
  private static final class Pieces {
    /** Start, end, and where the start is now. */
    private final List<int[]> list = new ArrayList<>();

    private boolean isSorted = true;

    void add(int start, int end, int now) {
      isSorted &= list.isEmpty() || list.get(list.size() - 1)[0] < start;
      list.add(new int[] {start, end, now});
    }

    /** By how much what stood there has moved; nothing if it is not in one of the pieces. */
    OptionalInt moved(int start, int end) {
      sort();
      int low = 0;
      int high = list.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (list.get(middle)[0] <= start) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      int[] piece = low == 0 ? null : list.get(low - 1);
      return piece == null || end > piece[1]
          ? OptionalInt.empty()
          : OptionalInt.of(piece[2] - piece[0]);
    }

    private synchronized void sort() {
      if (!isSorted) {
        list.sort(Comparator.comparingInt(p -> p[0]));
        isSorted = true;
      }
    }
  }

  /** The head of a function in an earlier version, by what all its versions share. */
  record Head(int end, Object lineage) {}

  private final Source source;
  private final Set<Source> versions;
  private final Map<Source, Pieces> pieces = new HashMap<>();
  private final Map<Source, NavigableMap<Integer, Head>> heads;
  private final Map<Object, Integer> lineages = new HashMap<>();

  /**
   * @param versions all versions of the script that something still speaks of
   * @param heads of functions in them
   */
  Places(Source source, Set<Source> versions, Map<Source, NavigableMap<Integer, Head>> heads) {
    this.source = source;
    this.versions = Collections.newSetFromMap(new WeakHashMap<>());
    this.versions.addAll(versions);
    this.heads = new WeakHashMap<>(heads);
  }

  /** Says that what stood at {@code old} begins at {@code now}. */
  void moved(Span old, int now) {
    pieces.computeIfAbsent(old.source(), s -> new Pieces()).add(old.start(), old.end(), now);
  }

  /** Says where the functions of a lineage begin. */
  void moved(Object lineage, int now) {
    lineages.put(lineage, now);
  }

  /** Where the place is now; nothing if its text is gone. */
  public Optional<Span> now(Span old) {
    if (old.source() == source) {
      return Optional.of(old);
    }
    OptionalInt moved = moved(old);
    if (moved.isPresent()) {
      return Optional.of(shifted(old, moved.getAsInt()));
    }
    NavigableMap<Integer, Head> gone = heads.get(old.source());
    Map.Entry<Integer, Head> head = gone == null ? null : gone.floorEntry(old.start());
    if (head != null && old.end() <= head.getValue().end) {
      return Optional.ofNullable(lineages.get(head.getValue().lineage))
          .map(now -> shifted(old, now - head.getKey()));
    }
    // A module or the standard library, which have places of their own.
    return versions.contains(old.source()) ? Optional.empty() : Optional.of(old);
  }

  /** Whether all places of a diagnostic move with the statements that they are in. */
  boolean isKept(Diagnostic d) {
    return isKept(d.span())
        && d.labels().stream().allMatch(l -> isKept(l.span()))
        && d.fixes().stream().flatMap(f -> f.edits().stream()).allMatch(e -> isKept(e.span()));
  }

  private boolean isKept(Span span) {
    return span.source() != source || moved(span).isPresent();
  }

  private OptionalInt moved(Span old) {
    Pieces known = pieces.get(old.source());
    return known == null ? OptionalInt.empty() : known.moved(old.start(), old.end());
  }

  private Span shifted(Span old, int by) {
    return source.span(old.start() + by, old.end() + by);
  }

  /** The diagnostic with all its places as they are now; nothing if one is gone. */
  Optional<Diagnostic> now(Diagnostic d) {
    Optional<Span> span = now(d.span());
    List<Label> labels = new ArrayList<>();
    for (Label label : d.labels()) {
      now(label.span()).ifPresent(s -> labels.add(new Label(s, label.text())));
    }
    List<Fix> fixes = new ArrayList<>();
    int edits = 0;
    for (Fix fix : d.fixes()) {
      List<Fix.Edit> moved = new ArrayList<>();
      for (Fix.Edit edit : fix.edits()) {
        now(edit.span()).ifPresent(s -> moved.add(new Fix.Edit(s, edit.replacement())));
      }
      edits += fix.edits().size() - moved.size();
      fixes.add(new Fix(fix.title(), moved));
    }
    return span.isPresent() && labels.size() == d.labels().size() && edits == 0
        ? Optional.of(d.withPlaces(span.get(), labels, fixes))
        : Optional.empty();
  }
}
