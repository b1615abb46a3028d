package org.tgraph.lsp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeLens;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.FoldingRange;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.InlayHint;
import org.eclipse.lsp4j.InlayHintKind;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.ParameterInformation;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.SelectionRange;
import org.eclipse.lsp4j.SignatureHelp;
import org.eclipse.lsp4j.SignatureInformation;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.messages.Tuple;
import org.tgraph.analysis.Action;
import org.tgraph.analysis.Hint;
import org.tgraph.analysis.Renaming;
import org.tgraph.analysis.Symbol;
import org.tgraph.source.Span;

/** What the analysis of a document says, as the protocol has it. It adds nothing of its own. */
final class Answers {
  private Answers() {}

  static List<InlayHint> hints(Document document, Range range, HintSettings settings) {
    int start = Convert.offset(document.source(), range.getStart());
    int end = Convert.offset(document.source(), range.getEnd());
    List<InlayHint> hints = new ArrayList<>();
    for (Hint hint : document.analysis().hints(start, end)) {
      if (settings.shows(hint.kind())) {
        Position at = Convert.position(document.source(), hint.offset());
        InlayHint shown = new InlayHint(at, Either.forLeft(hint.label()));
        shown.setKind(InlayHintKind.Type);
        if (!hint.tooltip().isEmpty()) {
          shown.setTooltip(hint.tooltip());
        }
        if (hint.insert()) {
          shown.setTextEdits(Convert.edits(hint.edits(document.source())));
        }
        hints.add(shown);
      }
    }
    return hints;
  }

  static Hover hover(Document document, Position position) {
    return document
        .analysis()
        .hover(Convert.offset(document.source(), position))
        .map(h -> {
          String text = "```tgraph\n" + h.code() + "\n```\n\n" + String.join("\n\n", h.lines());
          return new Hover(
              new MarkupContent(MarkupKind.MARKDOWN, text.strip()), Convert.range(h.place()));
        })
        .orElse(null);
  }

  static List<Location> definition(Document document, Position position) {
    return document
        .analysis()
        .definition(Convert.offset(document.source(), position))
        .flatMap(span -> location(span, document))
        .map(List::of)
        .orElse(List.of());
  }

  private static Optional<Location> location(Span span, Document document) {
    Optional<String> uri =
        span.source() == document.source()
            ? Optional.of(document.uri())
            : Convert.uri(span.source());
    return uri.map(u -> new Location(u, Convert.range(span)));
  }

  /** All uses, in other scripts of the folder too. */
  static List<Location> references(
      Document document, Position position, boolean withDefinition, Workspace workspace) {
    int offset = Convert.offset(document.source(), position);
    Optional<Span> definition = document.analysis().definition(offset);
    Optional<Workspace.Script> home = definition.flatMap(d -> workspace.home(d, document));
    List<Location> all = new ArrayList<>();
    if (home.isEmpty()) {
      // A field, or a name of the standard library.
      document
          .analysis()
          .references(offset)
          .forEach(s -> all.add(new Location(document.uri(), Convert.range(s))));
      return all;
    }
    Span d = definition.get();
    if (withDefinition) {
      all.add(new Location(home.get().uri(), Convert.range(d)));
    }
    for (Workspace.Script script : workspace.around(home.get())) {
      for (Span use : script.analysis().usesOf(d.source().name(), d.start(), d.end())) {
        all.add(new Location(script.uri(), Convert.range(use)));
      }
    }
    return all;
  }

  /** A new name, in other scripts of the folder that use it too. */
  static WorkspaceEdit rename(
      Document document, Position position, String name, Workspace workspace) {
    int offset = Convert.offset(document.source(), position);
    Optional<Span> definition = document.analysis().definition(offset);
    Optional<Workspace.Script> home =
        definition
            .filter(d -> !d.source().isLibrary() && d.source() != document.source())
            .flatMap(d -> workspace.home(d, document));
    Workspace.Script script =
        home.orElse(new Workspace.Script(document.uri(), document.analysis()));
    int place = home.isPresent() ? definition.get().start() : offset;
    return switch (script.analysis().rename(place, name)) {
      case Renaming.Done done -> {
        Map<String, List<TextEdit>> edits = new LinkedHashMap<>();
        edits.put(script.uri(), Convert.edits(done.edits()));
        script
            .analysis()
            .definition(place)
            .ifPresent(d -> elsewhere(d, name, script, workspace, edits));
        yield new WorkspaceEdit(edits);
      }
      case Renaming.Refused refused -> throw refused(refused);
    };
  }

  private static void elsewhere(
      Span definition,
      String name,
      Workspace.Script home,
      Workspace workspace,
      Map<String, List<TextEdit>> edits) {
    for (Workspace.Script other : workspace.around(home)) {
      if (!other.uri().equals(home.uri())) {
        List<TextEdit> there =
            other
                .analysis()
                .usesOf(definition.source().name(), definition.start(), definition.end())
                .stream()
                .map(use -> new TextEdit(Convert.range(use), name))
                .toList();
        if (!there.isEmpty()) {
          edits.put(other.uri(), there);
        }
      }
    }
  }

  static ResponseErrorException refused(Renaming.Refused refused) {
    return new ResponseErrorException(
        new ResponseError(ResponseErrorCode.RequestFailed, refused.reason(), null));
  }

