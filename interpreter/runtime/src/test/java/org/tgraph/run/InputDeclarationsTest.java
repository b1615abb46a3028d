package org.tgraph.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tgraph.check.Checker;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataAccess;
import org.tgraph.data.FileHeaders;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.module.FileModules;
import org.tgraph.source.Source;

/** What the checker says of an {@code input} whose file has something else. */
class InputDeclarationsTest {
  @TempDir private Path folder;

  @BeforeEach
  void table() throws IOException {
    Files.writeString(
        folder.resolve("table.csv"), "whole,half,gap,as_float\n1,1,1,1.0\n300,2.5,,2.0\n");
  }

  private List<Diagnostic> check(String text) {
    Path script = folder.resolve("script.tgraph");
    return Checker.check(
            new Source("script.tgraph", text),
            new FileModules(script),
            new FileHeaders(DataAccess.forScript(script, List.of(), List.of())),
            Overrides.NONE,
            true)
        .diagnostics();
  }

  private Diagnostic one(String column, String type) {
    List<Diagnostic> all =
        check("input t: {%s: %s} = read(\"table.csv\")\nprint(t)\n".formatted(column, type));
    assertEquals(1, all.size(), all.toString());
    return all.get(0);
  }

  @Test
  void textReadsAsWhatIsDeclaredIfEachNumberFits() {
    assertEquals(
        List.of(),
        check(
            "input t: {whole: f32[n], as_float: i64[n], gap: f64[n]} = read(\"table.csv\")\n"
                + "print(t)\n"));
  }

  @Test
  void theFirstThatDoesNotFitIsNamedByRowAndColumn() {
    Diagnostic half = one("half", "i64[n]");
    assertTrue(half.message().contains("row 3"), half.message());
    assertTrue(half.message().contains("`half`"), half.message());
    Diagnostic gap = one("gap", "i64[n]");
    assertTrue(gap.message().contains("row 3"), gap.message());
    Diagnostic small = one("whole", "i8[n]");
    assertTrue(small.message().contains("300"), small.message());
  }

  @Test
  void aFileNamedAlikeIsOffered() {
    List<Diagnostic> all = check("input t: f64[n, 4] = read(\"tabel.csv\")\nprint(t)\n");
    assertEquals(1, all.size(), all.toString());
    assertEquals("\"table.csv\"", all.get(0).fixes().get(0).edits().get(0).replacement());
  }
}
