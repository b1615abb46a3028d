package org.tgraph.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts that are nearly programs, and texts that are nothing at all; the same ones for one seed.
 */
public final class Mutations {
  private static final Pattern WORD =
      Pattern.compile(
          "[\\p{L}_][\\p{L}\\d_]*|[0-9.]+|\"[^\"\\n]*\"|#[^\\n]*|\\s+|\\*\\*|//|->|\\|>|.");

  private static final String[] WORDS = {
    "let",
    "fn",
    "if",
    "else",
    "for",
    "and",
    "or",
    "not",
    "true",
    "none",
    "assert",
    "import",
    "input",
    "type",
    "model",
    "test",
    "bench",
    "derived",
    "factor",
    "as",
    "with",
    "given",
    "x",
    "y",
    "f64",
    "n",
    "_",
    "1",
    "2.5",
    "3j",
    "0xff",
    ".0",
    "1e",
    "\"text\"",
    "\"open",
    "'",
    "“",
    "#",
    "##",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ".",
    "..",
    "...",
    "->",
    "|>",
    "=",
    "+=",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    "|",
    "^",
    "&",
    "<<",
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "@",
    "**",
    "~",
    "!",
    "&&",
    ";",
    "\\",
    "$",
    "\u00A0",
    "\n",
    "\n",
    "\n",
    "\n  ",
    " ",
    "\t",
    "\r\n",
    "\uD83D\uDE00",
    "\uD83D"
  };

  private final Random random;
  private final List<List<String>> programs = new ArrayList<>();

  public Mutations(long seed, List<String> programs) {
    this.random = new Random(seed);
    for (String program : programs) {
      List<String> words = new ArrayList<>();
      Matcher matcher = WORD.matcher(program);
      while (matcher.find()) {
        words.add(matcher.group());
      }
      this.programs.add(words);
    }
  }

  /** One of three kinds: characters at random, words at random, or a program slightly changed. */
  public String next() {
    int kind = random.nextInt(10);
    return kind == 0 ? characters() : kind <= 3 ? words() : mutated();
  }

  private String characters() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(60);
    boolean ascii = random.nextBoolean();
    for (int i = 0; i < length; i++) {
      text.append((char) (ascii ? random.nextInt(128) : random.nextInt(0x10000)));
    }
    return text.toString();
  }

  private String words() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(60);
    for (int i = 0; i < length; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(3) == 0 ? "" : " ");
    }
    return text.toString();
  }

  private String mutated() {
    List<String> program = programs.get(random.nextInt(programs.size()));
    int from = random.nextInt(Math.max(1, program.size() - 20));
    int size = Math.min(program.size() - from, 20 + random.nextInt(200));
    List<String> words = new ArrayList<>(program.subList(from, from + size));
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && !words.isEmpty(); i++) {
      change(words, random.nextInt(words.size()));
    }
    return String.join("", words);
  }

  private void change(List<String> words, int at) {
    switch (random.nextInt(6)) {
      case 0 -> words.remove(at);
      case 1 -> words.add(at, WORDS[random.nextInt(WORDS.length)]);
      case 2 -> words.set(at, WORDS[random.nextInt(WORDS.length)]);
      case 3 -> words.set(at, words.set(random.nextInt(words.size()), words.get(at)));
      case 4 -> words.subList(at, words.size()).clear();
      default -> words.addAll(at, List.copyOf(words.subList(at, Math.min(words.size(), at + 9))));
    }
  }
}