  /** The name that would be changed; an error that says why there is none. */
  static Range renamable(Document document, Position position) {
    int offset = Convert.offset(document.source(), position);
    Optional<Span> definition = document.analysis().definition(offset);
    boolean isElsewhere =
        definition
            .filter(d -> d.source() != document.source() && !d.source().isLibrary())
            .isPresent();
    if (isElsewhere) {
      return Convert.range(document.analysis().nameAt(offset).orElseThrow());
    }
    return switch (document.analysis().renamable(offset)) {
      case Renaming.Done done -> Convert.range(done.edits().get(0).span());
      case Renaming.Refused refused -> throw refused(refused);
    };
  }

  /** Commands to run the script and what is in it; the client has them, the server runs nothing. */
  static List<CodeLens> lenses(Document document) {
    List<CodeLens> lenses = new ArrayList<>();
    Range first = new Range(new Position(0, 0), new Position(0, 0));
    if (!document.source().text().isBlank()) {
      lenses.add(lens(first, "Run", "tgraph.run", List.of(document.uri())));
    }
    for (Symbol symbol : document.analysis().symbols()) {
      Range at = Convert.range(symbol.name());
      List<Object> what = List.of(document.uri(), symbol.text());
      switch (symbol.kind()) {
        case TEST -> lenses.add(lens(at, "Run Test", "tgraph.test", what));
        case BENCH -> lenses.add(lens(at, "Run Bench", "tgraph.bench", what));
        default -> {}
      }
    }
    return lenses;
  }

  private static CodeLens lens(Range at, String title, String command, List<Object> arguments) {
    return new CodeLens(at, new Command(title, command, arguments), null);
  }

  /** The edits that format the lines of a range. */
  static List<TextEdit> format(Document document, Optional<Range> range) {
    List<TextEdit> all = Convert.edits(document.analysis().formatEdits());
    return range
        .map(r ->
            all.stream()
                .filter(e ->
                    e.getRange().getStart().getLine() <= r.getEnd().getLine()
                        && r.getStart().getLine() <= e.getRange().getEnd().getLine())
                .toList())
        .orElse(all);
  }

  static List<DocumentHighlight> highlights(Document document, Position position) {
    return document.analysis().references(Convert.offset(document.source(), position)).stream()
        .map(s -> new DocumentHighlight(Convert.range(s)))
        .toList();
  }

  static SignatureHelp signature(Document document, Position position) {
    return document
        .analysis()
        .signatureHelp(Convert.offset(document.source(), position))
        .map(s -> {
          SignatureInformation information = new SignatureInformation(s.signature());
          if (!s.doc().isEmpty()) {
            information.setDocumentation(s.doc());
          }
          List<ParameterInformation> parameters = new ArrayList<>();
          for (var p : s.parameters()) {
            ParameterInformation parameter = new ParameterInformation();
            parameter.setLabel(Either.forRight(Tuple.two(p.start(), p.end())));
            parameters.add(parameter);
          }
          information.setParameters(parameters);
          return new SignatureHelp(List.of(information), 0, s.active());
        })
        .orElse(null);
  }

  static List<DocumentSymbol> symbols(List<Symbol> symbols) {
    List<DocumentSymbol> shown = new ArrayList<>();
    for (Symbol s : symbols) {
      shown.add(
          new DocumentSymbol(
              s.text().isEmpty() ? "…" : s.text(),
              kind(s.kind()),
              Convert.range(s.whole()),
              Convert.range(s.name()),
              s.detail(),
              symbols(s.inside())));
    }
    return shown;
  }

  static SymbolKind kind(Symbol.Kind kind) {
    return switch (kind) {
      case FUNCTION -> SymbolKind.Function;
      case VALUE -> SymbolKind.Variable;
      case INPUT -> SymbolKind.File;
      case TYPE -> SymbolKind.Struct;
      case MODEL -> SymbolKind.Class;
      case MODULE -> SymbolKind.Module;
      case TEST, BENCH -> SymbolKind.Event;
    };
  }

  static List<FoldingRange> folds(Document document) {
    List<FoldingRange> folds = new ArrayList<>();
    for (Span span : document.analysis().folds()) {
      Range range = Convert.range(span);
      folds.add(new FoldingRange(range.getStart().getLine(), range.getEnd().getLine()));
    }
    return folds;
  }

  static List<SelectionRange> selections(Document document, List<Position> positions) {
    List<SelectionRange> all = new ArrayList<>();
    for (Position position : positions) {
      SelectionRange outer = null;
      int offset = Convert.offset(document.source(), position);
      for (Span span : document.analysis().selections(offset).reversed()) {
        outer = new SelectionRange(Convert.range(span), outer);
      }
      all.add(outer);
    }
    return all;
  }

  static List<CodeAction> actions(Document document, Range range) {
    int start = Convert.offset(document.source(), range.getStart());
    int end = Convert.offset(document.source(), range.getEnd());
    List<CodeAction> actions = new ArrayList<>();
    for (Action action : document.analysis().actions(start, end)) {
      boolean mends = action.mends().isPresent();
      CodeAction shown = action(document, action.title(), Convert.edits(action.edits()));
      shown.setKind(mends ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite);
      action
          .mends()
          .ifPresent(d -> {
            shown.setDiagnostics(List.of(Diagnostics.of(d, document)));
            shown.setIsPreferred(d.fixes().get(0).title().equals(action.title()));
          });
      actions.add(shown);
    }
    List<TextEdit> all = Convert.edits(document.analysis().fixAll());
    if (!all.isEmpty()) {
      CodeAction shown = action(document, "apply all fixes", all);
      shown.setKind(CodeActionKind.SourceFixAll);
      actions.add(shown);
    }
    return actions;
  }

  private static CodeAction action(Document document, String title, List<TextEdit> edits) {
    CodeAction action = new CodeAction(title);
    action.setEdit(new WorkspaceEdit(Map.of(document.uri(), edits)));
    return action;
  }
}
