package org.tgraph.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.tgraph.source.Source;

/** The modules that are written in the language and travel in our jar. Each is read once. */
public final class StandardLibrary {
  private static final String EXTENSION = ".tgraph";
  private static final String FOLDER = "/org/tgraph/stdlib";
  private static final Map<String, Optional<Source>> SOURCES = new ConcurrentHashMap<>();

  private StandardLibrary() {}

  /** The text of a module, the same one each time; nothing if there is no such module. */
  public static Optional<Source> find(String name) {
    return SOURCES.computeIfAbsent(name, StandardLibrary::read);
  }

  private static Optional<Source> read(String name) {
    String file = name + EXTENSION;
    try (InputStream in = StandardLibrary.class.getResourceAsStream(FOLDER + "/" + file)) {
      if (in == null) {
        return Optional.empty();
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Optional.of(Source.ofLibrary("stdlib/" + file, text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all modules. */
  public static List<String> names() {
    URL folder = StandardLibrary.class.getResource(FOLDER);
    if (folder == null) {
      return List.of();
    }
    try {
      URI uri = folder.toURI();
      if (!uri.getScheme().equals("jar")) {
        return names(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return names(jar.getPath(FOLDER));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(EXTENSION))
          .map(name -> name.substring(0, name.length() - EXTENSION.length()))
          .sorted()
          .toList();
    }
  }
}
