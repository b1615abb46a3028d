package org.tgraph.cli;

import picocli.CommandLine.Option;

/** {@code --format}, for commands that can also answer to machines. */
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default: text.")
  private OutputFormat format = OutputFormat.TEXT;

  boolean isJson() {
    return format == OutputFormat.JSON;
  }
}
