package org.tgraph.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Label;
import org.tgraph.syntax.Parsed;
import org.tgraph.type.SizeVar;

/**
 * What is known of one version of a script, for the editor.
 *
 * @param diagnostics those of the parser too, in the order of the text
 * @param whole what was found out about the script as a whole: the functions it defines
 * @param parts what was found out about each statement, by its place in the script; nothing of one
 *     that says nothing by itself
 * @param places where places in the parts are now
 * @param origins where each size gets its meaning, as a place in the part that made it
 * @param values the values that sizes have in the files that were read
 */
public record Findings(
    Parsed parsed,
    List<Diagnostic> diagnostics,
    Part whole,
    List<Optional<Part>> parts,
    Places places,
    Map<SizeVar, Label> origins,
    Map<SizeVar, Long> values) {
  public Findings {
    diagnostics = List.copyOf(diagnostics);
    parts = List.copyOf(parts);
  }

  /** How many mistakes there are. */
  public long errors() {
    return diagnostics.stream().filter(Diagnostic::isError).count();
  }

  /** Where a size gets its meaning. */
  public Optional<Label> origin(SizeVar size) {
    return Optional.ofNullable(origins.get(size))
        .flatMap(l -> places.now(l.span()).map(s -> new Label(s, l.text())));
  }

  public Optional<Long> value(SizeVar size) {
    return Optional.ofNullable(values.get(size));
  }
}
