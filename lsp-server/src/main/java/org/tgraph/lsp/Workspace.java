package org.tgraph.lsp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tgraph.analysis.Analysis;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/** The scripts in the folders that are open, whether they are open themselves or not. */
final class Workspace {
  private static final int MOST_FILES = 5000;
  private static final int DEEPEST = 20;
  private static final Set<String> PASSED_OVER = Set.of("node_modules", "target", "build", "dist");

  private final Documents documents;

  Workspace(Documents documents) {
    this.documents = documents;
  }

  /** One script: its URI as the client has it, and what is known of it. */
  record Script(String uri, Analysis analysis) {}

  /** All scripts of the folders that are open, and those that are open themselves. */
  List<Path> files() {
    Set<Path> files = new TreeSet<>();
    for (Path root : documents.roots()) {
      collect(root, files);
    }
    documents.all().forEach(d -> Convert.path(d.uri()).ifPresent(files::add));
    return List.copyOf(files);
  }

  private static void collect(Path root, Set<Path> files) {
    try {
      Files.walkFileTree(
          root,
          Set.of(),
          DEEPEST,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes of) {
              String name = String.valueOf(folder.getFileName());
              boolean isHidden = name.startsWith(".") || PASSED_OVER.contains(name);
              return isHidden && !folder.equals(root)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes of) {
              if (of.isRegularFile() && file.toString().endsWith(".tgraph")) {
                files.add(file);
              }
              return files.size() < MOST_FILES
                  ? FileVisitResult.CONTINUE
                  : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // A folder that cannot be read has no scripts.
      return;
    }
  }

  /** What is known of a file; nothing if it cannot be read. */
  Optional<Script> script(Path file) {
    Optional<Document> open = documents.get(file);
    if (open.isPresent()) {
      return Optional.of(new Script(open.get().uri(), open.get().analysis()));
    }
    return text(file)
        .map(text ->
            new Script(
                file.toUri().toString(),
                Analysis.of(
                    new Source(file.toString(), text), documents.world(Optional.of(file)))));
  }

  /** The text of a file, as the client or else the disk has it. */
  Optional<String> text(Path file) {
    Optional<Document> open = documents.get(file);
    if (open.isPresent()) {
      return Optional.of(open.get().source().text());
    }
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The script that defines what is at that place; nothing if it is none of a folder. */
  Optional<Script> home(Span definition, Document asked) {
    return definition.source() == asked.source()
        ? Optional.of(new Script(asked.uri(), asked.analysis()))
        : Convert.uri(definition.source()).flatMap(Convert::path).flatMap(this::script);
  }

  /** A script, and those that may import what it defines. */
  List<Script> around(Script home) {
    List<Script> scripts = new ArrayList<>(List.of(home));
    Optional<Path> path = Convert.path(home.uri());
    if (path.isPresent()) {
      String file = path.get().getFileName().toString();
      String module = file.replaceFirst("[.]tgraph$", "");
      beside(path.get()).stream()
          .filter(other -> text(other).filter(t -> t.contains(module)).isPresent())
          .forEach(other -> script(other).ifPresent(scripts::add));
    }
    return scripts;
  }

  /** The other scripts of a folder: modules are found beside the script that imports them. */
  private Set<Path> beside(Path file) {
    Set<Path> others = new TreeSet<>();
    documents.all().forEach(d -> Convert.path(d.uri()).ifPresent(others::add));
    others.removeIf(f -> !file.getParent().equals(f.getParent()));
    try (Stream<Path> files = Files.list(file.getParent())) {
      files.filter(f -> f.toString().endsWith(".tgraph")).forEach(others::add);
    } catch (IOException e) {
      // A folder that is only in the editor yet.
      others.remove(file);
    }
    others.remove(file);
    return others;
  }
}
