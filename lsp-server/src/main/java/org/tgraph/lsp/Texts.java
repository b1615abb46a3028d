package org.tgraph.lsp;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.lsp4j.CallHierarchyIncomingCall;
import org.eclipse.lsp4j.CallHierarchyIncomingCallsParams;
import org.eclipse.lsp4j.CallHierarchyItem;
import org.eclipse.lsp4j.CallHierarchyOutgoingCall;
import org.eclipse.lsp4j.CallHierarchyOutgoingCallsParams;
import org.eclipse.lsp4j.CallHierarchyPrepareParams;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.CodeLensParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentDiagnosticParams;
import org.eclipse.lsp4j.DocumentDiagnosticReport;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentRangeFormattingParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.FoldingRangeRequestParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.PrepareRenameDefaultBehavior;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.PrepareRenameResult;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RelatedFullDocumentDiagnosticReport;
import org.eclipse.lsp4j.RelatedUnchangedDocumentDiagnosticReport;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SelectionRange;
import org.eclipse.lsp4j.SelectionRangeParams;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensParams;
import org.eclipse.lsp4j.SignatureHelp;
import org.eclipse.lsp4j.SignatureHelpParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.CompletableFutures;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Either3;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.TextDocumentService;

/** The protocol's requests about documents: each is answered from the version it was asked of. */
final class Texts implements TextDocumentService {
  private final Documents documents;
  private final Publisher publisher;
  private final Executor worker;
  private final Workspace workspace;
  private final CallHierarchy calls;
  private volatile HintSettings hints = HintSettings.ALL;
  private volatile ClientAbilities abilities = ClientAbilities.NONE;

  Texts(Documents documents, Publisher publisher, Workspace workspace, Executor worker) {
    this.documents = documents;
    this.publisher = publisher;
    this.workspace = workspace;
    this.worker = worker;
    this.calls = new CallHierarchy(workspace);
  }

  void abilities(ClientAbilities of) {
    abilities = of;
  }

  void hints(HintSettings settings) {
    hints = settings;
  }

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    var opened = params.getTextDocument();
    publisher.publish(documents.open(opened.getUri(), opened.getVersion(), opened.getText()));
    publisher.publishAround(opened.getUri());
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    var changed = params.getTextDocument();
    documents
        .change(changed.getUri(), changed.getVersion(), params.getContentChanges())
        .ifPresent(publisher::publish);
    publisher.publishAround(changed.getUri());
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    documents.close(params.getTextDocument().getUri());
    publisher.clear(params.getTextDocument().getUri());
    publisher.publishAround(params.getTextDocument().getUri());
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {
    publisher.publishAround(params.getTextDocument().getUri());
  }

  /** Answers about the version that is the newest now; {@code otherwise} if it is not open. */
  private <T> CompletableFuture<T> about(String uri, T otherwise, Function<Document, T> answer) {
    var document = documents.get(uri);
    if (document.isEmpty()) {
      return CompletableFuture.completedFuture(otherwise);
    }
    return CompletableFutures.computeAsync(
        worker,
        cancelled -> {
          cancelled.checkCanceled();
          if (!document.get().isNewest()) {
            throw modified();
          }
          try {
            return answer.apply(document.get());
          } catch (CancellationException newer) {
            throw modified();
          }
        });
  }

  /** An answer about an older version would be wrong about the newest. */
  private static ResponseErrorException modified() {
    return new ResponseErrorException(
        new ResponseError(ResponseErrorCode.ContentModified, "The document has changed.", null));
  }

  /** An answer about a file, whether it is open or not. */
  private <T> CompletableFuture<T> soon(Supplier<T> answer) {
    return CompletableFutures.computeAsync(
        worker,
        cancelled -> {
          cancelled.checkCanceled();
          return answer.get();
        });
  }

  @Override
  public CompletableFuture<DocumentDiagnosticReport> diagnostic(DocumentDiagnosticParams params) {
    return about(
        params.getTextDocument().getUri(),
        report(List.of(), params),
        document -> report(Diagnostics.of(document), params));
  }

  /** All diagnostics, or that they are those that the client has. */
  private static DocumentDiagnosticReport report(
      List<org.eclipse.lsp4j.Diagnostic> all, DocumentDiagnosticParams params) {
    String id = Integer.toHexString(all.hashCode());
    if (id.equals(params.getPreviousResultId())) {
      return new DocumentDiagnosticReport(new RelatedUnchangedDocumentDiagnosticReport(id));
    }
    RelatedFullDocumentDiagnosticReport report = new RelatedFullDocumentDiagnosticReport(all);
    report.setResultId(id);
    return new DocumentDiagnosticReport(report);
  }

  @Override
  public CompletableFuture<List<InlayHint>> inlayHint(InlayHintParams params) {
    return about(
        params.getTextDocument().getUri(),
        List.of(),
        document -> Answers.hints(document, params.getRange(), hints));
  }

