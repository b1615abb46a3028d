package org.tgraph.lsp;

import java.util.List;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.tgraph.analysis.Analysis;
import org.tgraph.source.Source;

/**
 * One version of an open document. It is analysed when somebody asks, once.
 *
 * @see Documents
 */
final class Document {
  private final String uri;
  private final int version;
  private final Source source;
  private final Analysis.World world;
  private Analysis analysis;

  Document(String uri, int version, Source source, Analysis.World world) {
    this.uri = uri;
    this.version = version;
    this.source = source;
    this.world = world;
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

  synchronized Analysis analysis() {
    if (analysis == null) {
      analysis = Analysis.of(source, world);
    }
    return analysis;
  }

  /** The same text, to be analysed anew because something around it has changed. */
  Document again() {
    return new Document(uri, version, source, world);
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
    return new Document(uri, next, now, world);
  }
}
