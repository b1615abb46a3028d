package org.tgraph.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tgraph.op.Core;
import org.tgraph.op.Ops;
import org.tgraph.run.Coverage;
import org.tgraph.run.Lowering;
import org.tgraph.type.DType;

/** The table of operations and backends for people, with the reasons below it. */
final class BackendsTable {
  private static final String LEGEND =
      "own: by the backend itself; host: in plain Java, with a copy there and back; -: not at all.\n"
          + "An operation that a backend does not have is composed of others where that can be.\n"
          + "primitive: every backend must have it; definition: it may leave it to the host;\n"
          + "composed: made of others.\n";

  private static final int FIRST = 18;
  private static final int COLUMN = 12;
  private static final int LINE = 100;

  private final Paint paint;
  private final List<Coverage> coverages;
  private final Map<String, List<String>> remarks = new LinkedHashMap<>();
  private final Map<String, Map<DType, String>> missing = new LinkedHashMap<>();

  BackendsTable(List<Coverage> coverages, Paint paint) {
    this.coverages = coverages;
    this.paint = paint;
    coverages.forEach(c -> missing.put(c.backend(), missing(c)));
  }

  String text() {
    StringBuilder out = new StringBuilder(LEGEND).append('\n');
    missing.forEach((backend, types) -> {
      Map<String, List<String>> byReason = new LinkedHashMap<>();
      types.forEach((type, why) ->
          byReason.computeIfAbsent(why, k -> new ArrayList<>()).add(type.toString()));
      byReason.forEach((why, names) ->
          out.append("%s: nothing on %s: %s\n".formatted(backend, String.join(", ", names), why)));
    });
    StringBuilder head = new StringBuilder(pad("operation", FIRST)).append(pad("role", COLUMN));
    coverages.forEach(c -> head.append(pad(c.backend(), COLUMN)));
    out.append('\n').append(paint.bold(head.toString().stripTrailing())).append('\n');
    int rows = coverages.isEmpty() ? 0 : coverages.get(0).rows().size();
    for (int i = 0; i < rows; i++) {
      String name = coverages.get(0).rows().get(i).op();
      StringBuilder line = new StringBuilder(pad(name, FIRST));
      line.append(pad(Core.role(Ops.named(name)).toString(), COLUMN));
      for (Coverage coverage : coverages) {
        line.append(pad(cell(coverage.rows().get(i), coverage.backend()), COLUMN));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    remarks.forEach((what, operations) ->
        out.append('\n').append(paint.bold(what)).append('\n').append(wrapped(operations)));
    return out.toString();
  }

  /** The element types on which a backend has nothing at all, and why. */
  private static Map<DType, String> missing(Coverage coverage) {
    Map<DType, String> missing = new EnumMap<>(DType.class);
    for (DType type : DType.values()) {
      List<Lowering> all =
          coverage.rows().stream()
              .filter(row -> row.lowerings().containsKey(type))
              .map(row -> row.lowerings().get(type))
              .distinct()
              .toList();
      if (all.size() == 1 && all.get(0) instanceof Lowering.Gap gap) {
        missing.put(type, gap.reason());
      }
    }
    return missing;
  }

  /** One word for each way in which an operation is done; the reasons become remarks. */
  private String cell(Coverage.Row row, String backend) {
    Map<Lowering, Set<DType>> kinds = new LinkedHashMap<>();
    row.lowerings()
        .forEach((type, how) -> {
          if (!missing.get(backend).containsKey(type)) {
            kinds.computeIfAbsent(how, k -> EnumSet.noneOf(DType.class)).add(type);
          }
        });
    kinds.forEach((how, types) -> {
      if (!reason(how).isEmpty()) {
        String names = types.stream().map(DType::toString).collect(Collectors.joining(" "));
        String key = "%s, %s: %s".formatted(backend, word(how), reason(how));
        remarks
            .computeIfAbsent(key, k -> new ArrayList<>())
            .add(kinds.size() == 1 ? row.op() : row.op() + " (" + names + ")");
      }
    });
    return kinds.keySet().stream()
        .map(BackendsTable::word)
        .distinct()
        .sorted()
        .collect(Collectors.joining("/"));
  }

  private static String wrapped(List<String> items) {
    StringBuilder out = new StringBuilder(" ");
    int column = 1;
    for (int i = 0; i < items.size(); i++) {
      String item = " " + items.get(i) + (i + 1 < items.size() ? "," : "");
      if (column + item.length() > LINE) {
        out.append("\n ");
        column = 1;
      }
      out.append(item);
      column += item.length();
    }
    return out.append('\n').toString();
  }

  static String word(Lowering how) {
    return switch (how) {
      case Lowering.Own own -> "own";
      case Lowering.Host host -> "host";
      case Lowering.Gap gap -> "-";
    };
  }

  static String reason(Lowering how) {
    return switch (how) {
      case Lowering.Own own -> "";
      case Lowering.Host host -> host.reason();
      case Lowering.Gap gap -> gap.reason();
    };
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
