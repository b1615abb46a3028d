package org.tgraph.lsp;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.WorkspaceSymbol;
import org.eclipse.lsp4j.WorkspaceSymbolParams;
import org.eclipse.lsp4j.jsonrpc.CompletableFutures;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.tgraph.analysis.Symbol;

/** The protocol's requests and news about the folder that is open. */
final class Folder implements WorkspaceService {
  private final Documents documents;
  private final Publisher publisher;
  private final Texts texts;
  private final Executor worker;

  Folder(Documents documents, Publisher publisher, Texts texts, Executor worker) {
    this.documents = documents;
    this.publisher = publisher;
    this.texts = texts;
    this.worker = worker;
  }

  @Override
  public void didChangeConfiguration(DidChangeConfigurationParams params) {
    Object settings = params.getSettings();
    texts.hints(
        HintSettings.of(
            settings instanceof JsonObject all && all.has("tgraph")
                ? all.get("tgraph")
                : settings));
    publisher.publishAll();
  }

  @Override
  public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
    publisher.publishAll();
  }

  @Override
  public CompletableFuture<
          Either<List<? extends SymbolInformation>, List<? extends WorkspaceSymbol>>>
      symbol(WorkspaceSymbolParams params) {
    String query = params.getQuery().toLowerCase(Locale.ROOT);
    return CompletableFutures.computeAsync(
        worker,
        cancelled -> {
          List<WorkspaceSymbol> found = new ArrayList<>();
          for (Document document : documents.all()) {
            cancelled.checkCanceled();
            for (Symbol symbol : document.analysis().symbols()) {
              if (symbol.text().toLowerCase(Locale.ROOT).contains(query)) {
                found.add(
                    new WorkspaceSymbol(
                        symbol.text(),
                        Answers.kind(symbol.kind()),
                        Either.forLeft(
                            new Location(document.uri(), Convert.range(symbol.name())))));
              }
            }
          }
          return Either.forRight(found);
        });
  }
}
