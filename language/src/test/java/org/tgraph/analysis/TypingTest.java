package org.tgraph.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.data.DataAccess;
import org.tgraph.data.FileHeaders;
import org.tgraph.module.FileModules;
import org.tgraph.source.Source;
import org.tgraph.testing.Golden;

/**
 * The programs of the tour, typed character by character, as somebody writes them: what is half
 * written says little that is wrong, and takes nothing away of what is known of the lines above.
 * {@code -Dtyping.step=1} looks at each character, else only each 25th is looked at.
 */
class TypingTest {
  private static final int STEP = Integer.getInteger("typing.step", 25);

  /** What may be wrong at once while a right program is being typed. */
  private static final int MOST_ERRORS = 3;

  @TestFactory
  Stream<DynamicTest> tour() {
    return Golden.programs("samples/tour").stream()
        .map(p -> DynamicTest.dynamicTest(p.getFileName().toString(), () -> typed(p)));
  }

  private static void typed(Path program) {
    String text = Golden.read(program).text();
    Analysis.World world =
        new Analysis.World(
            new FileModules(program),
            new FileHeaders(DataAccess.forScript(program, List.of(), List.of())));
    long atEnd = errors(Analysis.of(new Source(program.toString(), text), world));
    Analysis analysis = Analysis.of(new Source(program.toString(), ""), world);
    for (int end = 0; end <= text.length(); end += STEP) {
      String soFar = text.substring(0, end);
      analysis = analysis.next(new Source(program.toString(), soFar), () -> false);
      var unused = analysis.completions(end);
      long now = errors(analysis);
      assertTrue(
          now <= MOST_ERRORS + atEnd,
          () -> now + " errors after\n" + soFar + "\n" + program.getFileName());
    }
  }

  private static long errors(Analysis analysis) {
    return analysis.diagnostics().stream().filter(d -> d.isError()).count();
  }

  /** A line that is half written in the middle leaves the hints of all others. */
  @Test
  void hintsStay() {
    String before = "let a = ones((2, 3))\nlet b = a.T\n";
    String after = "fn f(x: f64[n]) = x * 2.0\nlet c = f(ones(4))\n";
    Analysis.World world =
        new Analysis.World(org.tgraph.check.Modules.NONE, org.tgraph.data.DataHeaders.NONE);
    String line = "let d = sum(a @ (b + [[1.0, 2.0]]), axis=1) |> exp";
    List<String> whole = labels(Analysis.of(new Source("x", before + after), world));
    for (int end = 0; end <= line.length(); end++) {
      String text = before + line.substring(0, end) + "\n" + after;
      List<String> now = labels(Analysis.of(new Source("x", text), world));
      List<String> kept = now.stream().filter(whole::contains).distinct().toList();
      assertEquals(whole.stream().distinct().toList(), kept, text);
    }
  }

  private static List<String> labels(Analysis analysis) {
    return analysis.hints().stream().map(Hint::label).toList();
  }
}
