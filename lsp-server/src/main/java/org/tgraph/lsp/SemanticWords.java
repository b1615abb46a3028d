package org.tgraph.lsp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.SemanticTokenTypes;
import org.eclipse.lsp4j.SemanticTokens;
import org.eclipse.lsp4j.SemanticTokensLegend;
import org.tgraph.analysis.Token;

/**
 * What words mean, in the protocol's packed form: five numbers each, relative to the one before.
 */
final class SemanticWords {
  private static final List<String> TYPES =
      Arrays.stream(Token.Kind.values()).map(SemanticWords::type).distinct().toList();

  static final SemanticTokensLegend LEGEND =
      new SemanticTokensLegend(TYPES, List.of("definition", "defaultLibrary"));

  private SemanticWords() {}

  private static String type(Token.Kind kind) {
    return switch (kind) {
      case VARIABLE -> SemanticTokenTypes.Variable;
      case PARAMETER -> SemanticTokenTypes.Parameter;
      case FUNCTION, BUILTIN -> SemanticTokenTypes.Function;
      case SIZE -> SemanticTokenTypes.TypeParameter;
      case TYPE -> SemanticTokenTypes.Type;
      case FIELD -> SemanticTokenTypes.Property;
      case MODULE -> SemanticTokenTypes.Namespace;
    };
  }

  static SemanticTokens of(Document document) {
    List<Integer> data = new ArrayList<>();
    Position before = new Position(0, 0);
    for (Token token : document.analysis().tokens()) {
      Position at = Convert.position(document.source(), token.place().start());
      boolean isSameLine = at.getLine() == before.getLine();
      data.add(at.getLine() - before.getLine());
      data.add(isSameLine ? at.getCharacter() - before.getCharacter() : at.getCharacter());
      data.add(token.place().end() - token.place().start());
      data.add(TYPES.indexOf(type(token.kind())));
      data.add((token.isDefinition() ? 1 : 0) | (token.kind() == Token.Kind.BUILTIN ? 2 : 0));
      before = at;
    }
    return new SemanticTokens(data);
  }
}
