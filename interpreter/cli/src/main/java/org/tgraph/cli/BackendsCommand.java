package org.tgraph.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.tgraph.run.Backend;
import org.tgraph.run.Backends;
import org.tgraph.run.Coverage;
import org.tgraph.run.Lowering;
import org.tgraph.type.DType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tgraph backends}: what each backend does how, and what it does not have. */
@Command(
    name = "backends",
    description = "Lists the backends, and for each operation how they do it.")
final class BackendsCommand implements Callable<Integer> {
  private static final String LEGEND =
      "own: by the backend itself; host: in plain Java, with a copy there and back; -: not at all.\n"
          + "An operation that a backend does not have is composed of others where that can be.";

  private final Console console;
  private final Paint paint;

  @Mixin private FormatOption format;

  BackendsCommand(Console console) {
    this.console = console;
    this.paint = new Paint(console.outColours());
  }

  @Override
  public Integer call() {
    Backends installed = Backends.installed();
    List<Backend> backends = new ArrayList<>();
    installed.names().forEach(name -> installed.named(name).ifPresent(backends::add));
    if (format.isJson()) {
      console.out().println(BackendsJson.of(backends));
      return ExitStatus.FINE;
    }
    for (Backend backend : backends) {
      String state = backend.unavailable().map(why -> "not available: " + why).orElse("available");
      console
          .out()
          .println(paint.bold(backend.name()) + "  " + backend.description() + "; " + state);
    }
    table(backends.stream().filter(b -> b.unavailable().isEmpty()).map(Coverage::of).toList());
    return ExitStatus.FINE;
  }

  private void table(List<Coverage> coverages) {
    console.out().println("\n" + LEGEND + "\n");
    int width = 18;
    StringBuilder head = new StringBuilder(pad("operation", width));
    coverages.forEach(c -> head.append(pad(c.backend(), 12)));
    console.out().println(paint.bold(head.toString().stripTrailing()));
    Map<String, String> reasons = new LinkedHashMap<>();
    int rows = coverages.isEmpty() ? 0 : coverages.get(0).rows().size();
    for (int i = 0; i < rows; i++) {
      StringBuilder line = new StringBuilder(pad(coverages.get(0).rows().get(i).op(), width));
      for (Coverage coverage : coverages) {
        line.append(pad(cell(coverage.rows().get(i), coverage.backend(), reasons), 12));
      }
      console.out().println(line.toString().stripTrailing());
    }
    reasons.forEach((what, why) -> console.out().println("\n" + paint.bold(what) + "\n  " + why));
  }

  /** One word where all element types are alike; else a word and the number of a remark. */
  private static String cell(Coverage.Row row, String backend, Map<String, String> reasons) {
    Map<Lowering, Set<DType>> kinds = new LinkedHashMap<>();
    row.lowerings()
        .forEach(
            (type, how) -> kinds.computeIfAbsent(how, k -> EnumSet.noneOf(DType.class)).add(type));
    String word =
        kinds.keySet().stream()
            .map(BackendsCommand::word)
            .distinct()
            .collect(Collectors.joining("/"));
    kinds.forEach((how, types) -> {
      String reason = reason(how);
      if (!reason.isEmpty()) {
        String names = types.stream().map(DType::toString).collect(Collectors.joining(" "));
        String key = "%s, %s: %s".formatted(backend, word(how), reason);
        reasons.merge(key, row.op() + " (" + names + ")", (a, b) -> a + ", " + b);
      }
    });
    return word;
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
