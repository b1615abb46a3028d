package org.tgraph.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.tgraph.op.Core;
import org.tgraph.op.Ops;
import org.tgraph.run.Backend;
import org.tgraph.run.Coverage;

/**
 * The table of backends for machines: {@code [{"name": …, "description": …, "available": true,
 * "reason": "", "operations": [{"name": "exp", "role": "primitive", "types": {"f64": {"how": "own",
 * "reason": ""}}}]}]}; {@code how} is {@code own}, {@code host} or {@code gap}.
 */
final class BackendsJson {
  private BackendsJson() {}

  static String of(List<Backend> backends) {
    return backends.stream()
        .map(BackendsJson::backend)
        .collect(Collectors.joining(",\n", "[\n", "\n]"));
  }

  private static String backend(Backend backend) {
    String rows =
        backend.unavailable().isPresent()
            ? ""
            : Coverage.of(backend).rows().stream()
                .map(BackendsJson::row)
                .collect(Collectors.joining(",\n    ", "\n    ", "\n  "));
    return "  {\"name\": %s, \"description\": %s, \"available\": %b, \"reason\": %s, \"operations\": [%s]}"
        .formatted(
            JsonText.quote(backend.name()),
            JsonText.quote(backend.description()),
            backend.unavailable().isEmpty(),
            JsonText.quote(backend.unavailable().orElse("")),
            rows);
  }

  private static String row(Coverage.Row row) {
    return row.lowerings().entrySet().stream()
        .map(e -> {
          String word = BackendsTable.word(e.getValue());
          return "\"%s\": {\"how\": \"%s\", \"reason\": %s}"
              .formatted(
                  e.getKey(),
                  word.equals("-") ? "gap" : word,
                  JsonText.quote(BackendsTable.reason(e.getValue())));
        })
        .collect(
            Collectors.joining(
                ", ",
                "{\"name\": %s, \"role\": \"%s\", \"types\": {"
                    .formatted(JsonText.quote(row.op()), Core.role(Ops.named(row.op()))),
                "}}"));
  }
}
