package org.tgraph.lsp;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.services.LanguageClient;

/** Sends diagnostics after a change. A document that has changed again meanwhile is left out. */
final class Publisher {
  private final Documents documents;
  private final Executor worker;
  private volatile LanguageClient client;

  Publisher(Documents documents, Executor worker) {
    this.documents = documents;
    this.worker = worker;
  }

  void connect(LanguageClient connected) {
    client = connected;
  }

  void publish(Document document) {
    worker.execute(() -> {
      if (client == null || !documents.isNewest(document)) {
        return;
      }
      List<org.eclipse.lsp4j.Diagnostic> all = Diagnostics.of(document);
      if (documents.isNewest(document)) {
        client.publishDiagnostics(
            new PublishDiagnosticsParams(document.uri(), all, document.version()));
      }
    });
  }

  /** What imports a document that has changed may be right or wrong now. */
  void publishAround(String changed) {
    if (documents.all().size() > 1) {
      documents.renewed(Optional.of(changed)).stream()
          .filter(d -> !d.uri().equals(changed))
          .forEach(this::publish);
    }
  }

  /** A file on the disk has changed: all documents are analysed anew, and hints asked for anew. */
  void publishAll() {
    documents.renewed(Optional.empty()).forEach(this::publish);
    if (client != null) {
      tolerated(client.refreshInlayHints());
      tolerated(client.refreshSemanticTokens());
    }
  }

  /**
   * A client that cannot do what it is asked for may say so; there is nothing to be done about it.
   */
  static void tolerated(CompletableFuture<?> asked) {
    var unused = asked.exceptionally(refused -> null);
  }

  void clear(String uri) {
    if (client != null) {
      client.publishDiagnostics(new PublishDiagnosticsParams(uri, List.of()));
    }
  }
}
