package org.tgraph.prelude;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tgraph.check.Checker;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.source.Source;

/**
 * Every function of NumPy, {@code scipy.special} and the samplers of both NumPy and JAX is there
 * under its name, or an error says what to write instead, or {@code docs/numpy.md} why it is left
 * out. The names are in {@code numpy-names.txt}, made by {@code numpy_names.py}.
 */
class NumpyNamesTest {
  private static final Path ROOT = Path.of(System.getProperty("tgraph.root"));

  @Test
  void everyNameIsThereOrExplained() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/numpy.md"));
    Set<String> here =
        Prelude.FUNCTIONS.stream()
            .map(f -> f.name().substring(f.name().indexOf('.') + 1))
            .collect(Collectors.toSet());
    Set<String> silent = new TreeSet<>();
    for (String name : names()) {
      boolean isListed = page.contains("`" + name + "`");
      if (!here.contains(name) && !isListed && isSilent(name)) {
        silent.add(name);
      }
    }
    assertEquals(Set.of(), silent, "nothing is said about these");
  }

  private static List<String> names() throws IOException {
    try (Stream<String> lines =
        Files.lines(ROOT.resolve("language/src/test/resources/numpy-names.txt"))) {
      return lines
          .flatMap(line -> Stream.of(line.substring(line.indexOf(": ") + 2).split(" ")))
          .distinct()
          .toList();
    }
  }

  /** Whether nothing is offered in place of the name. */
  private static boolean isSilent(String name) {
    return diagnostic("print(" + name + "(1.0))\n")
        .filter(d -> d.code() == Code.TG0201)
        .filter(d -> d.fixes().isEmpty() && d.notes().isEmpty())
        .isPresent();
  }

  private static Optional<Diagnostic> diagnostic(String text) {
    Source source = new Source("a.tgraph", text);
    return Checker.check(source, Modules.NONE, DataHeaders.NONE, Overrides.NONE, true)
        .diagnostics()
        .stream()
        .findFirst();
  }

  /** What is written instead, is there. */
  @Test
  void whatIsOfferedIsThere() throws IOException {
    for (String name : names()) {
      for (var fix :
          diagnostic("print(" + name + "(1.0))\n").map(Diagnostic::fixes).orElse(List.of())) {
        String text = "print(" + fix.edits().get(0).replacement() + ")\n";
        List<Code> codes =
            diagnostic(text).map(Diagnostic::code).filter(c -> c == Code.TG0201).stream().toList();
        assertEquals(List.of(), codes, name + " is to be " + text);
      }
    }
  }

  @Test
  void prefixesAreTakenAway() {
    Map<String, String> written =
        Map.of(
            "np.linalg.det(x)", "linalg.det",
            "np.fft.rfft(x)", "fft.rfft",
            "np.random.normal(k)", "random.normal",
            "np.concatenate(x)", "concat",
            "scipy.special.gammaln(x)", "lgamma",
            "np.float32(x)", "f32");
    written.forEach((text, instead) -> {
      Diagnostic d = diagnostic("print(" + text + ")\n").orElseThrow();
      assertTrue(
          d.fixes().stream().anyMatch(f -> f.edits().get(0).replacement().equals(instead)),
          text + ": " + d.message());
    });
  }
}
