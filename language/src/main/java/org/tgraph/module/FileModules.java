package org.tgraph.module;

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
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tgraph.check.Modules;
import org.tgraph.source.Source;

/** Finds modules beside a script, and in the standard library, which travels in our jar. */
public final class FileModules implements Modules {
  private static final String EXTENSION = ".tgraph";
  private static final String LIBRARY = "/org/tgraph/stdlib";

  private final Path script;

  /**
   * @param script the file, as messages name it; modules beside it are named likewise
   */
  public FileModules(Path script) {
    this.script = script;
  }

  @Override
  public Optional<Source> find(String name) {
    Path beside = script.resolveSibling(name + EXTENSION);
    if (!beside.equals(script) && Files.isRegularFile(beside)) {
      try {
        byte[] bytes = Files.readAllBytes(beside);
        return Optional.of(new Source(beside.toString(), text(bytes)));
      } catch (IOException e) {
        // Not to be read, which is told as if it were not there.
        return library(name);
      }
    }
    return library(name);
  }

  private static Optional<Source> library(String name) {
    String resource = LIBRARY + "/" + name + EXTENSION;
    try (InputStream in = Modules.class.getResourceAsStream(resource)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new Source("stdlib/" + name + EXTENSION, text(in.readAllBytes())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes that are no UTF-8 become a character that the parser rejects, with its place. */
  private static String text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  @Override
  public List<String> names() {
    TreeSet<String> names = new TreeSet<>();
    Path folder = script.toAbsolutePath().getParent();
    collect(folder, names);
    String own = script.getFileName().toString();
    names.removeIf(name -> own.equals(name + EXTENSION));
    URL library = Modules.class.getResource(LIBRARY);
    if (library != null) {
      collect(library, names);
    }
    return List.copyOf(names);
  }

  private static void collect(URL library, TreeSet<String> names) {
    try {
      URI uri = library.toURI();
      if (uri.getScheme().equals("jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
          collect(jar.getPath(LIBRARY), names);
        }
      } else {
        collect(Path.of(uri), names);
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void collect(Path folder, TreeSet<String> names) {
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(EXTENSION))
          .forEach(name -> names.add(name.substring(0, name.length() - EXTENSION.length())));
    } catch (IOException e) {
      // A folder that cannot be listed has no names to suggest.
      return;
    }
  }
}
