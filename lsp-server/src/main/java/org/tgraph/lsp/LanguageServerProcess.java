package org.tgraph.lsp;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CodeLensOptions;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.DiagnosticRegistrationOptions;
import org.eclipse.lsp4j.DidChangeWatchedFilesRegistrationOptions;
import org.eclipse.lsp4j.FileSystemWatcher;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.PositionEncodingKind;
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
import org.eclipse.lsp4j.WorkspaceFoldersOptions;
import org.eclipse.lsp4j.WorkspaceServerCapabilities;
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
  private final Workspace workspace = new Workspace(documents);
  private final Texts texts = new Texts(documents, publisher, workspace, worker);
  private final Folder folder = new Folder(documents, publisher, texts, workspace, worker);
  private final String version;
  private volatile LanguageClient client;
  private volatile ClientAbilities abilities = ClientAbilities.NONE;
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
    ServerLog.to(System.err);
    LanguageServerProcess server = new LanguageServerProcess(version);
    ExecutorService reader = Executors.newCachedThreadPool(task -> daemon(task, "protocol"));
    Launcher<LanguageClient> launcher =
        LSPLauncher.createServerLauncher(server, new Frames(in), out, reader, new Gate()::around);
    server.connect(launcher.getRemoteProxy());
    try {
      launcher.startListening().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      System.err.println("tgraph lsp: " + e.getCause().getMessage());
    }
    server.worker.shutdownNow();
    reader.shutdownNow();
    return server.isShutDown ? 0 : 1;
  }

  @Override
  public void connect(LanguageClient connected) {
    client = connected;
    publisher.connect(connected);
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
    abilities = ClientAbilities.of(params.getCapabilities());
    texts.abilities(abilities);
    publisher.abilities(abilities);
    documents.roots(roots(params));
    endWith(params.getProcessId());
    texts.hints(HintSettings.of(params.getInitializationOptions()));
    ServerCapabilities can = new ServerCapabilities();
    TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
    sync.setOpenClose(true);
    sync.setChange(TextDocumentSyncKind.Incremental);
    sync.setSave(Either.forLeft(true));
    can.setTextDocumentSync(sync);
    can.setInlayHintProvider(true);
    can.setHoverProvider(true);
    can.setPositionEncoding(PositionEncodingKind.UTF16);
    can.setCompletionProvider(new CompletionOptions(true, List.of(".")));
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
    can.setDocumentRangeFormattingProvider(true);
    can.setCallHierarchyProvider(true);
    can.setCodeLensProvider(new CodeLensOptions(false));
    if (abilities.pulls()) {
      can.setDiagnosticProvider(new DiagnosticRegistrationOptions(true, false));
    }
    WorkspaceFoldersOptions folders = new WorkspaceFoldersOptions();
    folders.setSupported(true);
    folders.setChangeNotifications(true);
    can.setWorkspace(new WorkspaceServerCapabilities(folders));
    can.setFoldingRangeProvider(true);
    can.setSelectionRangeProvider(true);
    can.setSemanticTokensProvider(
        new SemanticTokensWithRegistrationOptions(SemanticWords.LEGEND, true));
    return CompletableFuture.completedFuture(
        new InitializeResult(can, new ServerInfo("tgraph", version)));
  }

  @SuppressWarnings("deprecation") // Clients that know only one folder say it in the old way.
  private static List<Path> roots(InitializeParams params) {
    List<String> uris = new ArrayList<>();
    if (params.getWorkspaceFolders() != null) {
      params.getWorkspaceFolders().forEach(f -> uris.add(f.getUri()));
    } else if (params.getRootUri() != null) {
      uris.add(params.getRootUri());
    }
    return uris.stream().flatMap(u -> Convert.path(u).stream()).toList();
  }

  /**
   * A client that died cannot say so: the server ends when its process does. One that cannot be
   * seen from here, in another container, is noticed by the end of its messages.
   */
  private void endWith(Integer client) {
    if (client != null) {
      ProcessHandle.of(client)
          .ifPresent(process -> {
            var unused = process.onExit().thenRun(this::exit);
          });
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void initialized(InitializedParams params) {
    if (abilities.watches()) {
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
