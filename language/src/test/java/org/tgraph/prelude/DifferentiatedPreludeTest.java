package org.tgraph.prelude;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.check.Checker;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.source.Source;
import org.tgraph.testing.Golden;

/**
 * Each call of a function of the prelude that the tests of numbers have is differentiated, in
 * reverse mode and so in forward mode too, by each tensor that it is given: there is a derivative,
 * or an error at the transformation that names the operation that has none, before anything runs.
 * What must be known before the program runs (TG0309) is none to differentiate by either.
 */
class DifferentiatedPreludeTest {
  private static final Pattern LET = Pattern.compile("let (x\\d+) = .*");
  private static final Pattern PRINT = Pattern.compile("print\\((.*)\\)");
  private static final Pattern CALL = Pattern.compile("([\\w.]+)\\((.*)\\)");

  @TestFactory
  Stream<DynamicTest> everyCall() throws IOException {
    Path folder = Golden.root().resolve("language/src/test/resources/prelude");
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.toString().endsWith(".tgraph")).sorted().toList();
    }
    return files.stream()
        .map(file ->
            DynamicTest.dynamicTest(
                file.getFileName().toString(), () -> differentiate(Files.readAllLines(file))));
  }

  private static void differentiate(List<String> lines) {
    List<String> names = new ArrayList<>();
    StringBuilder before = new StringBuilder();
    for (String line : lines) {
      Matcher let = LET.matcher(line);
      Matcher print = PRINT.matcher(line);
      if (!print.matches()) {
        before.append(line).append('\n');
        if (let.matches()) {
          names.add(let.group(1));
        }
        continue;
      }
      String call = print.group(1);
      for (String name : names) {
        if (Pattern.compile("\\b" + name + "\\b").matcher(call).find()) {
          require(before, "vjp(" + name + " -> " + call + ", " + name + ")");
        }
      }
      byNumbers(call).ifPresent(derivative -> require(before, derivative));
    }
  }

  /** The derivative of a call by its first argument, if it is written as floats. */
  private static Optional<String> byNumbers(String text) {
    Matcher call = CALL.matcher(text);
    if (!call.matches() || !call.group(2).matches("(?s)(f32|f64|complex)?[(\\[]*-?\\d.*")) {
      return Optional.empty();
    }
    String arguments = call.group(2);
    int end = 0;
    for (int depth = 0; end < arguments.length(); end++) {
      char c = arguments.charAt(end);
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (depth < 0) {
        return Optional.empty();
      }
      if (c == ',' && depth == 0) {
        break;
      }
    }
    String first = arguments.substring(0, end);
    boolean isTensor = !call.group(1).equals("concat") && !first.contains("dtype");
    if (!first.contains(".") || !isTensor) {
      return Optional.empty();
    }
    String changed = call.group(1) + "(v" + arguments.substring(end) + ")";
    return Optional.of("vjp(v -> " + changed + ", (" + first + ",))");
  }

  private static void require(CharSequence before, String derivative) {
    Source source =
        new Source("derivative.tgraph", before + "let derivative = " + derivative + "\n");
    Checker.check(source, Modules.NONE, DataHeaders.NONE, Overrides.NONE, true)
        .diagnostics()
        .stream()
        .filter(Diagnostic::isError)
        .forEach(d -> require(d, derivative));
  }

  private static void require(Diagnostic d, String derivative) {
    boolean isOfWholeNumbers = d.message().contains(" whole numbers, but ");
    boolean isNamed = d.labels().stream().anyMatch(l -> l.text().endsWith("is used here"));
    assertTrue(
        d.code() == Code.TG0501 && (isOfWholeNumbers || isNamed) || d.code() == Code.TG0309,
        () -> derivative + " is " + d.code() + ": " + d.message());
  }
}
