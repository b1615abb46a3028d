package org.tgraph.lsp;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tgraph.diagnostic.Code;

/**
 * Where the pages stand that explain diagnostics: in this installation, which the launcher names in
 * the property {@code tgraph.home}. A link to one works without a network.
 */
final class ErrorPages {
  private ErrorPages() {}

  /** The page of a code, as a URI; nothing if this installation has none. */
  static Optional<String> of(Code code) {
    return Optional.ofNullable(System.getProperty("tgraph.home"))
        .map(home -> Path.of(home, "errors", code.name() + ".md"))
        .filter(Files::isRegularFile)
        .map(page -> page.toUri().toString());
  }
}
