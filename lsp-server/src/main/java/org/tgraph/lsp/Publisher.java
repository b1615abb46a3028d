package org.tgraph.lsp;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.services.LanguageClient;

/**
 * Tells the client what has changed. Diagnostics are pushed, unless the client pulls them: then it
 * is told when to ask again. A document that has changed again meanwhile is left out.
 */
final class Publisher {
  private final Documents documents;
  private final Executor worker;
  private volatile LanguageClient client;
  private volatile ClientAbilities abilities = ClientAbilities.NONE;

  Publisher(Documents documents, Executor worker) {
    this.documents = documents;
    this.worker = worker;
  }

  void connect(LanguageClient connected) {
    client = connected;
  }

  void abilities(ClientAbilities of) {
    abilities = of;
  }

  void publish(Document document) {
    worker.execute(() -> {
      if (client == null || !document.isNewest()) {
        return;
      }
      try {
        List<org.eclipse.lsp4j.Diagnostic> all = Diagnostics.of(document);
        if (document.isNewest() && !abilities.pulls()) {
          client.publishDiagnostics(
              new PublishDiagnosticsParams(document.uri(), all, document.version()));
        }
      } catch (CancellationException newer) {
        return;
      }
    });
  }

  /** What imports a document that has changed may be right or wrong now. */
  void publishAround(String changed) {
    List<Document> others = documents.renewedAround(changed);
    others.forEach(this::publish);
    if (!others.isEmpty() && abilities.pulls()) {
      tolerated(client.refreshDiagnostics());
    }
  }

  /** A file on the disk has changed: all documents are looked at anew, and hints asked for anew. */
  void publishAll() {
    documents.renewed().forEach(this::publish);
    if (client == null) {
      return;
    }
    if (abilities.pulls()) {
      tolerated(client.refreshDiagnostics());
    }
    if (abilities.refreshesHints()) {
      tolerated(client.refreshInlayHints());
    }
    if (abilities.refreshesTokens()) {
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
    if (client != null && !abilities.pulls()) {
      client.publishDiagnostics(new PublishDiagnosticsParams(uri, List.of()));
    }
  }
}
