package org.tgraph.lsp;

import java.util.List;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.tgraph.analysis.Completion;

/** Completions as the protocol has them. */
final class Offers {
  private Offers() {}

  static List<CompletionItem> at(Document document, Position position) {
    int offset = Convert.offset(document.source(), position);
    Position start = Convert.position(document.source(), document.analysis().wordStart(offset));
    return document.analysis().completions(offset).stream()
        .map(c -> item(c, new Range(start, position)))
        .toList();
  }

  private static CompletionItem item(Completion completion, Range replaced) {
    CompletionItem item = new CompletionItem(completion.label());
    item.setKind(kind(completion.kind()));
    item.setDetail(completion.detail());
    if (!completion.doc().isEmpty()) {
      item.setDocumentation(completion.doc());
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
