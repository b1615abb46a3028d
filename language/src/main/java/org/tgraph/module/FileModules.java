package org.tgraph.module;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tgraph.check.Modules;
import org.tgraph.source.Source;

/** Finds modules beside a script. */
public final class FileModules implements Modules {
  private static final String EXTENSION = ".tgraph";

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
    if (beside.equals(script) || !Files.isRegularFile(beside)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Source(beside.toString(), text(Files.readAllBytes(beside))));
    } catch (IOException e) {
      // Not to be read, which is told as if it were not there.
      return Optional.empty();
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
    return List.copyOf(names);
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
