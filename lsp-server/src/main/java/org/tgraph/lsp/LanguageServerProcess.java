package org.tgraph.lsp;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.DidChangeWatchedFilesRegistrationOptions;
import org.eclipse.lsp4j.FileSystemWatcher;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.Registration;
import org.eclipse.lsp4j.RegistrationParams;
import org.eclipse.lsp4j.RenameOptions;
import org.eclipse.lsp4j.SemanticTokensWithRegistrationOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.SignatureHelpOptions;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageClientAware;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;

/** The language server: what it can do, and its life from the first message to the last. */
public final class LanguageServerProcess implements LanguageServer, LanguageClientAware {
  private static final String DATA_FILES = "**/*.{csv,npy,npz,json,safetensors,tgraph}";

  /** One thread: analyses follow each other in the order of the edits, and none is done twice. */
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(task -> {
        // The checker follows the nesting of the script.
        Thread thread = new Thread(null, task, "analysis", 64L << 20);
        thread.setDaemon(true);
        return thread;
      });

  private final Documents documents = new Documents();
  private final Publisher publisher = new Publisher(documents, worker);
  private final Texts texts = new Texts(documents, publisher, worker);
  private final Folder folder = new Folder(documents, publisher, texts, worker);
  private final String version;
  private volatile LanguageClient client;
  private volatile boolean watches;
  private volatile boolean isShutDown;

  private LanguageServerProcess(String version) {
    this.version = version;
  }

  /**
   * Serves one client until it says that it is done, or is gone.
   *
   * @return the exit status that the protocol asks for: 0 after a shutdown, else 1
   */
  public static int serve(InputStream in, OutputStream out, String version) {
    LanguageServerProcess server = new LanguageServerProcess(version);
    Launcher<LanguageClient> launcher = LSPLauncher.createServerLauncher(server, in, out);
    server.connect(launcher.getRemoteProxy());
    try {
      launcher.startListening().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      System.err.println("tgraph lsp: " + e.getCause().getMessage());
    }
    server.worker.shutdownNow();
    return server.isShutDown ? 0 : 1;
  }

  @Override
  public void connect(LanguageClient connected) {
    client = connected;
    publisher.connect(connected);
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
    var workspace = params.getCapabilities().getWorkspace();
    watches =
        workspace != null
            && workspace.getDidChangeWatchedFiles() != null
            && Boolean.TRUE.equals(workspace.getDidChangeWatchedFiles().getDynamicRegistration());
    texts.hints(HintSettings.of(params.getInitializationOptions()));
    ServerCapabilities can = new ServerCapabilities();
    TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
    sync.setOpenClose(true);
    sync.setChange(TextDocumentSyncKind.Incremental);
    sync.setSave(Either.forLeft(true));
    can.setTextDocumentSync(sync);
    can.setInlayHintProvider(true);
    can.setHoverProvider(true);
    can.setCompletionProvider(new CompletionOptions(false, List.of(".")));
    can.setSignatureHelpProvider(new SignatureHelpOptions(List.of("(", ",")));
    can.setDefinitionProvider(true);
    can.setReferencesProvider(true);
    can.setDocumentHighlightProvider(true);
    can.setDocumentSymbolProvider(true);
    can.setWorkspaceSymbolProvider(true);
    can.setCodeActionProvider(
        new CodeActionOptions(
            List.of(
                CodeActionKind.QuickFix,
                CodeActionKind.RefactorRewrite,
                CodeActionKind.SourceFixAll)));
    can.setRenameProvider(new RenameOptions(true));
    can.setDocumentFormattingProvider(true);
    can.setFoldingRangeProvider(true);
    can.setSelectionRangeProvider(true);
    can.setSemanticTokensProvider(
        new SemanticTokensWithRegistrationOptions(SemanticWords.LEGEND, true));
    return CompletableFuture.completedFuture(
        new InitializeResult(can, new ServerInfo("tgraph", version)));
  }

  @Override
  public void initialized(InitializedParams params) {
    if (watches) {
      var options =
          new DidChangeWatchedFilesRegistrationOptions(
              List.of(new FileSystemWatcher(Either.forLeft(DATA_FILES))));
      Publisher.tolerated(
          client.registerCapability(
              new RegistrationParams(
                  List.of(
                      new Registration(
                          "data-files", "workspace/didChangeWatchedFiles", options)))));
    }
  }

  @Override
  public CompletableFuture<Object> shutdown() {
    isShutDown = true;
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void exit() {
    // The process ends at once, as the protocol asks; nothing is open that has to be closed.
    Runtime.getRuntime().halt(isShutDown ? 0 : 1);
  }

  @Override
  public void setTrace(SetTraceParams params) {
    // There is nothing to trace beyond what the client sees itself.
  }

  @Override
  public TextDocumentService getTextDocumentService() {
    return texts;
  }

  @Override
  public WorkspaceService getWorkspaceService() {
    return folder;
  }
}
