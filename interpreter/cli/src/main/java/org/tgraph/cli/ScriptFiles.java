package org.tgraph.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Scripts named on the command line, folders standing for the scripts in and below them. */
final class ScriptFiles {
  private ScriptFiles() {}

  /**
   * The scripts in the order of the command line, those of a folder sorted. Folders that begin with
   * a dot and Maven's {@code target} are passed over.
   *
   * @throws UsageProblem for a folder that holds no script
   */
  static List<String> expand(List<String> given) {
    List<String> files = new ArrayList<>();
    for (String name : given) {
      if (name.equals(ScriptFile.STDIN) || !Files.isDirectory(Path.of(name))) {
        files.add(name);
        continue;
      }
      List<String> found = below(Path.of(name));
      if (found.isEmpty()) {
        throw new UsageProblem("The folder `" + name + "` holds no script (`*.tgraph`).");
      }
      files.addAll(found);
    }
    return files.stream().distinct().toList();
  }

  private static List<String> below(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<String> files = new ArrayList<>();
      for (Path entry : entries.sorted().toList()) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".")) {
          continue;
        }
        if (Files.isDirectory(entry) && !Files.isSymbolicLink(entry) && !name.equals("target")) {
          files.addAll(below(entry));
        } else if (name.endsWith(".tgraph") && Files.isRegularFile(entry)) {
          files.add(entry.toString());
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
