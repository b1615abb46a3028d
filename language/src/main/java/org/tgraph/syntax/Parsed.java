package org.tgraph.syntax;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/**
 * What the parser returns, always: as much of the script as could be read, and what was wrong. The
 * tree of a statement that another version of the script has too is made when it is asked for;
 * where the statement stands and what it is are known without it.
 */
public final class Parsed {
  private final Sections sections;
  private final List<Piece> pieces;

  /** Where each piece begins. */
  private final int[] starts;

  /** The number of the first statement of each piece, and that of all statements. */
  private final int[] firsts;

  /** What the statements are, and where. */
  private final List<Piece.Outline> outlines = new ArrayList<>();

  private final int[] places;

  private final Reading[] readings;
  private final Script script;
  private final List<Diagnostic> diagnostics;
  private final List<Span> broken;

  private Parsed(Sections sections, List<Piece> pieces, List<Optional<Reading>> fresh) {
    this.sections = sections;
    this.pieces = pieces;
    this.starts = new int[pieces.size()];
    this.firsts = new int[pieces.size() + 1];
    this.readings = new Reading[pieces.size()];
    for (int i = 0; i < pieces.size(); i++) {
      readings[i] = fresh.get(i).orElse(null);
      firsts[i + 1] = firsts[i] + pieces.get(i).outlines().size();
      starts[i] = i == 0 ? 0 : starts[i - 1] + pieces.get(i - 1).length();
      outlines.addAll(pieces.get(i).outlines());
    }
    this.places = new int[outlines.size()];
    for (int i = 0; i < pieces.size(); i++) {
      for (int j = firsts[i]; j < firsts[i + 1]; j++) {
        places[j] = starts[i] + outlines.get(j).start();
      }
    }
    this.script = new Script(sections.source(), new Statements());
    this.diagnostics = all(Reading::diagnostics, p -> !p.isRight());
    this.broken = all(Reading::broken, p -> !p.isRight());
  }

  /** Reads a text, but for the pieces that another version of it has too. */
  static Parsed of(Source source, Optional<Parsed> before) {
    Sections sections = Sections.of(source, before.map(b -> b.sections));
    Map<Section, Piece> known = new IdentityHashMap<>();
    before.ifPresent(b -> b.pieces.forEach(p -> known.put(p.sections().get(0), p)));
    List<Piece> pieces = new ArrayList<>();
    List<Optional<Reading>> fresh = new ArrayList<>();
    int start = 0;
    for (Sections.Run run : sections.runs()) {
      List<Section> list = sections.list().subList(run.from(), run.to());
      Piece same = known.get(list.get(0));
      if (same != null && isSame(same.sections(), list)) {
        pieces.add(same);
        fresh.add(Optional.empty());
      } else {
        Reading reading = Piece.read(source, start, list);
        pieces.add(Piece.of(list, reading, start));
        fresh.add(Optional.of(reading));
      }
      start += pieces.getLast().length();
    }
    return new Parsed(sections, pieces, fresh);
  }

  private static boolean isSame(List<Section> a, List<Section> b) {
    boolean isSame = a.size() == b.size();
    for (int i = 0; isSame && i < a.size(); i++) {
      isSame = a.get(i) == b.get(i);
    }
    return isSame;
  }

  /** The statements of the script, each made when it is asked for. */
  private final class Statements extends AbstractList<Statement> implements RandomAccess {
    @Override
    public Statement get(int index) {
      int piece = pieceOf(index);
      return reading(piece).statements().get(index - firsts[piece]);
    }

    @Override
    public int size() {
      return outlines.size();
    }
  }

  private synchronized Reading reading(int piece) {
    if (readings[piece] == null) {
      readings[piece] = Piece.read(sections.source(), starts[piece], pieces.get(piece).sections());
    }
    return readings[piece];
  }

  private int pieceOf(int statement) {
    Objects.checkIndex(statement, outlines.size());
    int low = 0;
    int high = pieces.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (firsts[middle + 1] <= statement) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** What there is of the pieces that may have some of it. */
  private <T> List<T> all(Function<Reading, List<T>> of, Predicate<Piece> may) {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < readings.length; i++) {
      if (may.test(pieces.get(i))) {
        all.addAll(of.apply(reading(i)));
      }
    }
    return List.copyOf(all);
  }

  public Script script() {
    return script;
  }

  /** What was wrong, in the order of the text. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** Where the comments stand, in order, for the formatter. */
  public List<Span> comments() {
    return all(
        Reading::comments, p -> p.sections().stream().anyMatch(s -> !s.comments().isEmpty()));
  }

  /**
   * The expressions, types and patterns that stand in parentheses of their own, once for each pair,
   * for the formatter.
   */
  public List<Span> parenthesised() {
    return all(Reading::parenthesised, p -> true);
  }

  /** The statements with a mistake, of which the tree holds guesses and broken parts. */
  public List<Span> broken() {
    return broken;
  }

  /** How many statements the script has. */
  public int size() {
    return outlines.size();
  }

  /** Where a statement stands. */
  public Span place(int statement) {
    Piece.Outline outline = outlines.get(statement);
    int start = places[statement];
    return sections.source().span(start, start + outline.end() - outline.start());
  }

  /** Where it begins. */
  public int start(int statement) {
    return places[statement];
  }

  /** What kind of statement it is. */
  public Class<? extends Statement> kind(int statement) {
    return outlines.get(statement).kind();
  }

  /** The comments that document what it defines. */
  public String doc(int statement) {
    return outlines.get(statement).doc();
  }

  /** The number of the statement that the place is in or behind; -1 above the first. */
  public int statementAt(int offset) {
    int found = Arrays.binarySearch(places, offset);
    return found >= 0 ? found : -found - 2;
  }

  /**
   * Whether what a later stage reports may follow from a mistake that was reported already: it
   * stands in a statement with one, or misses a name that such a statement may define.
   */
  public boolean absorbs(Diagnostic later) {
    Span at = later.span();
    if (broken.isEmpty() || at.source() != script.source()) {
      return false;
    }
    boolean unknown =
        later.code() == Code.TG0201 || later.code() == Code.TG0204 || later.code() == Code.TG0205;
    Pattern name = Pattern.compile("\\b" + Pattern.quote(at.text()));
    for (Span span : broken) {
      boolean inside = span.start() <= at.start() && at.start() <= span.end();
      if (inside || unknown && name.matcher(span.text()).find()) {
        return true;
      }
    }
    return false;
  }
}
