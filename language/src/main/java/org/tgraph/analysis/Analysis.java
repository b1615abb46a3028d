package org.tgraph.analysis;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.tgraph.check.Findings;
import org.tgraph.check.Modules;
import org.tgraph.check.Rechecker;
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
  public record World(Modules modules, DataHeaders headers) {}

  private final World world;
  private final Rechecker rechecker;
  private final Source source;
  private final Findings findings;
  private final Known known;

  private Analysis(World world, Rechecker rechecker, Source source, BooleanSupplier isCancelled) {
    this.world = world;
    this.rechecker = rechecker;
    this.source = source;
    this.findings = check(source, isCancelled);
    this.known = new Known(findings);
  }

  public static Analysis of(Source source, World world) {
    Rechecker rechecker = new Rechecker(world.modules(), world.headers());
    return new Analysis(world, rechecker, source, () -> false);
  }

  /**
   * The next version of the same script: of what was not edited, what was found out before is kept.
   * This version may still be asked, but not at the same time.
   *
   * @param isCancelled asked now and then; once it says so a {@link
   *     java.util.concurrent.CancellationException} comes out
   */
  public Analysis next(Source edited, BooleanSupplier isCancelled) {
    return new Analysis(world, rechecker, edited, isCancelled);
  }

  private Findings check(Source text, BooleanSupplier isCancelled) {
    synchronized (rechecker) {
      return rechecker.check(text, isCancelled);
    }
  }

  /** An answer from another text, which is what this one would be with something more in it. */
  <T> T instead(Source other, Function<Findings, T> answer) {
    synchronized (rechecker) {
      try {
        return answer.apply(rechecker.check(other, () -> false));
      } finally {
        rechecker.check(findings.parsed(), () -> false);
      }
    }
  }

  public Source source() {
    return source;
  }

  /** What is wrong, in the order of the text. */
  public List<Diagnostic> diagnostics() {
    return findings.diagnostics();
  }

  /** All hints of the script, in order. */
  public List<Hint> hints() {
    return Hints.of(known);
  }

  public Optional<Hover> hover(int offset) {
    return new Hovers(findings, known).at(offset);
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
    return Completions.at(this, world, source, offset);
  }

  /** Where the word begins that a completion at this place replaces. */
  public int wordStart(int offset) {
    return Completions.wordStart(source, offset);
  }

  public Optional<SignatureHelp> signatureHelp(int offset) {
    return Signatures.at(this, source, findings, known, offset);
  }

  /** The definitions of the script. */
  public List<Symbol> symbols() {
    return Symbols.of(findings.parsed().script(), known);
  }

  /** The words of the script that mean something beyond their spelling, in order. */
  public List<Token> tokens() {
    return Tokens.of(findings, known);
  }

  /** The ranges that can be folded away. */
  public List<Span> folds() {
    return Ranges.folds(findings.parsed());
  }

  /** The ranges around a place that a growing selection takes, inner ones first. */
  public List<Span> selections(int offset) {
    return Ranges.around(findings.parsed().script(), offset);
  }

  /** What can be done about the text between two places: the fixes of what is wrong there. */
  public List<Action> actions(int start, int end) {
    return Actions.of(this, findings, known, start, end);
  }

  /** The script as the formatter writes it; as it is while it cannot be read. */
  public Formatted format() {
    return Formatter.format(source);
  }

  /** The edits of all fixes that mend the script without a choice, for "fix all". */
  public List<Fix.Edit> fixAll() {
    return Actions.all(findings.diagnostics());
  }
}
