package org.tgraph.analysis;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.tgraph.check.Builtin;
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
import org.tgraph.syntax.Parser;

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
    return of(source, world, () -> false);
  }

  /** As above, to be ended early as {@link #next} is. */
  public static Analysis of(Source source, World world, BooleanSupplier isCancelled) {
    Rechecker rechecker = new Rechecker(world.modules(), world.headers());
    return new Analysis(world, rechecker, source, isCancelled);
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
      return rechecker.aside(other, answer);
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
    return hints(0, source.text().length());
  }

  /** The hints between two places. */
  public List<Hint> hints(int from, int to) {
    return Hints.of(known, from, to);
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
    return names().at(offset);
  }

  /** The name at a place. */
  public Optional<Span> nameAt(int offset) {
    return known.nameAt(offset);
  }

  /** The uses in this script of what a file defines there. */
  public List<Span> usesOf(String file, int start, int end) {
    return known.uses(file, start, end);
  }

  private References names() {
    return new References(known, source, new Fields(findings, known), findings.parsed().broken());
  }

  /** The name at a place, as the one edit's place, if it can be changed; else why not. */
  public Renaming renamable(int offset) {
    return names().renamable(offset);
  }

  /**
   * What a new name for the one at a place changes, or why it cannot be. A script that was right is
   * right afterwards.
   */
  public Renaming rename(int offset, String name) {
    Renaming renaming = names().rename(offset, name);
    if (!(renaming instanceof Renaming.Done done)) {
      return renaming;
    }
    long before = findings.errors();
    return instead(
        new Source(source.name(), Edits.applied(source.text(), done.edits())),
        after ->
            after.errors() <= before
                ? done
                : new Renaming.Refused(
                    "Then the script would be wrong: "
                        + after.diagnostics().stream()
                            .filter(Diagnostic::isError)
                            .map(Diagnostic::message)
                            .filter(m ->
                                findings.diagnostics().stream()
                                    .noneMatch(d -> d.message().equals(m)))
                            .findFirst()
                            .orElse("a name means something else.")));
  }

  /** The function whose name stands at a place, where it is defined: perhaps in a module. */
  public Optional<Call> function(int offset) {
    return new Calls(findings, known).at(offset);
  }

  /** Who in this script calls the function that a file defines there. */
  public List<Call> callers(String file, int start, int end) {
    return new Calls(findings, known).incoming(file, start, end);
  }

  /** The functions that the one defined there calls. */
  public List<Call> callees(int start) {
    return new Calls(findings, known).outgoing(start);
  }

  /** What could be written at a place. What is offered replaces the word before it. */
  public List<Completion> completions(int offset) {
    return Completions.at(this, world, findings.parsed(), offset);
  }

  /** Where the word begins that a completion at this place replaces. */
  public int wordStart(int offset) {
    return Completions.wordStart(source, offset);
  }

  public Optional<SignatureHelp> signatureHelp(int offset) {
    return Signatures.at(this, findings, known, offset);
  }

  /** The definitions of a script by its text alone, without their types. */
  public static List<Symbol> outline(Source source) {
    return Symbols.of(Parser.parse(source).script());
  }

  /** What a function of the prelude does; it is told apart from others by its signature. */
  public static Optional<String> documentation(String name, String signature) {
    return Optional.ofNullable(Completions.PRELUDE.get(name))
        .filter(b -> b.signature().equals(signature))
        .map(Builtin::doc)
        .filter(doc -> !doc.isEmpty());
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
    return Ranges.around(findings.parsed(), offset);
  }

  /** What can be done about the text between two places: the fixes of what is wrong there. */
  public List<Action> actions(int start, int end) {
    return Actions.of(this, findings, known, start, end);
  }

  /** The script as the formatter writes it; as it is while it cannot be read. */
  public Formatted format() {
    return Formatter.format(source);
  }

  /** The edits of lines that make it what {@link #format} says. */
  public List<Fix.Edit> formatEdits() {
    return FormatEdits.between(source, format().text());
  }

  /** The edits of all fixes that mend the script without a choice, for "fix all". */
  public List<Fix.Edit> fixAll() {
    return Actions.all(findings.diagnostics());
  }
}
