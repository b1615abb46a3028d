package org.tgraph.lsp;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The documents that were asked about last. What is known of the others is forgotten: an editor
 * opens many, and asks about those that it shows. Only the worker's thread asks.
 */
final class Recent {
  /** More than an editor shows at once, less than what memory is needed for. */
  static final int KEPT = 12;

  private final Map<String, Document> newest =
      new LinkedHashMap<>(2 * KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Document> eldest) {
          if (size() <= KEPT) {
            return false;
          }
          eldest.getValue().forget();
          return true;
        }
      };

  /** Notes that the newest version that is known of a document is this one. */
  void asked(Document document) {
    newest.put(document.uri(), document);
  }
}
