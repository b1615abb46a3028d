package org.tgraph.analysis;

import java.util.List;
import java.util.Optional;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.format.Formatted;
import org.tgraph.format.Formatter;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/**
 * One version of a script and the answers to an editor's questions about it: the entry to this
 * package. It does not change, so that any thread may ask. Places are UTF-16 offsets.
 */
public final class Analysis {
  static final List<String> ATTRIBUTES = List.of("T", "mT", "shape", "ndim", "size");

  /** What is around a script: its modules and data files. */
  public record World(Modules modules, DataHeaders headers) {
    Checked check(Source source) {
      return Checker.check(source, modules, headers, Overrides.NONE, false);
    }
  }

  private final World world;
  private final Source source;
  private final Checked checked;
  private final Known known;

  private Analysis(World world, Source source) {
    this.world = world;
    this.source = source;
    this.checked = world.check(source);
    this.known = new Known(checked);
  }

  public static Analysis of(Source source, World world) {
    return new Analysis(world, source);
  }

  public Source source() {
    return source;
  }

  /** What is wrong, in the order of the text. */
  public List<Diagnostic> diagnostics() {
    return checked.diagnostics();
  }

  /** All hints of the script, in order. */
  public List<Hint> hints() {
    return Hints.of(checked, known);
  }

  public Optional<Hover> hover(int offset) {
    return new Hovers(checked, known).at(offset);
  }

  /** Where the name at a place is defined; it may be in a module. */
  public Optional<Span> definition(int offset) {
    return known.nameAt(offset).flatMap(known::definitionOf);
  }

  /** All places in this script where the name at a place stands, its definition too. */
  public List<Span> references(int offset) {
    return new References(known, source).at(offset);
  }

  /** The name at a place, if it can be renamed: it is one of this script's own. */
  public Optional<Span> renamable(int offset) {
    return new References(known, source).renamable(offset);
  }

  /** What a new name for the one at a place changes, or why it cannot be. */
  public Renaming rename(int offset, String name) {
    return new References(known, source).rename(offset, name);
  }

  /** What could be written at a place. What is offered replaces the word before it. */
  public List<Completion> completions(int offset) {
    return Completions.at(world, source, offset);
  }

  /** Where the word begins that a completion at this place replaces. */
  public int wordStart(int offset) {
    return Completions.wordStart(source, offset);
  }

  public Optional<SignatureHelp> signatureHelp(int offset) {
    return Signatures.at(world, source, checked, known, offset);
  }

  /** The definitions of the script. */
  public List<Symbol> symbols() {
    return Symbols.of(checked.parsed().script(), known);
  }

  /** The words of the script that mean something beyond their spelling, in order. */
  public List<Token> tokens() {
    return Tokens.of(checked, known);
  }

  /** The ranges that can be folded away. */
  public List<Span> folds() {
    return Ranges.folds(checked.parsed());
  }

  /** The ranges around a place that a growing selection takes, inner ones first. */
  public List<Span> selections(int offset) {
    return Ranges.around(checked.parsed().script(), offset);
  }

  /** What can be done about the text between two places: the fixes of what is wrong there. */
  public List<Action> actions(int start, int end) {
    return Actions.of(this, checked, known, start, end);
  }

  /** The script as the formatter writes it; as it is while it cannot be read. */
  public Formatted format() {
    return Formatter.format(source);
  }

  /** The edits of all fixes that mend the script without a choice, for "fix all". */
  public List<Fix.Edit> fixAll() {
    return Actions.all(checked.diagnostics());
  }
}