  @Override
  public CompletableFuture<Hover> hover(HoverParams params) {
    return about(
        params.getTextDocument().getUri(),
        null,
        document -> Answers.hover(document, params.getPosition()));
  }

  @Override
  public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(
      CompletionParams params) {
    return about(
        params.getTextDocument().getUri(),
        Either.forLeft(List.of()),
        document ->
            Either.forLeft(Offers.at(document, params.getPosition(), abilities.resolvesDocs())));
  }

  @Override
  public CompletableFuture<CompletionItem> resolveCompletionItem(CompletionItem unresolved) {
    return CompletableFuture.completedFuture(Offers.resolved(unresolved));
  }

  @Override
  public CompletableFuture<SignatureHelp> signatureHelp(SignatureHelpParams params) {
    return about(
        params.getTextDocument().getUri(),
        null,
        document -> Answers.signature(document, params.getPosition()));
  }

  @Override
  public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>>
      definition(DefinitionParams params) {
    return about(
        params.getTextDocument().getUri(),
        Either.forLeft(List.of()),
        document -> Either.forLeft(Answers.definition(document, params.getPosition())));
  }

  @Override
  public CompletableFuture<List<? extends Location>> references(ReferenceParams params) {
    return about(
        params.getTextDocument().getUri(),
        List.of(),
        document ->
            Answers.references(
                document,
                params.getPosition(),
                params.getContext().isIncludeDeclaration(),
                workspace));
  }

  @Override
  public CompletableFuture<List<? extends DocumentHighlight>> documentHighlight(
      DocumentHighlightParams params) {
    return about(
        params.getTextDocument().getUri(),
        List.of(),
        document -> Answers.highlights(document, params.getPosition()));
  }

  @Override
  public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(
      DocumentSymbolParams params) {
    return about(
        params.getTextDocument().getUri(),
        List.of(),
        document ->
            Answers.symbols(document.analysis().symbols()).stream()
                .map(Either::<SymbolInformation, DocumentSymbol>forRight)
                .toList());
  }

  @Override
  public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams params) {
    return about(
        params.getTextDocument().getUri(),
        List.of(),
        document ->
            Answers.actions(document, params.getRange()).stream()
                .map(Either::<Command, CodeAction>forRight)
                .toList());
  }

  @Override
  public CompletableFuture<Either3<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>>
      prepareRename(PrepareRenameParams params) {
    return about(
        params.getTextDocument().getUri(),
        null,
        document -> Either3.forFirst(Answers.renamable(document, params.getPosition())));
  }

  @Override
  public CompletableFuture<WorkspaceEdit> rename(RenameParams params) {
    return about(
        params.getTextDocument().getUri(),
        null,
        document -> Answers.rename(document, params.getPosition(), params.getNewName(), workspace));
  }

  @Override
  public CompletableFuture<List<CallHierarchyItem>> prepareCallHierarchy(
      CallHierarchyPrepareParams params) {
    return about(
        params.getTextDocument().getUri(),
        List.of(),
        document -> calls.at(document, params.getPosition()));
  }

  @Override
  public CompletableFuture<List<CallHierarchyIncomingCall>> callHierarchyIncomingCalls(
      CallHierarchyIncomingCallsParams params) {
    return soon(() -> calls.incoming(params.getItem()));
  }

  @Override
  public CompletableFuture<List<CallHierarchyOutgoingCall>> callHierarchyOutgoingCalls(
      CallHierarchyOutgoingCallsParams params) {
    return soon(() -> calls.outgoing(params.getItem()));
  }

  @Override
  public CompletableFuture<List<? extends CodeLens>> codeLens(CodeLensParams params) {
    return about(params.getTextDocument().getUri(), List.of(), Answers::lenses);
  }

  @Override
  public CompletableFuture<SemanticTokens> semanticTokensFull(SemanticTokensParams params) {
    return about(
        params.getTextDocument().getUri(), new SemanticTokens(List.of()), SemanticWords::of);
  }

  @Override
  public CompletableFuture<List<FoldingRange>> foldingRange(FoldingRangeRequestParams params) {
    return about(params.getTextDocument().getUri(), List.of(), Answers::folds);
  }

  @Override
  public CompletableFuture<List<SelectionRange>> selectionRange(SelectionRangeParams params) {
    return about(
        params.getTextDocument().getUri(),
        List.of(),
        document -> Answers.selections(document, params.getPositions()));
  }

  @Override
  public CompletableFuture<List<? extends TextEdit>> formatting(DocumentFormattingParams params) {
    return about(
        params.getTextDocument().getUri(),
        List.of(),
        document -> Answers.format(document, Optional.empty()));
  }

  @Override
  public CompletableFuture<List<? extends TextEdit>> rangeFormatting(
      DocumentRangeFormattingParams params) {
    return about(
        params.getTextDocument().getUri(),
        List.of(),
        document -> Answers.format(document, Optional.of(params.getRange())));
  }
}
