package org.tgraph.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tgraph.diagnostic.Code;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tgraph explain}: what a code of an error means, and how to mend it. */
@Command(
    name = "explain",
    description =
        "Says what the code of an error means and how to mend it; alone, lists all codes.")
final class ExplainCommand implements Callable<Integer> {
  private final Console console;
  private final Paint paint;

  @Parameters(
      arity = "0..1",
      paramLabel = "CODE",
      description = "A code, such as TG0301 or just 301.",
      completionCandidates = Codes.class)
  private String code;

  ExplainCommand(Console console) {
    this.console = console;
    this.paint = new Paint(console.outColours());
  }

  /** For the completion of the shell. */
  static final class Codes implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return Arrays.stream(Code.values()).map(Code::name).iterator();
    }
  }

  @Override
  public Integer call() {
    if (code == null) {
      for (Code known : Code.values()) {
        console.out().println(paint.bold(known.name()) + "  " + known.title());
      }
      return ExitStatus.FINE;
    }
    Code known = find(code).orElseThrow(() -> new UsageProblem(unknown()));
    String page = ErrorPage.of(known).orElse("# " + known + ": " + known.title());
    console.out().print(ErrorPage.render(page, paint));
    return ExitStatus.FINE;
  }

  private static Optional<Code> find(String given) {
    String wanted = normal(given);
    return Arrays.stream(Code.values()).filter(c -> c.name().equals(wanted)).findFirst();
  }

  /** {@code 301}, {@code 0301} and {@code tg0301} all mean {@code TG0301}. */
  private static String normal(String given) {
    String upper = given.toUpperCase(Locale.ROOT).strip();
    boolean digits = !upper.isEmpty() && upper.chars().allMatch(Character::isDigit);
    return digits && upper.length() <= 4 ? "TG" + "0".repeat(4 - upper.length()) + upper : upper;
  }

  private String unknown() {
    List<String> codes = Arrays.stream(Code.values()).map(Code::name).toList();
    String hint =
        codes.stream()
            .min(java.util.Comparator.comparingInt(c -> differences(c, normal(code))))
            .filter(c -> differences(c, normal(code)) <= 2)
            .map(c -> " Did you mean `" + c + "`?")
            .orElse(" `tgraph explain` alone lists all.");
    return "There is no code `" + code + "`." + hint;
  }

  private static int differences(String a, String b) {
    int different = Math.abs(a.length() - b.length());
    for (int i = 0; i < Math.min(a.length(), b.length()); i++) {
      different += a.charAt(i) == b.charAt(i) ? 0 : 1;
    }
    return different;
  }
}
