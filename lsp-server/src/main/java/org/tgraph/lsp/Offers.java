package org.tgraph.lsp;

import java.util.List;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.tgraph.analysis.Analysis;
import org.tgraph.analysis.Completion;

/** Completions as the protocol has them. */
final class Offers {
  private Offers() {}

  /**
   * What could be written at a place.
   *
   * @param isLazy whether the client asks for the documentation of the prelude when it shows it
   */
  static List<CompletionItem> at(Document document, Position position, boolean isLazy) {
    int offset = Convert.offset(document.source(), position);
    Position start = Convert.position(document.source(), document.analysis().wordStart(offset));
    return document.analysis().completions(offset).stream()
        .map(c -> item(c, new Range(start, position), isLazy))
        .toList();
  }

  /** The completion with its documentation. */
  static CompletionItem resolved(CompletionItem item) {
    if (item.getDocumentation() == null) {
      Analysis.documentation(item.getLabel(), item.getDetail())
          .ifPresent(doc -> item.setDocumentation(new MarkupContent(MarkupKind.MARKDOWN, doc)));
    }
    return item;
  }

  private static CompletionItem item(Completion completion, Range replaced, boolean isLazy) {
    CompletionItem item = new CompletionItem(completion.label());
    item.setKind(kind(completion.kind()));
    item.setDetail(completion.detail());
    boolean isLater =
        isLazy && Analysis.documentation(completion.label(), completion.detail()).isPresent();
    if (!completion.doc().isEmpty() && !isLater) {
      item.setDocumentation(new MarkupContent(MarkupKind.MARKDOWN, completion.doc()));
    }
    item.setTextEdit(Either.forLeft(new TextEdit(replaced, completion.insert())));
    item.setSortText(order(completion.kind()) + completion.label());
    if (!completion.further().isEmpty()) {
      item.setAdditionalTextEdits(Convert.edits(completion.further()));
    }
    return item;
  }

  private static CompletionItemKind kind(Completion.Kind kind) {
    return switch (kind) {
      case VALUE -> CompletionItemKind.Variable;
      case FUNCTION -> CompletionItemKind.Function;
      case FIELD -> CompletionItemKind.Field;
      case ATTRIBUTE -> CompletionItemKind.Property;
      case MODULE -> CompletionItemKind.Module;
      case TYPE -> CompletionItemKind.Class;
      case SIZE -> CompletionItemKind.TypeParameter;
      case ARGUMENT -> CompletionItemKind.Keyword;
      case KEYWORD -> CompletionItemKind.Keyword;
    };
  }

  /** The script's own before what every script has. */
  private static String order(Completion.Kind kind) {
    return switch (kind) {
      case ARGUMENT, FIELD -> "0";
      case VALUE, SIZE, ATTRIBUTE -> "1";
      case FUNCTION, MODULE, TYPE -> "2";
      case KEYWORD -> "3";
    };
  }
}
