package org.tgraph.lsp;

import java.nio.file.Path;
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
      String beside = script.resolveSibling(name + ".tgraph").toUri().toString();
      return Optional.ofNullable(open.get(beside))
          .map(Document::source)
          .or(() -> onDisk.find(name));
    }

    @Override
    public List<String> names() {
      return onDisk.names();
    }
  }

  Document open(String uri, int version, String text) {
    Optional<Path> path = Convert.path(uri);
    Analysis.World world =
        path.map(p ->
                new Analysis.World(
                    new OpenModules(p),
                    new FileHeaders(DataAccess.forScript(p, List.of(), List.of()))))
            .orElseGet(() ->
                new Analysis.World(new FileModules(Path.of("/untitled.tgraph")), DataHeaders.NONE));
    Source source = new Source(path.map(Path::toString).orElse(uri), text);
    Document document = new Document(uri, version, source, world);
    open.put(uri, document);
    return document;
  }

  Optional<Document> change(String uri, int version, List<TextDocumentContentChangeEvent> changes) {
    return Optional.ofNullable(open.computeIfPresent(uri, (u, d) -> d.changed(version, changes)));
  }

  void close(String uri) {
    open.remove(uri);
  }

  Optional<Document> get(String uri) {
    return Optional.ofNullable(open.get(uri));
  }

  boolean isNewest(Document document) {
    return open.get(document.uri()) == document;
  }

  Collection<Document> all() {
    return List.copyOf(open.values());
  }

  /** All but {@code except} have to be analysed again: a file around them has changed. */
  Collection<Document> renewed(Optional<String> except) {
    open.replaceAll((uri, d) -> except.filter(uri::equals).isPresent() ? d : d.again());
    return all();
  }
}
