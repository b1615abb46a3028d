package org.tgraph.lsp;

import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.tgraph.analysis.Analysis;
import org.tgraph.source.Source;

/**
 * One version of an open document. It is analysed when somebody asks, with what is known of the
 * version before, and that is kept for as long as it is a recent one and there is memory for it.
 * Only the worker's thread asks.
 *
 * @see Documents
 */
final class Document {
  private final String uri;
  private final int version;
  private final Source source;
  private final Analysis.World world;
  private final Recent recent;
  private Optional<Document> before;
  private SoftReference<Analysis> analysis = new SoftReference<>(null);
  private volatile boolean isOver;

  Document(String uri, int version, Source source, Analysis.World world, Recent recent) {
    this(uri, version, source, world, recent, Optional.empty());
  }

  private Document(
      String uri,
      int version,
      Source source,
      Analysis.World world,
      Recent recent,
      Optional<Document> before) {
    this.uri = uri;
    this.version = version;
    this.source = source;
    this.world = world;
    this.recent = recent;
    this.before = before;
  }

  String uri() {
    return uri;
  }

  int version() {
    return version;
  }

  Source source() {
    return source;
  }

  /**
   * What is known of it.
   *
   * @throws java.util.concurrent.CancellationException if there is a newer version meanwhile
   */
  Analysis analysis() {
    Analysis known = analysis.get();
    if (known == null) {
      known =
          lastKnown()
              .map(a -> a.next(source, () -> isOver))
              .orElseGet(() -> Analysis.of(source, world, () -> isOver));
      analysis = new SoftReference<>(known);
      before = Optional.empty();
    }
    recent.asked(this);
    return known;
  }

  /** Forgets what is known; it is found out again when somebody asks. */
  void forget() {
    analysis.clear();
  }

  /** The analysis of the newest version before this that was made. */
  private Optional<Analysis> lastKnown() {
    for (Optional<Document> d = before; d.isPresent(); d = d.get().before) {
      Analysis known = d.get().analysis.get();
      if (known != null) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }

  /** There is a newer version: what is going on for this one may end. */
  void isOver() {
    isOver = true;
  }

  boolean isNewest() {
    return !isOver;
  }

  /** The same text, to be looked at anew because something around it has changed. */
  Document again() {
    isOver = true;
    return new Document(uri, version, source, world, recent, Optional.of(this));
  }

  /** The next version: the changes are made one after the other. */
  Document changed(int next, List<TextDocumentContentChangeEvent> changes) {
    Source now = source;
    for (TextDocumentContentChangeEvent change : changes) {
      Range range = change.getRange();
      String text = change.getText();
      if (range != null) {
        int start = Convert.offset(now, range.getStart());
        int end = Math.max(start, Convert.offset(now, range.getEnd()));
        text = now.text().substring(0, start) + text + now.text().substring(end);
      }
      now = new Source(source.name(), text);
    }
    isOver = true;
    return new Document(uri, next, now, world, recent, Optional.of(this));
  }
}
