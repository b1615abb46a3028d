package org.tgraph.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tgraph.source.Source;
import org.tgraph.syntax.Parser;

/** The programs of the repository, as material for tests of laws that hold for all of them. */
public final class Corpus {
  private Corpus() {}

  /** All programs, in a fixed order. */
  public static List<Source> all() {
    return Stream.of("samples", "stdlib", "language/src/test/golden", "interpreter")
        .map(folder -> Golden.root().resolve(folder))
        .filter(Files::isDirectory)
        .flatMap(Corpus::below)
        .map(Golden::read)
        .toList();
  }

  /** Those without a mistake in their syntax. */
  public static List<Source> valid() {
    return all().stream().filter(source -> Parser.parse(source).diagnostics().isEmpty()).toList();
  }

  /** The scripts in a folder and below, in order. */
  public static Stream<Path> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".tgraph"))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
