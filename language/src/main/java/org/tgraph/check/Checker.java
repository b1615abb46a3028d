package org.tgraph.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tgraph.data.DataHeaders;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.prelude.Prelude;
import org.tgraph.program.Program;
import org.tgraph.source.Source;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Parser;

/**
 * Checks a script: the entry to this package. Checking is one walk over the syntax tree that finds
 * the type of every expression and makes its equations at the same time, so that what is run is
 * what was checked.
 */
public final class Checker {
  private Checker() {}

  /**
   * Loads what checking any script needs, but for the parser, so that another thread may begin with
   * {@link #check} meanwhile: that reads texts first, and then waits for this. Without it the first
   * check does it.
   */
  public static void prepare() {
    Prelude.scope();
  }

  /**
   * Checks a script. It never fails: what is wrong is in the result.
   *
   * @param inlining whether calls of functions that have a signature are expanded; needed to run
   *     the script, not to find its mistakes
   */
  public static Checked check(
      Source source, Modules modules, DataHeaders headers, Overrides overrides, boolean inlining) {
    // All reading of texts comes before the prelude, which another thread may be loading, and
    // that before everything that has values or operations.
    Parsed parsed = Parser.parse(source);
    LibraryTrees.prepare(parsed.script());
    Scope scope = Prelude.scope().inner();
    Context c = new Context(modules, headers, overrides, inlining);
    c.facts.scoped(source.span(0, source.text().length()), scope);
    Program program = c.statements.script(parsed.script(), scope);
    List<Diagnostic> all = new ArrayList<>(parsed.diagnostics());
    c.diagnostics().stream().filter(d -> !parsed.absorbs(d)).forEach(all::add);
    all.sort(Comparator.comparingInt(d -> d.span().source() == source ? d.span().start() : -1));
    return new Checked(parsed, program, new Functions(c, scope), c.facts, all);
  }
}
