package org.tgraph.dsl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tgraph.prelude.Prelude;
import org.tgraph.source.Source;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Parser;
import org.tgraph.syntax.Statement;
import org.tgraph.type.DType;
import org.tgraph.type.SizeVar;

/**
 * The names of one computation. Each thing has a word of its own by which expressions mention it:
 * its name, or that with {@code _} behind it where something else has it already, such as an input
 * that is called like a function of the language.
 */
final class Vocabulary {
  private final Set<String> inputs = new HashSet<>();
  private final Set<String> sizes = new HashSet<>();
  private final Set<String> words = new HashSet<>(Prelude.scope().names());
  private final Map<SizeVar, String> sizeWords = new HashMap<>();
  private int made;

  Vocabulary() {
    for (DType type : DType.values()) {
      words.add(type.toString());
    }
  }

  /**
   * The word for a new input.
   *
   * @throws IllegalArgumentException if it cannot have the name
   */
  String input(String name) {
    requireName(name);
    if (!inputs.add(name)) {
      throw new IllegalArgumentException("There is an input `" + name + "` already.");
    }
    return word(name);
  }

  /** Whether the name is one that a new size can have, before it is made. */
  void requireSize(String name) {
    requireName(name);
    if (!sizes.add(name)) {
      throw new IllegalArgumentException("There is a size `" + name + "` already.");
    }
  }

  void size(SizeVar var) {
    sizeWords.put(var, word(var.name()));
  }

  /**
   * The word for a size.
   *
   * @throws IllegalArgumentException if the size is of another computation
   */
  String of(SizeVar var) {
    String word = sizeWords.get(var);
    if (word == null && var.role() == SizeVar.Role.COUNTED) {
      // Made by an expression of this computation, which chose its name.
      word = word(var.name());
      sizeWords.put(var, word);
    }
    if (word == null) {
      throw new IllegalArgumentException(
          "The size `" + var.name() + "` is not of this computation.");
    }
    return word;
  }

  /** A word for something that has no name. */
  String unnamed() {
    return word("t" + ++made);
  }

  private String word(String name) {
    String free = name;
    while (!words.add(free)) {
      free += "_";
    }
    return free;
  }

  private static void requireName(String name) {
    Parsed parsed = Parser.parse(new Source("", name));
    boolean isName =
        parsed.diagnostics().isEmpty()
            && parsed.script().statements().size() == 1
            && parsed.script().statements().get(0) instanceof Statement.Do line
            && line.value() instanceof Expr.Name found
            && found.name().equals(name);
    if (!isName) {
      throw new IllegalArgumentException(
          "`"
              + name
              + "` is not a name in the language: a letter or `_`, then letters, digits and"
              + " `_`, and not one of its keywords.");
    }
  }
}
