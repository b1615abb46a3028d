package org.tgraph.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tgraph.source.Source;

/** The server through the protocol, byte for byte, with the client of the same library. */
class LanguageServerTest {
  private static final String SCRIPT =
      """
      input nile: {year: i64[t], volume: f64[t]} = read("nile.csv")
      let x = stack([nile.volume, f64(nile.year)], axis=1)
      print(x @ x)
      """;

  @TempDir private Path folder;
  private final BlockingQueue<PublishDiagnosticsParams> published = new LinkedBlockingQueue<>();
  private PipedOutputStream toServer;
  private LanguageServer server;
  private CompletableFuture<Integer> status;
  private int version = 1;

  private final class Client implements LanguageClient {
    @Override
    public void telemetryEvent(Object object) {}

    @Override
    public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
      published.add(diagnostics);
    }

    @Override
    public void showMessage(MessageParams message) {}

    @Override
    public CompletableFuture<MessageActionItem> showMessageRequest(
        ShowMessageRequestParams request) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void logMessage(MessageParams message) {}

    @Override
    public CompletableFuture<Void> refreshInlayHints() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> refreshSemanticTokens() {
      return CompletableFuture.completedFuture(null);
    }
  }

  @BeforeEach
  void start() throws Exception {
    Files.writeString(
        folder.resolve("nile.csv"), "year,volume\n1871,1120.0\n1872,1160.0\n1873,963.0\n");
    PipedInputStream atServer = new PipedInputStream(1 << 16);
    PipedInputStream atClient = new PipedInputStream(1 << 16);
    toServer = new PipedOutputStream(atServer);
    PipedOutputStream toClient = new PipedOutputStream(atClient);
    status =
        CompletableFuture.supplyAsync(
            () -> LanguageServerProcess.serve(atServer, toClient, "test"));
    var launcher = LSPLauncher.createClientLauncher(new Client(), atClient, toServer);
    var unused = launcher.startListening();
    server = launcher.getRemoteProxy();
    InitializeParams params = new InitializeParams();
    params.setCapabilities(new ClientCapabilities());
    assertTrue(get(server.initialize(params)).getCapabilities().getInlayHintProvider().getLeft());
  }

  /** The client is gone: the server ends too, with the status for one that said no goodbye. */
  @AfterEach
  void stop() throws Exception {
    toServer.close();
    assertEquals(1, get(status));
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(60, TimeUnit.SECONDS);
  }

  private String uri() {
    return folder.resolve("script.tgraph").toUri().toString();
  }

  private TextDocumentIdentifier document() {
    return new TextDocumentIdentifier(uri());
  }

  private void open(String text) {
    server
        .getTextDocumentService()
        .didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri(), "tgraph", 1, text)));
  }

  private void change(Range range, String text) {
    server
        .getTextDocumentService()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(uri(), ++version),
                List.of(new TextDocumentContentChangeEvent(range, text))));
  }

  private List<Diagnostic> diagnostics(int ofVersion) throws InterruptedException {
    while (true) {
      PublishDiagnosticsParams next = published.poll(60, TimeUnit.SECONDS);
      if (next.getVersion() == ofVersion) {
        return next.getDiagnostics();
      }
    }
  }

  @Test
  void aWrongShapeIsMarkedAndMendedByItsFix() throws Exception {
    open(SCRIPT);
    Diagnostic d = diagnostics(1).get(0);
    assertEquals("TG0301", d.getCode().getLeft());
    assertEquals(new Range(new Position(2, 8), new Position(2, 9)), d.getRange());
    assertTrue(d.getRelatedInformation().size() >= 2, d.toString());
    var actions =
        get(
            server
                .getTextDocumentService()
                .codeAction(
                    new CodeActionParams(
                        document(), d.getRange(), new CodeActionContext(List.of(d)))));
    TextEdit edit =
        actions.get(0).getRight().getEdit().getChanges().values().iterator().next().get(0);
    change(edit.getRange(), edit.getNewText());
    assertEquals(List.of(), diagnostics(2));
  }

  @Test
  void hintsHoverAndColumns() throws Exception {
    open(SCRIPT);
    var hints =
        get(
            server
                .getTextDocumentService()
                .inlayHint(
                    new InlayHintParams(
                        document(), new Range(new Position(0, 0), new Position(9, 0)))));
    assertEquals(": f64[t, 2]", hints.get(0).getLabel().getLeft());
    var hover =
        get(server.getTextDocumentService().hover(new HoverParams(document(), new Position(2, 6))));
    assertTrue(hover.getContents().getRight().getValue().contains("in the file it is 3"));
    change(new Range(new Position(2, 6), new Position(2, 11)), "nile.");
    var offered =
        get(
            server
                .getTextDocumentService()
                .completion(new CompletionParams(document(), new Position(2, 11))));
    assertEquals(
        List.of("volume", "year"), offered.getLeft().stream().map(i -> i.getLabel()).toList());
  }

  @Test
  void aChangedDataFileChangesTheDiagnostics() throws Exception {
    open("input nile: {volume: f64[t]} = read(\"nile.csv\")\nprint(nile.volume)\n");
    assertEquals(List.of(), diagnostics(1));
    Files.writeString(folder.resolve("nile.csv"), "year,flow\n1871,1120.0\n");
    server.getWorkspaceService().didChangeWatchedFiles(new DidChangeWatchedFilesParams(List.of()));
    assertFalse(diagnostics(1).isEmpty());
  }

  @Test
  void aNameThatIsTakenIsRefused() throws Exception {
    open("let a = 1.0\nlet b = 2.0\nprint(a, b)\n");
    var refused =
        assertThrows(
            ExecutionException.class,
            () ->
                get(
                    server
                        .getTextDocumentService()
                        .rename(new RenameParams(document(), new Position(0, 4), "b"))));
    ResponseErrorException reason = (ResponseErrorException) refused.getCause();
    assertEquals("`b` is defined already, in line 2.", reason.getResponseError().getMessage());
  }

  /** After each of many random edits the text is what the client has, and so are the answers. */
  @Test
  void editsAddUp() throws Exception {
    StringBuilder text = new StringBuilder(SCRIPT);
    open(SCRIPT);
    Random random = new Random(1);
    List<String> pieces =
        List.of("x", "\n", " ", "(", ")", "[", "@ x", "let y = ", "é", "\uD835\uDD4F");
    for (int i = 0; i < 300; i++) {
      int start = border(text, random.nextInt(text.length() + 1));
      int end = border(text, Math.min(text.length(), start + random.nextInt(4)));
      String piece = pieces.get(random.nextInt(pieces.size()));
      Source before = new Source("x", text.toString());
      change(new Range(Convert.position(before, start), Convert.position(before, end)), piece);
      text.replace(start, end, piece);
    }
    List<Diagnostic> edited = pulled(document());
    String fresh = folder.resolve("fresh.tgraph").toUri().toString();
    server
        .getTextDocumentService()
        .didOpen(
            new DidOpenTextDocumentParams(
                new TextDocumentItem(fresh, "tgraph", 1, text.toString())));
    assertEquals(shown(pulled(new TextDocumentIdentifier(fresh))), shown(edited), text.toString());
  }

  /** Half a character cannot be sent. */
  private static int border(StringBuilder text, int offset) {
    boolean isInside = offset < text.length() && Character.isLowSurrogate(text.charAt(offset));
    return isInside ? offset + 1 : offset;
  }

  private List<Diagnostic> pulled(TextDocumentIdentifier document) throws Exception {
    return get(server.getTextDocumentService().diagnostic(new DocumentDiagnosticParams(document)))
        .getLeft()
        .getItems();
  }

  private static List<String> shown(List<Diagnostic> diagnostics) {
    List<String> shown = new ArrayList<>();
    diagnostics.forEach(d -> shown.add(d.getRange() + " " + d.getMessage()));
    return shown;
  }

  /** What is no message ends the session or is passed over; it does not hang. */
  @Test
  void bytesThatAreNoMessage() throws IOException {
    toServer.write("Content-Length: 4\r\n\r\n{]}!".getBytes(StandardCharsets.UTF_8));
    toServer.flush();
  }
}
