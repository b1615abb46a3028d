package org.tgraph.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.testing.Golden;

/** The programs that people look at are laid out as {@code tgraph fmt} lays them out. */
class ProgramsAreFormattedTest {
  @TestFactory
  Stream<DynamicTest> samplesAndStandardLibrary() throws IOException {
    List<Path> programs = new ArrayList<>();
    for (String folder : List.of("samples", "stdlib")) {
      try (Stream<Path> all = Files.walk(Golden.root().resolve(folder))) {
        all.filter(ProgramsAreFormattedTest::isProgram).sorted().forEach(programs::add);
      }
    }
    return programs.stream()
        .map(program ->
            DynamicTest.dynamicTest(
                Golden.root().relativize(program).toString(),
                program.toUri(),
                () ->
                    assertEquals(
                        Formatter.format(Golden.read(program)).text(), Files.readString(program))));
  }

  private static boolean isProgram(Path file) {
    return file.toString().endsWith(".tgraph") && !file.toString().contains("/target/");
  }
}
