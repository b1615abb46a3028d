package org.tgraph.run;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.inference.Density;
import org.tgraph.inference.FlatDirection;
import org.tgraph.program.Target;
import org.tgraph.source.Span;

/** Warns, before a sampler begins, of sites with flat priors that data tell only together. */
final class ImproperPosterior {
  /** With more the sentence would be too long. */
  private static final int MOST_NAMED = 4;

  private static final MathContext DIGITS = new MathContext(3);

  private ImproperPosterior() {}

  /** One number of a site. */
  private record Number(String name, int place, Target.Flat of) {}

  static Optional<Diagnostic> warning(
      List<Target.Flat> flats, Density density, Memory memory, Span span, long seed) {
    List<Number> numbers = new ArrayList<>();
    for (Target.Flat flat : flats) {
      int from = ChosenStarts.number(flat.from(), memory);
      long[] shape = flat.shape().substitute(memory.substitution()).values();
      for (String name : Tables.elements(flat.name(), shape)) {
        numbers.add(new Number(name, from++, flat));
      }
    }
    return FlatDirection.find(
            density,
            numbers.stream().mapToInt(Number::place).toArray(),
            numbers.stream().mapToDouble(n -> n.of().isBounded() ? 1 : 0).toArray(),
            seed)
        .map(direction -> warning(numbers, direction, span));
  }

  private static Diagnostic warning(List<Number> numbers, double[] direction, Span span) {
    List<String> changes = new ArrayList<>();
    List<Target.Flat> sites = new ArrayList<>();
    for (int i = 0; i < direction.length; i++) {
      if (direction[i] != 0) {
        changes.add(change(numbers.get(i), direction[i]));
        if (!sites.contains(numbers.get(i).of())) {
          sites.add(numbers.get(i).of());
        }
      }
    }
    int count = changes.size();
    String all =
        count > MOST_NAMED
            ? String.join(", ", changes.subList(0, MOST_NAMED - 1))
                + " and %d others likewise".formatted(count - MOST_NAMED + 1)
            : count == 1
                ? changes.get(0)
                : String.join(", ", changes.subList(0, count - 1))
                    + " and "
                    + changes.get(count - 1);
    Diagnostic d =
        Diagnostic.warning(
            Code.TG0614,
            span,
            "The posterior is improper: its density stays the same if %s, and however often again."
                .formatted(all));
    for (Target.Flat site : sites) {
      d = d.label(site.place(), "its prior is improper");
    }
    return d.note(
        count == 1
            ? "The data say nothing of it, so that draws of it mean nothing. Give it a prior that is a"
                + " distribution, or leave it out."
            : "The data tell them only together, so that draws of one of them mean nothing. Give one a"
                + " prior that is a distribution, or leave it out.");
  }

  private static String change(Number number, double by) {
    String what =
        number.of().isBounded()
            ? "the logarithm of the distance of `%s` from its bound".formatted(number.name())
            : "`" + number.name() + "`";
    String much = new BigDecimal(Math.abs(by)).round(DIGITS).stripTrailingZeros().toPlainString();
    return "%s %s by %s".formatted(what, by < 0 ? "falls" : "grows", much);
  }
}
