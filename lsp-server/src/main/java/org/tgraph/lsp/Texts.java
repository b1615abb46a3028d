package org.tgraph.lsp;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
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
import org.tgraph.analysis.Renaming;

/** The protocol's requests about documents: each is answered from the version it was asked of. */
final class Texts implements TextDocumentService {
  private final Documents documents;
  private final Publisher publisher;
  private final Executor worker;
  private volatile HintSettings hints = HintSettings.ALL;

  Texts(Documents documents, Publisher publisher, Executor worker) {
    this.documents = documents;
    this.publisher = publisher;
    this.worker = worker;
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
          return answer.apply(document.get());
        });
  }

  @Override
  public CompletableFuture<DocumentDiagnosticReport> diagnostic(DocumentDiagnosticParams params) {
    return about(
        params.getTextDocument().getUri(),
        report(List.of()),
        document -> report(Diagnostics.of(document)));
  }

  private static DocumentDiagnosticReport report(List<org.eclipse.lsp4j.Diagnostic> all) {
    return new DocumentDiagnosticReport(new RelatedFullDocumentDiagnosticReport(all));
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
        document -> Either.forLeft(Offers.at(document, params.getPosition())));
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
                document, params.getPosition(), params.getContext().isIncludeDeclaration()));
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
        document ->
            document
                .analysis()
                .renamable(Convert.offset(document.source(), params.getPosition()))
                .map(span ->
                    Either3.<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>forFirst(
                        Convert.range(span)))
                .orElse(null));
  }

  @Override
  public CompletableFuture<WorkspaceEdit> rename(RenameParams params) {
    return about(
        params.getTextDocument().getUri(),
        null,
        document ->
            switch (document
                .analysis()
                .rename(
                    Convert.offset(document.source(), params.getPosition()), params.getNewName())) {
              case Renaming.Done done -> {
                List<TextEdit> edits = Convert.edits(done.edits());
                yield new WorkspaceEdit(Map.of(document.uri(), edits));
              }
              case Renaming.Refused refused ->
                  throw new ResponseErrorException(
                      new ResponseError(ResponseErrorCode.RequestFailed, refused.reason(), null));
            });
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
        document -> {
          String text = document.analysis().format().text();
          return text.equals(document.source().text())
              ? List.of()
              : List.of(new TextEdit(Convert.whole(document.source()), text));
        });
  }
}
