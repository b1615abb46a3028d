package org.tgraph.lsp;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.WorkspaceSymbol;
import org.eclipse.lsp4j.WorkspaceSymbolParams;
import org.eclipse.lsp4j.jsonrpc.CompletableFutures;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.tgraph.analysis.Analysis;
import org.tgraph.analysis.Completion;
import org.tgraph.analysis.Symbol;
import org.tgraph.source.Source;

/** The protocol's requests and news about the folder that is open. */
final class Folder implements WorkspaceService {
  private static final int MOST = 500;

  private final Documents documents;
  private final Publisher publisher;
  private final Texts texts;
  private final Workspace workspace;
  private final Executor worker;

  Folder(
      Documents documents, Publisher publisher, Texts texts, Workspace workspace, Executor worker) {
    this.workspace = workspace;
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
    String query = params.getQuery();
    return CompletableFutures.computeAsync(
        worker,
        cancelled -> {
          List<WorkspaceSymbol> found = new ArrayList<>();
          for (Path file : workspace.files()) {
            cancelled.checkCanceled();
            Optional<String> text = workspace.text(file);
            if (text.isPresent() && found.size() < MOST) {
              collect(file, text.get(), query, found);
            }
          }
          return Either.forRight(found);
        });
  }

  private void collect(Path file, String text, String query, List<WorkspaceSymbol> found) {
    String uri = documents.get(file).map(Document::uri).orElse(file.toUri().toString());
    for (Symbol symbol : Analysis.outline(new Source(file.toString(), text))) {
      if (Completion.fits(symbol.text(), query)) {
        WorkspaceSymbol shown =
            new WorkspaceSymbol(
                symbol.text(),
                Answers.kind(symbol.kind()),
                Either.forLeft(new Location(uri, Convert.range(symbol.name()))));
        shown.setContainerName(file.getFileName().toString());
        found.add(shown);
      }
    }
  }

  @Override
  public void didChangeWorkspaceFolders(DidChangeWorkspaceFoldersParams params) {
    List<Path> roots = new ArrayList<>(documents.roots());
    params.getEvent().getRemoved().forEach(f -> Convert.path(f.getUri()).ifPresent(roots::remove));
    params.getEvent().getAdded().forEach(f -> Convert.path(f.getUri()).ifPresent(roots::add));
    documents.roots(roots);
  }
}
