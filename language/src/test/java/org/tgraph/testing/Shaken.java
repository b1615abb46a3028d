package org.tgraph.testing;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Programs with other spaces, line ends and comments between their words; the same for one seed.
 */
public final class Shaken {
  private static final Pattern WORD =
      Pattern.compile(
          "\"(\\\\.|[^\"\\\\\\n])*\"|#[^\\n]*|[\\p{L}_][\\p{L}\\d_]*"
              + "|\\d[\\d_.]*([eE][+-]?\\d+)?j?|\\.\\d+|\\n|[ \\t\\r]+"
              + "|\\*\\*|//|->|\\|>|\\.\\.\\.|\\.\\.|[<>=!]=|[-+*/]=|<<|>>|.");

  private final Random random;

  public Shaken(long seed) {
    this.random = new Random(seed);
  }

  /** The words of the program, with about one gap in {@code rarity} changed. */
  public String shake(String program, int rarity) {
    StringBuilder text = new StringBuilder();
    Matcher words = WORD.matcher(program);
    while (words.find()) {
      text.append(words.group());
      if (random.nextInt(rarity) == 0 && !words.group().startsWith("#")) {
        text.append(gap());
      }
    }
    return text.toString();
  }

  private String gap() {
    return switch (random.nextInt(6)) {
      case 0 -> " ";
      case 1 -> "   ";
      case 2 -> "\n";
      case 3 -> "\n\n      ";
      case 4 -> " # note\n";
      default -> "\n# above\n  ";
    };
  }
}
