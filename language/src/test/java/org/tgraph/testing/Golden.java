package org.tgraph.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.tgraph.source.Source;

/**
 * Tests by example: each {@code x.tgraph} of a folder has its expected result beside it in {@code
 * x.expected}. A missing expectation is written, and the test fails so that somebody reads it; with
 * {@code -Dgolden=update} all are written anew.
 */
public final class Golden {
  private Golden() {}

  /**
   * One test for each program in {@code folder}.
   *
   * @param folder from the root of the repository: {@code language/src/test/golden/parse}
   * @param result what a program gives; its source is named as its file, without the folder
   */
  public static Stream<DynamicTest> tests(String folder, Function<Source, String> result) {
    return tests(folder, ".tgraph", result);
  }

  /** The same for files with another {@code ending}. */
  public static Stream<DynamicTest> tests(
      String folder, String ending, Function<Source, String> result) {
    return programs(folder, ending).stream()
        .map(program ->
            DynamicTest.dynamicTest(
                program.getFileName().toString(),
                program.toUri(),
                () -> check(program, result.apply(read(program)))));
  }

  /** The programs of a folder, given from the root of the repository. */
  public static List<Path> programs(String folder) {
    return programs(folder, ".tgraph");
  }

  public static List<Path> programs(String folder, String ending) {
    try (Stream<Path> files = Files.list(root().resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Source read(Path program) {
    try {
      return new Source(program.getFileName().toString(), Files.readString(program));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Compares a page that is made from the code, given from the root of the repository, with what
   * the code makes now; with {@code -Dgolden=update} it is written anew.
   */
  public static void page(String path, String actual) throws IOException {
    Path page = root().resolve(path);
    if (System.getProperty("golden", "").equals("update")) {
      Files.writeString(page, actual, StandardCharsets.UTF_8);
    }
    String now = Files.exists(page) ? Files.readString(page) : "";
    assertEquals(
        now,
        actual,
        () -> path + " is out of date: run this test again with -Dgolden=update, and look at it");
  }

  /** The root of the repository. */
  public static Path root() {
    String given = System.getProperty("tgraph.root", "");
    Path at = Path.of(given).toAbsolutePath();
    while (at != null && !Files.exists(at.resolve("language/pom.xml"))) {
      at = at.getParent();
    }
    if (at == null) {
      throw new IllegalStateException("run tests in the repository, or set -Dtgraph.root");
    }
    return at;
  }

  private static void check(Path program, String actual) throws IOException {
    String name = program.getFileName().toString();
    Path expected = program.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".expected");
    boolean missing = !Files.exists(expected);
    if (missing || System.getProperty("golden", "").equals("update")) {
      Files.writeString(expected, actual, StandardCharsets.UTF_8);
    }
    if (missing) {
      fail("wrote the missing " + expected + "; read it, and run again");
    }
    assertEquals(Files.readString(expected), actual, program.toString());
  }
}
