package org.tgraph.lsp;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/** Between offsets and the protocol's lines and columns; the only place that knows both. */
final class Convert {
  private Convert() {}

  static Position position(Source source, int offset) {
    var at = source.position(Math.min(offset, source.text().length()));
    return new Position(at.line(), at.character());
  }

  static Range range(Span span) {
    return new Range(position(span.source(), span.start()), position(span.source(), span.end()));
  }

  /** The offset of a position; one behind the end of its line or of the text is moved to that. */
  static int offset(Source source, Position position) {
    if (position.getLine() >= source.lines()) {
      return source.text().length();
    }
    int line = Math.max(position.getLine(), 0);
    int column = Math.min(Math.max(position.getCharacter(), 0), source.line(line).length());
    return source.lineStart(line) + column;
  }

  static Range whole(Source source) {
    return new Range(new Position(0, 0), position(source, source.text().length()));
  }

  static List<TextEdit> edits(List<Fix.Edit> edits) {
    return edits.stream().map(e -> new TextEdit(range(e.span()), e.replacement())).toList();
  }

  /** The file that a document is; nothing for one that was never saved. */
  static Optional<Path> path(String uri) {
    try {
      URI parsed = URI.create(uri);
      return "file".equals(parsed.getScheme()) ? Optional.of(Path.of(parsed)) : Optional.empty();
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The document that a source is: sources of files are named by their path. */
  static Optional<String> uri(Source source) {
    try {
      Path path = Path.of(source.name());
      return path.isAbsolute() ? Optional.of(path.toUri().toString()) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
