package org.tgraph.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataAccess;
import org.tgraph.data.FileHeaders;
import org.tgraph.data.ProjectFolder;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.source.Source;

/** Scripts that read and save files, from their text to what they leave behind. */
class ScriptFilesTest {
  @TempDir private Path folder;

  private final List<String> printed = new ArrayList<>();

  @BeforeEach
  void files() throws IOException {
    Files.createFile(folder.resolve(ProjectFolder.MARKER));
    Files.createDirectory(folder.resolve("data"));
    Files.createDirectory(folder.resolve("scripts"));
    Files.writeString(folder.resolve("data/x.csv"), "name,whole,gaps\na,1,1.5\nb,2,\na,3,2\n");
  }

  /** The codes of what went wrong. */
  private List<String> run(String text, Map<String, Path> given) {
    Path script = folder.resolve("scripts/a.tgraph");
    DataAccess access = DataAccess.forScript(script, List.copyOf(given.values()), List.of());
    Map<String, String> paths = new HashMap<>();
    given.forEach((name, path) -> paths.put(name, path.toString()));
    Checked checked =
        Checker.check(
            new Source("a.tgraph", text),
            Modules.NONE,
            new FileHeaders(access),
            new Overrides(paths),
            true);
    List<Diagnostic> problems = new ArrayList<>(checked.diagnostics());
    if (!checked.hasErrors()) {
      ScriptRunner runner =
          new ScriptRunner(
              checked.program(),
              new ReferenceBackend(),
              new FileStore(access),
              (span, values) -> values.forEach(v -> printed.add(v.toString())));
      problems.addAll(runner.run());
    }
    return problems.stream().map(d -> d.code() + " " + d.message()).toList();
  }

  @Test
  void readsAndSaves() throws IOException {
    String script =
        """
        input d: {whole: f64[n], name: str[n], gaps: f32[n]} = read("../data/x.csv")
        print(d.whole + 1.0, d.name == "a", d.gaps, d.name)
        save("out.csv", {twice: d.whole * 2.0, name: d.name})
        """;
    assertEquals(List.of(), run(script, Map.of()));
    assertEquals(
        List.of(
            "Tensor[array=f64[3](2.0, 3.0, 4.0)]",
            "Tensor[array=bool[3](true, false, true)]",
            "Tensor[array=f32[3](1.5, nan, 2.0)]",
            "Texts[shape=[3], elements=[a, b, a]]"),
        printed);
    assertEquals(
        "twice,name\n2.0,a\n4.0,b\n6.0,a\n", Files.readString(folder.resolve("scripts/out.csv")));
  }

  @Test
  void anotherFileIsGiven() throws IOException {
    Path other = Files.writeString(folder.resolve("data/other.csv"), "whole\n7\n");
    String script = "input d: {whole: f64[n]} = read(\"../data/x.csv\")\nprint(d.whole)\n";
    assertEquals(List.of(), run(script, Map.of("d", other)));
    assertEquals(List.of("Tensor[array=f64[1](7.0)]"), printed);
  }

  @Test
  void outsideIsRefused() {
    assertEquals(
        List.of(
            "TG0705 The file `../../x.csv` is outside the folder in which the script may read;"
                + " `--allow-read=FOLDER` allows another."),
        run("input d = read(\"../../x.csv\")\n", Map.of()));
    assertEquals(
        List.of(
            "TG0705 The file `../../x.npy` is outside the folder in which the script may write;"
                + " `--allow-write=FOLDER` allows another."),
        run("save(\"../../x.npy\", 1.0)\n", Map.of()));
  }
}
