package org.tgraph.lsp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.tgraph.analysis.Analysis;
import org.tgraph.check.Modules;
import org.tgraph.data.DataAccess;
import org.tgraph.data.DataHeaders;
import org.tgraph.data.FileHeaders;
import org.tgraph.module.FileModules;
import org.tgraph.source.Source;

/** The documents that are open in the editor, in their newest versions. */
final class Documents {
  private final Map<String, Document> open = new ConcurrentHashMap<>();
  private final Recent recent = new Recent();
  private volatile List<Path> roots = List.of();

  /** A module that is open is what the editor has of it, not what the disk has. */
  private final class OpenModules implements Modules {
    private final Path script;
    private final Modules onDisk;

    OpenModules(Path script) {
      this.script = script;
      this.onDisk = new FileModules(script);
    }

    @Override
    public Optional<Source> find(String name) {
      String beside = key(script.resolveSibling(name + ".tgraph").toUri().toString());
      return Optional.ofNullable(open.get(beside))
          .map(Document::source)
          .or(() -> onDisk.find(name));
    }

    @Override
    public List<String> names() {
      return onDisk.names();
    }
  }

  /** The folders that are open: no data file outside of them is looked into. */
  void roots(List<Path> folders) {
    roots = folders.stream().map(f -> f.toAbsolutePath().normalize()).toList();
  }

  List<Path> roots() {
    return roots;
  }

  /** Clients write one URI in several ways: {@code file:/a b} and {@code file:///a%20b}. */
  private static String key(String uri) {
    return Convert.path(uri).map(p -> p.normalize().toUri().toString()).orElse(uri);
  }

  Document open(String uri, int version, String text) {
    Optional<Path> path = Convert.path(uri);
    Source source = new Source(path.map(Path::toString).orElse(uri), text);
    Document document = new Document(uri, version, source, world(path), recent);
    Document before = open.put(key(uri), document);
    if (before != null) {
      before.isOver();
    }
    return document;
  }

  /** What is around a script: modules beside it, data files below its folder. */
  Analysis.World world(Optional<Path> script) {
    return script
        .map(p -> new Analysis.World(new OpenModules(p), new FileHeaders(access(p))))
        .orElseGet(() -> new Analysis.World(Modules.NONE, DataHeaders.NONE));
  }

  /** What the script may read when it runs, as far as it is below a folder that is open. */
  private DataAccess access(Path script) {
    DataAccess access = DataAccess.forScript(script, List.of(), List.of());
    List<Path> inside =
        roots.stream()
            .filter(script::startsWith)
            .map(DataAccess::resolved)
            .filter(r -> access.readable().stream().anyMatch(r::startsWith))
            .toList();
    return inside.isEmpty()
        ? access
        : new DataAccess(access.folder(), List.of(inside.get(0)), access.writable());
  }

  /**
   * The document with the changes; nothing if it is not open, or was changed since that version.
   */
  Optional<Document> change(String uri, int version, List<TextDocumentContentChangeEvent> changes) {
    Document before = open.get(key(uri));
    if (before == null || version <= before.version()) {
      return Optional.empty();
    }
    Document after = before.changed(version, changes);
    open.put(key(uri), after);
    return Optional.of(after);
  }

  void close(String uri) {
    Document before = open.remove(key(uri));
    if (before != null) {
      before.isOver();
    }
  }

  Optional<Document> get(String uri) {
    return Optional.ofNullable(open.get(key(uri)));
  }

  /** The document that a file is, if it is open. */
  Optional<Document> get(Path file) {
    return get(file.toUri().toString());
  }

  Collection<Document> all() {
    return List.copyOf(open.values());
  }

  /** All have to be looked at again: a file around them has changed. */
  Collection<Document> renewed() {
    open.replaceAll((uri, d) -> d.again());
    return all();
  }

  /** Those that a script beside them may be a module of have to be looked at again. */
  List<Document> renewedAround(String changed) {
    String kept = key(changed);
    Optional<Path> folder = Convert.path(changed).map(Path::getParent);
    List<Document> renewed = new ArrayList<>();
    for (Map.Entry<String, Document> entry : open.entrySet()) {
      boolean imports = entry.getValue().source().text().contains("import");
      boolean isBeside =
          folder.isPresent() && Convert.path(entry.getKey()).map(Path::getParent).equals(folder);
      if (imports && isBeside && !entry.getKey().equals(kept)) {
        entry.setValue(entry.getValue().again());
        renewed.add(entry.getValue());
      }
    }
    return renewed;
  }
}
