package org.tgraph.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Graph;
import org.tgraph.run.Backend;
import org.tgraph.run.Gaps;
import org.tgraph.run.MemoryUse;
import org.tgraph.run.Prepare;
import org.tgraph.type.SizeVar;

/** How much memory a graph takes on a backend, as {@code tgraph graph --memory} says it. */
final class MemoryText {
  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

  private MemoryText() {}

  /**
   * @param given sizes by their names
   * @param known what files say of others
   * @throws UsageProblem if a size is missing, or the backend cannot say
   */
  static String of(
      Graph graph, Backend backend, Map<String, Long> given, Map<SizeVar, Long> known) {
    Map<SizeVar, Long> sizes = new HashMap<>(known);
    for (String name : given.keySet()) {
      if (graph.sizes().stream().noneMatch(v -> v.name().equals(name))) {
        throw new UsageProblem("The graph has no size `%s`.".formatted(name));
      }
    }
    for (SizeVar var : graph.sizes()) {
      Long size = given.containsKey(var.name()) ? given.get(var.name()) : known.get(var);
      if (size != null && size < 0) {
        throw new UsageProblem("The size `%s` must be 0 or more.".formatted(var.name()));
      }
      if (size == null) {
        throw new UsageProblem(
            "The memory depends on the size `%s`: say `--size=%s=1000`."
                .formatted(var.name(), var.name()));
      }
      sizes.put(var, size);
    }
    Graph prepared = Prepare.forBackend(graph, backend);
    List<Diagnostic> gaps = Gaps.of(prepared, backend);
    Optional<MemoryUse> use = gaps.isEmpty() ? backend.memory(prepared, sizes) : Optional.empty();
    return text(
        backend.name(),
        use.orElseThrow(() ->
            new UsageProblem(
                "The backend `%s` does not know before how much memory it takes."
                    .formatted(backend.name()))));
  }

  private static String text(String backend, MemoryUse use) {
    StringBuilder text = new StringBuilder();
    line(text, "peak of one call on `" + backend + "`", use.total());
    line(text, "  inputs", use.inputs());
    line(text, "  results", use.results());
    line(text, "  constants", use.constants());
    line(text, "  in between, at most", use.between());
    if (!use.isAll()) {
      text.append("What has a size that the data decide is not counted.\n");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String what, long bytes) {
    text.append("%-32s%s%n".formatted(what, amount(bytes)));
  }

  static String amount(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 1024 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return unit == 0
        ? bytes + " bytes"
        : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
  }
}
