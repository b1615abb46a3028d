package org.tgraph.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tgraph.diagnostic.Code;
import org.tgraph.type.DType;

/** A script touches what is below its own folder, and what it was allowed to. */
class DataAccessTest {
  @TempDir private Path temporary;

  private Path outside;
  private Path script;

  @BeforeEach
  void files() throws IOException {
    Path root = temporary.toRealPath();
    outside = Files.createDirectories(root.resolve("outside"));
    Path own = Files.createDirectories(root.resolve("project/scripts"));
    Files.createDirectories(own.resolve("data"));
    Files.createDirectories(root.resolve("project/data"));
    script = own.resolve("a.tgraph");
    for (Path folder : List.of(outside, own, own.resolve("data"), root.resolve("project/data"))) {
      Files.writeString(folder.resolve("x.csv"), "a\n1\n");
    }
    Files.createSymbolicLink(own.resolve("escape.csv"), outside.resolve("x.csv"));
    Files.createSymbolicLink(own.resolve("escape"), outside);
    Files.createSymbolicLink(own.resolve("dangling.csv"), outside.resolve("none.csv"));
    Files.createSymbolicLink(own.resolve("inside.csv"), own.resolve("data/x.csv"));
    Files.createSymbolicLink(own.resolve("loop.csv"), own.resolve("loop.csv"));
  }

  private DataAccess access() {
    return DataAccess.forScript(script, List.of(), List.of());
  }

  private static String outcome(DataResult<Path> result) {
    return switch (result) {
      case DataResult.Found<Path> found -> "found";
      case DataResult.Failed<Path>(DataProblem problem) -> problem.code().name();
    };
  }

  private String reading(String written) {
    return outcome(access().toRead(written));
  }

  private String writing(String written) {
    return outcome(access().toWrite(written));
  }

  @Test
  void reading() {
    assertEquals("found", reading("x.csv"));
    assertEquals("found", reading("data/x.csv"));
    assertEquals("found", reading("./data/../x.csv"));
    assertEquals("found", reading(script.resolveSibling("x.csv").toString()));
    assertEquals("found", reading("inside.csv"));
    assertEquals("TG0705", reading("../data/x.csv"));
    assertEquals("TG0705", reading("../../outside/x.csv"));
    assertEquals("TG0705", reading(outside.resolve("x.csv").toString()));
    assertEquals("TG0705", reading("/etc/passwd"));
    assertEquals("TG0705", reading("escape.csv"));
    assertEquals("TG0705", reading("escape/x.csv"));
    // Not even whether it is there is told.
    assertEquals("TG0705", reading("escape/none.csv"));
    assertEquals("TG0705", reading("../none.csv"));
    assertEquals("TG0701", reading("none.csv"));
    assertEquals("TG0701", reading("none/x.csv"));
    assertEquals("TG0701", reading("dangling.csv"));
    assertEquals("TG0701", reading(""));
    assertEquals("TG0701", reading("a\0b"));
    assertEquals("TG0702", reading("loop.csv"));
    assertEquals("TG0702", reading("data"));
    assertEquals("TG0702", reading("."));
  }

  @Test
  void writing() throws IOException {
    assertEquals("found", writing("new.csv"));
    assertEquals("found", writing("x.csv"));
    assertEquals("found", writing("data/new.csv"));
    assertEquals("TG0705", writing("../new.csv"));
    assertEquals("TG0705", writing("escape.csv"));
    assertEquals("TG0705", writing("escape/new.csv"));
    assertEquals("TG0706", writing("dangling.csv"));
    assertEquals("TG0706", writing("none/new.csv"));
    assertEquals("TG0706", writing("data"));
    // A link that stays inside is written through, not replaced.
    DataResult<Path> link = access().toWrite("inside.csv");
    assertEquals(script.resolveSibling("data/x.csv"), ReadFilesTest.found(link));
  }

  @Test
  void allowed() {
    DataAccess access =
        DataAccess.forScript(script, List.of(outside), List.of(outside.resolve("y.csv")));
    assertEquals("found", outcome(access.toRead("../../outside/x.csv")));
    assertEquals("found", outcome(access.toRead("escape/x.csv")));
    assertEquals("TG0705", outcome(access.toWrite("../../outside/x.csv")));
    assertEquals("found", outcome(access.toWrite("../../outside/y.csv")));
  }

  @Test
  void project() throws IOException {
    Path project = script.getParent().getParent();
    Files.createFile(project.resolve(ProjectFolder.MARKER));
    assertEquals("found", reading("../data/x.csv"));
    assertEquals("found", writing("../data/new.csv"));
    assertEquals("TG0705", reading("../../outside/x.csv"));
    assertEquals("TG0705", reading("escape.csv"));
    // A repository below the marker is not of that project.
    Files.createDirectory(script.resolveSibling(".git"));
    assertEquals("TG0705", reading("../data/x.csv"));
    assertEquals(script.getParent(), ProjectFolder.of(script.getParent()));
  }

  @Test
  void samplesAreAProject() {
    DataAccess tour =
        DataAccess.forScript(Path.of("../samples/tour/03-data.tgraph"), List.of(), List.of());
    assertEquals("found", outcome(tour.toRead("../data/longley.csv")));
    assertEquals("TG0705", outcome(tour.toRead("../../pom.xml")));
    assertEquals("found", outcome(tour.toWrite("longley-residuals.npy")));
  }

  /** A file that {@code --input} names. */
  @Test
  void given() {
    Path given = outside.resolve("x.csv");
    DataAccess access = DataAccess.forScript(script, List.of(given), List.of());
    assertEquals("found", outcome(access.toRead(given.toString())));
    assertEquals("TG0705", outcome(access.toRead(outside.resolve("y.csv").toString())));
  }

  @Test
  void didYouMean() {
    assertEquals(
        "The file `data/y.csv` does not exist; did you mean `data/x.csv`?",
        ((DataResult.Failed<Path>) access().toRead("data/y.csv")).problem().message());
    assertEquals(
        "The file `data/something.csv` does not exist.",
        ((DataResult.Failed<Path>) access().toRead("data/something.csv")).problem().message());
    assertEquals(Optional.empty(), access().similar("../../outside/y.csv"));
  }

  @Test
  void headersAreRemembered() throws IOException {
    FileHeaders headers = new FileHeaders(access());
    Path file = script.resolveSibling("x.csv");
    DataHeaders.Header first = headers.header("x.csv");
    assertInstanceOf(DataHeaders.Header.Found.class, first);
    assertTrue(first == headers.header("x.csv"));
    Files.writeString(file, "a\n1.5\n");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    DataNode second = ((DataHeaders.Header.Found) headers.header("x.csv")).content();
    DataNode.Numbers column = (DataNode.Numbers) ((DataNode.Fields) second).fields().get("a");
    assertEquals(DType.F64, column.dtype());
    assertEquals(
        Optional.of("x.csv"), ((DataHeaders.Header.Missing) headers.header("y.csv")).similar());
    DataHeaders.Header escape = headers.header("../data/x.csv");
    assertEquals(Code.TG0705, ((DataHeaders.Header.Bad) escape).problem().code());
    assertEquals(Optional.empty(), headers.misfit("x.csv", List.of("a"), DType.F64));
    assertEquals(
        "The file `x.csv` has `1.5` in row 2, column `a`, which is not a whole number, as `i64` is.",
        headers.misfit("x.csv", List.of("a"), DType.I64).get().message());
    DataHeaders.Header odd = headers.header("a.tgraph");
    assertInstanceOf(DataHeaders.Header.Missing.class, odd);
  }
}
