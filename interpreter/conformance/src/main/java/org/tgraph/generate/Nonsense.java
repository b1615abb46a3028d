package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tgraph.check.Builtin;
import org.tgraph.check.Checked;
import org.tgraph.graph.GraphValidator;
import org.tgraph.prelude.Prelude;

/**
 * Scripts that follow the grammar and nothing else: any expression where one may stand, and every
 * function of the prelude on any arguments. Each is right or is rejected.
 */
final class Nonsense {
  private static final List<String> TENSORS =
      List.of(
          ("x|m|n|1|-2|2.5|2.5j|t|true|[1, 2]|[1.0, 2.0, 3.0]|[[1.0, 2.0], [3.0, 4.0]]|zeros((0,))"
                  + "|zeros((2, 0, 3))|ones((n, n))|ones((2, n))|ones((2, 3, 3))|f32(1.5)|f32(x)"
                  + "|i8([1, 2, 3])|u64(3)|bool([true, false, true])|c64([1.0, 2.0])|arange(4)")
              .split("\\|"));

  private static final List<String> OTHERS =
      List.of(
          ("g|h|r|k|none|\"abc\"|inf|nan|[]|[[1, 2], [3]]|[key(1)]|(1, 2)|(1.0, x)|()|(0, 1)|-1"
                  + "|{u: 1.0, v: [1.0, 2.0]}|{}|key(0)|split(key(1))|y -> y|(y, z) -> y + z"
                  + "|y -> sum(y)|y -> unknown(y)|sin|sum|f64|i32|linalg|fft|-9223372036854775808")
              .split("\\|"));

  private static final List<Builtin> FUNCTIONS = Prelude.FUNCTIONS;

  private static final List<String> OPERATORS =
      List.of("+ - * / // % @ ** == < and or & << ^ |>".split(" "));

  private static final List<String> PARTS =
      List.of("T mT shape ndim size dtype 0 1 u v nothing".split(" "));

  private static final List<String> BEFORE = List.of("-", "not ", "~");

  private static final List<String> HEADS =
      List.of(
          "let result = ",
          "let result: f64[q, 2] = ",
          "fn w(x: f64[n, m], t: key, k: dim) = ",
          "fn w[T: any](x: T[..s, n], m: T[n]) = ",
          "fn w[T: real](x: T[..s, n], m: T[n]) -> T[..s] = ",
          "fn w(x) = ");

  private static final String SCOPE =
      """
      let n = 3
      let t = true
      let x = [1.0, 2.0, 3.0]
      let m = ones((3, 3))
      let k = key(5)
      let r = {u: x, v: (1, m)}
      fn g(x: f64[m]) -> f64 = sum(x)
      fn h(x) = x * 2
      """;

  private static final Pattern PARAMETER = Pattern.compile("(\\*?)([a-z_0-9A-Z]+)(=?)[^,]*,? ?");

  private final Chance chance;

  private Nonsense(long seed) {
    this.chance = new Chance(seed);
  }

  /** The text of a script. */
  static String make(long seed) {
    Nonsense n = new Nonsense(seed);
    String head = n.chance.of(HEADS);
    String use = head.startsWith("fn w(x)") ? "let used = w(" + n.any(1) + ")\n" : "";
    return SCOPE + head + n.any(n.chance.from(1, 3)) + "\n" + use;
  }

  /** What is wrong with how the script is checked; nothing if it is right or rejected. */
  static Optional<Failure> attempt(String text) {
    Memory files = new Memory(new Script(List.of(), List.of()));
    try {
      boolean isRight = false;
      for (boolean inlining : new boolean[] {false, true}) {
        Checked checked = files.check(text, inlining);
        isRight = !checked.hasErrors();
        List<String> invalid =
            isRight ? GraphValidator.validate(Computation.of(checked, files).graph()) : List.of();
        if (!invalid.isEmpty()) {
          return Optional.of(new Failure("invalid graph", String.join("\n", invalid)));
        }
      }
      return Optional.empty();
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.of(Trial.failure("", e));
    }
  }

  private String any(int depth) {
    if (depth <= 0) {
      return chance.oneIn(3) ? chance.of(OTHERS) : chance.of(TENSORS);
    }
    int inner = depth - 1;
    return switch (chance.below(15)) {
      case 0 -> any(0);
      case 1, 2 -> "(" + any(inner) + " " + chance.of(OPERATORS) + " " + any(inner) + ")";
      case 3 -> target(inner) + "[" + subscripts(inner) + "]";
      case 4 ->
          "("
              + target(inner)
              + " with ["
              + subscripts(inner)
              + "] "
              + chance.of("=", "+=", "-=", "*=", "/=")
              + " "
              + any(inner)
              + ")";
      case 5 -> "(" + target(inner) + " with {" + chance.of("u", "v") + ": " + any(inner) + "})";
      case 6 -> target(inner) + "." + chance.of(PARTS);
      case 7 -> "(" + chance.of(BEFORE) + any(inner) + ")";
      case 8 -> "(for i" + chance.of("", " < n", " < 2, j") + ": " + any(inner) + ")";
      case 9 -> "(if " + any(inner) + " { " + any(inner) + " } else { " + any(inner) + " })";
      case 10 -> "(" + any(inner) + chance.of(" as f64[n, 3])", " as i64)", " as f64[q])");
      case 11 -> target(inner) + "(" + any(inner) + ")";
      default -> call(chance.of(FUNCTIONS), inner);
    };
  }

  private String target(int depth) {
    String text = any(depth);
    return text.matches("[a-z0-9]+") ? text : "(" + text + ")";
  }

  private String subscripts(int depth) {
    List<String> all = new ArrayList<>();
    for (int count = chance.from(1, 2); count > 0; count--) {
      all.add(
          switch (chance.below(5)) {
            case 0 -> chance.of(":", "...", "none", "::-1", "1:", ":n");
            case 1 -> any(depth) + ":" + any(depth);
            default -> any(depth);
          });
    }
    return String.join(", ", all);
  }

  /** A call with an argument for each parameter, now and then by name, too many or too few. */
  private String call(Builtin function, int depth) {
    String signature = function.signature();
    List<String> arguments = new ArrayList<>();
    Matcher parameter =
        PARAMETER.matcher(signature.substring(signature.indexOf('(') + 1, signature.length() - 1));
    boolean isNamed = false;
    while (parameter.find()) {
      boolean isOptional = !parameter.group(3).isEmpty();
      if (isOptional ? chance.coin() : chance.oneIn(40)) {
        isNamed = true;
        continue;
      }
      isNamed |= chance.oneIn(8);
      boolean isRest = !parameter.group(1).isEmpty();
      arguments.add((isNamed && !isRest ? parameter.group(2) + "=" : "") + any(depth));
    }
    return function.name() + "(" + String.join(", ", arguments) + ")";
  }
}
