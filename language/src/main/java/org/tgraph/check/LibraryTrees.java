package org.tgraph.check;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tgraph.data.StandardLibrary;
import org.tgraph.source.Source;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Parser;
import org.tgraph.syntax.Script;
import org.tgraph.syntax.Statement;

/** The syntax trees of the standard library's modules, each made once for all scripts. */
final class LibraryTrees {
  /** The module that has the distributions. */
  static final String DISTRIBUTIONS = "distributions";

  private static final Map<Source, Parsed> TREES = new ConcurrentHashMap<>();

  private LibraryTrees() {}

  /** That of a module that {@link StandardLibrary#find} gives. */
  static Parsed of(Source module) {
    return TREES.computeIfAbsent(module, Parser::parse);
  }

  /** Makes those that a script will need, as far as its statements show. */
  static void prepare(Script script) {
    if (script.statements().stream().anyMatch(Statement.Model.class::isInstance)) {
      StandardLibrary.find(DISTRIBUTIONS).ifPresent(LibraryTrees::of);
    }
  }
}
