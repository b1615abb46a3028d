package org.tgraph.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.source.Source;
import org.tgraph.syntax.Parser;
import org.tgraph.syntax.Statement;

/**
 * The functions that modules define, by their texts. Every completion asks for those of all
 * modules, and parsing these takes longer than all else that it does, so the last ones are kept.
 */
final class ModuleFunctions {
  private static final int KEPT = 64;

  private static final Map<String, List<Statement.Fn>> BY_TEXT =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Statement.Fn>> eldest) {
          return size() > KEPT;
        }
      };

  private ModuleFunctions() {}

  static List<Statement.Fn> of(Source module) {
    synchronized (BY_TEXT) {
      return BY_TEXT.computeIfAbsent(module.text(), t -> parsed(module));
    }
  }

  private static List<Statement.Fn> parsed(Source module) {
    return Parser.parse(module).script().statements().stream()
        .filter(Statement.Fn.class::isInstance)
        .map(Statement.Fn.class::cast)
        .toList();
  }
}
