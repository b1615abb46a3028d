package org.tgraph.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Small scripts, each with what it prints beside it, to be run on every backend. */
final class Programs {
  /**
   * @param expected empty if there is none yet
   */
  record Script(String name, String text, String expected) {}

  private Programs() {}

  static List<Script> all() {
    return of("/run");
  }

  /** The scripts of a folder of resources. */
  static List<Script> of(String name) {
    try {
      URI folder = Programs.class.getResource(name).toURI();
      if (folder.getScheme().equals("file")) {
        return in(Path.of(folder));
      }
      try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
        return in(jar.getPath(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Script> in(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(f -> f.toString().endsWith(".tgraph")).sorted().toList();
    }
    List<Script> scripts = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString().replace(".tgraph", "");
      Path expected = file.resolveSibling(name + ".expected");
      String text = Files.exists(expected) ? Files.readString(expected) : "";
      scripts.add(new Script(name, Files.readString(file), text));
    }
    return scripts;
  }
}
