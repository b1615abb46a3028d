package org.tgraph.backend.nativecode;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.lower.Planned;
import org.tgraph.backend.nativecode.lower.Program;
import org.tgraph.graph.Equation;
import org.tgraph.op.create.Constant;
import org.tgraph.source.Span;
import org.tgraph.type.SizeVar;

/**
 * What a graph becomes, a line for each value that is kept in memory: which memory, of what type,
 * by which operation of which line; what is computed in the same loops; and what memory is over
 * then.
 */
final class PlanText {
  private final StringBuilder text = new StringBuilder();

  /** Memory in the order in which it is written. */
  private final Map<Buffer, String> names = new HashMap<>();

  private PlanText() {}

  static String of(Program program) {
    return new PlanText().text(program);
  }

  private String text(Program program) {
    long fused = program.plan().stream().mapToLong(p -> members(p).size()).sum();
    text.append(
        "plan: kept in memory %d, computed on the way %d%n"
            .formatted(program.plan().size(), fused));
    program.plan().forEach(this::append);
    return text.toString();
  }

  /** Numbers cost nothing. */
  private static List<Equation> members(Planned planned) {
    return planned.onTheWay().stream().filter(e -> !(e.op() instanceof Constant)).toList();
  }

  private void append(Planned planned) {
    String indent = "  ".repeat(planned.depth() + 1);
    Equation equation = planned.equation();
    for (int i = 0; i < planned.memory().size(); i++) {
      text.append(i == 0 ? indent : ", ")
          .append(name(planned.memory().get(i)))
          .append(": ")
          .append(equation.results().get(i).type().text(SizeVar::shown));
    }
    text.append(" = ").append(named(equation)).append('\n');
    String members =
        members(planned).stream()
            .collect(Collectors.groupingBy(PlanText::line, LinkedHashMap::new, names()))
            .entrySet()
            .stream()
            .map(e -> e.getValue() + e.getKey())
            .collect(Collectors.joining(", "));
    if (!members.isEmpty()) {
      text.append(indent).append("    with ").append(members).append('\n');
    }
    if (planned.steps() > 1) {
      text.append(indent).append("    in blocks of " + planned.steps() + " steps\n");
    }
    if (planned.isByRows() && planned.pass().isEmpty()) {
      text.append(indent).append("    for a few rows at a time\n");
    }
    planned
        .pass()
        .ifPresent(
            m -> text.append(indent).append("    in the loop of ").append(name(m)).append('\n'));
    if (!planned.released().isEmpty()) {
      String over =
          planned.released().stream().map(this::name).sorted().collect(Collectors.joining(", "));
      text.append(indent).append("    then free: ").append(over).append('\n');
    }
  }

  private String name(Buffer memory) {
    return names.computeIfAbsent(memory, m -> "m" + (names.size() + 1));
  }

  private static Collector<Equation, ?, String> names() {
    return Collectors.mapping(e -> e.op().name(), Collectors.joining(" "));
  }

  private static String named(Equation equation) {
    return equation.op().name() + line(equation);
  }

  /** The place in the script, after a space; empty if there is none. */
  private static String line(Equation equation) {
    Optional<Span> place = equation.origin().place();
    return place
        .map(Span::source)
        .map(source -> {
          int line = source.position(place.get().start()).line();
          return " (%s:%d)".formatted(source.name(), source.lineNumber(line));
        })
        .orElse("");
  }
}
