package org.tgraph.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.inference.Draws;
import org.tgraph.inference.Measure;
import org.tgraph.inference.Moments;
import org.tgraph.inference.Trouble;
import org.tgraph.program.Sampling;

/** What a person should know of draws before they trust them, and what to do about it. */
final class SamplingWarnings {
  private static final double R_HAT = 1.01;

  /** What R-hat may be by chance where the draws are worth few. */
  private static final double ROUGH_R_HAT = 1.05;

  private static final int EFFECTIVE_A_CHAIN = 100;

  /** The share of what it is in other chains that a number is near 0 at. */
  private static final double VANISHING = 0.01;

  /** By how much the ranks of a site must differ to be told. */
  private static final double TELLING = 0.3;

  private final Sampling sampling;
  private final Trouble trouble;
  private final Memory memory;
  private final Map<String, Array> drawn;

  /**
   * @param memory keeps the measures of what was drawn
   * @param drawn for each site and derived value its draws, all chains
   */
  SamplingWarnings(Sampling sampling, List<Draws> chains, Memory memory, Map<String, Array> drawn) {
    this.sampling = sampling;
    this.memory = memory;
    this.trouble = new Trouble(chains);
    this.drawn = drawn;
  }

  List<Diagnostic> all() {
    List<Diagnostic> all = new ArrayList<>();
    divergences().ifPresent(all::add);
    cutShort().ifPresent(all::add);
    energy().ifPresent(all::add);
    List<Element> elements = elements();
    Optional<Diagnostic> disagreement = disagreement(elements);
    disagreement.or(() -> few(elements)).ifPresent(all::add);
    return all;
  }

  private Diagnostic warning(Code code, String message) {
    return Diagnostic.warning(code, sampling.span(), message);
  }

  private int total() {
    return sampling.settings().chains() * sampling.settings().draws();
  }

  // What the sampler recorded

  private Optional<Diagnostic> divergences() {
    boolean[][] divergent = trouble.divergent();
    int count = 0;
    for (boolean[] chain : divergent) {
      for (boolean is : chain) {
        count += is ? 1 : 0;
      }
    }
    if (count == 0) {
      return Optional.empty();
    }
    double smaller = sampling.settings().target() < 0.95 ? 0.95 : 0.99;
    Diagnostic d =
        warning(
                Code.TG0607,
                "%d of %d draws end a trajectory that diverged.".formatted(count, total()))
            .note(
                "The sampler cannot follow the density there, so that too little may be drawn of"
                    + " it. If they are few, smaller steps may do: `target=%s`."
                        .formatted(smaller));
    return Optional.of(count == total() ? d : blamed(d, divergent));
  }

  /** With the site whose draws differ most from others where trajectories diverge. */
  private Diagnostic blamed(Diagnostic d, boolean[][] divergent) {
    Sampling.Source worst = null;
    String element = "";
    double most = 0;
    for (Sampling.Source source : sampling.target().sources()) {
      Array draws = drawn.get(source.name());
      for (int e = 0; draws != null && e < SummaryRun.elements(draws); e++) {
        double smaller = Trouble.smaller(SummaryRun.chains(draws, e), divergent);
        if (Math.abs(smaller) > Math.abs(most)) {
          most = smaller;
          worst = source;
          element = Tables.elements(source.name(), SummaryRun.shape(draws)).get(e);
        }
      }
    }
    if (Math.abs(most) < TELLING) {
      return d.fix(nonCentred(about -> true));
    }
    String site = worst.name();
    String where = most > 0 ? "small" : "large";
    String words = "most of them are where `%s` is %s".formatted(element, where);
    return d.label(worst.place(), words).fix(nonCentred(about -> about.contains(site)));
  }

  /** The first site that can be stated otherwise, among those that are about certain sites. */
  private Optional<Fix> nonCentred(Predicate<Set<String>> wanted) {
    return sampling.target().sources().stream()
        .flatMap(s -> s.nonCentred().stream())
        .filter(restated -> wanted.test(restated.about()))
        .map(Sampling.Restated::fix)
        .findFirst();
  }

  private Optional<Diagnostic> cutShort() {
    int maxDepth = sampling.settings().maxDepth();
    long count = trouble.cutShort(maxDepth);
    return count == 0
        ? Optional.empty()
        : Optional.of(
            warning(
                    Code.TG0608,
                    "%d of %d trajectories were cut short after 2**%d steps."
                        .formatted(count, total(), maxDepth))
                .note(
                    "The draws are not wrong for that, but worth less: sites are strongly"
                        + " correlated or of very different scales. State them otherwise, or allow"
                        + " longer trajectories: `max_depth=%d`.".formatted(maxDepth + 2)));
  }

  private Optional<Diagnostic> energy() {
    List<Double> fractions = trouble.energies();
    String low =
        IntStream.range(0, fractions.size())
            .filter(i -> fractions.get(i) < Trouble.LOW_ENERGY)
            .mapToObj(i -> "%s of chain %d".formatted(number(fractions.get(i)), i + 1))
            .collect(Collectors.joining(", "));
    return low.isEmpty()
        ? Optional.empty()
        : Optional.of(
            warning(
                    Code.TG0609,
                    "The energy is explored slowly: the Bayesian fraction of missing information is "
                        + low
                        + ".")
                .note(
                    "Below %s the tails may not have been reached. Most often the scale of a"
                            .formatted(Trouble.LOW_ENERGY)
                        + " hierarchy or a heavy-tailed prior is to blame."));
  }

  // What the draws themselves say

  /**
   * One number of what is drawn.
   *
   * @param place which number of a draw
   */
  private record Element(String name, Array draws, int place, double[] measures) {
    double[][] chains() {
      return SummaryRun.chains(draws, place);
    }

    double of(Measure measure) {
      return measures[measure.ordinal()];
    }

    double[] means() {
      return Arrays.stream(chains()).mapToDouble(Moments::mean).toArray();
    }

    /** Whether the chains are further from each other than the draws of most of them. */
    boolean isApart() {
      double[] means = means();
      Arrays.sort(means);
      double[] spreads = Arrays.stream(chains()).mapToDouble(Moments::variance).sorted().toArray();
      double spread = Math.sqrt(spreads[spreads.length / 2]);
      return means[means.length - 1] - means[0] > 4 * spread;
    }

    boolean isPositive() {
      return Arrays.stream(chains()).flatMapToDouble(Arrays::stream).allMatch(x -> x > 0);
    }

    double effective() {
      return Math.min(of(Measure.ESS_BULK), of(Measure.ESS_TAIL));
    }
  }

  private List<Element> elements() {
    List<Element> all = new ArrayList<>();
    drawn.forEach((name, draws) -> {
      double[][] measures = memory.measures(draws);
      List<String> names = Tables.elements(name, SummaryRun.shape(draws));
      for (int e = 0; e < measures.length; e++) {
        all.add(new Element(names.get(e), draws, e, measures[e]));
      }
    });
    return all;
  }

  private Optional<Diagnostic> disagreement(List<Element> elements) {
    boolean isTelling =
        elements.stream()
            .anyMatch(e -> e.of(Measure.R_HAT) > (e.effective() < enough() ? ROUGH_R_HAT : R_HAT));
    if (!isTelling) {
      return Optional.empty();
    }
    // Those too of which it may be chance: one that is far off is to be named before one that is
    // known to be a little off.
    List<Element> bad =
        elements.stream()
            .filter(e -> e.of(Measure.R_HAT) > R_HAT)
            .sorted(Comparator.comparingDouble(e -> -e.of(Measure.R_HAT)))
            .toList();
    Element worst = bad.get(0);
    String others =
        switch (bad.size()) {
          case 1 -> "";
          case 2 -> ", and of one other number it is above " + R_HAT;
          default -> ", and of %d others it is above %s".formatted(bad.size() - 1, R_HAT);
        };
    Diagnostic d =
        warning(
            Code.TG0610,
            "The chains do not agree: R-hat of `%s` is %s%s."
                .formatted(worst.name(), number(worst.of(Measure.R_HAT)), others));
    Optional<String> apart = apart(worst, elements);
    return Optional.of(
        d.note(
            apart.orElse(
                "What is computed of these draws cannot be trusted. More draws and a longer warmup"
                    + " help if the chains are only slow: `warmup=%d, draws=%d`."
                        .formatted(
                            Math.max(1000, 2 * sampling.settings().warmup()),
                            Math.max(1000, 2 * sampling.settings().draws())))));
  }

  /** Whether the chains are in different places, and which did not move. */
  private Optional<String> apart(Element worst, List<Element> elements) {
    List<Double> moved = trouble.moved();
    for (int i = 0; i < moved.size(); i++) {
      if (moved.get(i) < 0.05) {
        return Optional.of(
            "Chain %d hardly ever left its start: %s of its trajectories ended elsewhere."
                .formatted(i + 1, percent(moved.get(i))));
      }
    }
    Optional<String> vanishing = vanishing(elements);
    if (vanishing.isPresent() || !worst.isApart()) {
      return vanishing;
    }
    String means =
        Arrays.stream(worst.means())
            .mapToObj(SamplingWarnings::number)
            .collect(Collectors.joining(", "));
    String densities =
        trouble.logDensities().stream()
            .map(SamplingWarnings::number)
            .collect(Collectors.joining(", "));
    return Optional.of(
        ("The chains sit in different places: the means of `%s` are %s, and the mean log densities"
                + " %s. The posterior may have several modes, or a place without bounds.")
            .formatted(worst.name(), means, densities));
  }

  /**
   * A positive number that is near 0 in the chain with the highest density, and nowhere else: most
   * likely a scale, which makes the density of equal data as high as it is small.
   */
  private Optional<String> vanishing(List<Element> elements) {
    List<Double> densities = trouble.logDensities();
    int top = densities.indexOf(densities.stream().max(Comparator.naturalOrder()).orElseThrow());
    for (Element e : elements) {
      double[] means = e.means();
      double near = means[top];
      double others =
          IntStream.range(0, means.length)
              .filter(i -> i != top)
              .mapToDouble(i -> means[i])
              .min()
              .orElse(near);
      if (e.isPositive() && near < VANISHING * others) {
        return Optional.of(
            ("In chain %d `%s` is %s on average, in the others at least %s, and the density is the"
                    + " highest there. It may rise without bounds, as that of a normal distribution"
                    + " does whose scale goes to 0 where several data are equal: there is no"
                    + " posterior then. Give it a prior that keeps it from 0, such as `LogNormal`"
                    + " or `InverseGamma`.")
                .formatted(top + 1, e.name(), number(near), number(others)));
      }
    }
    return Optional.empty();
  }

  private int enough() {
    return EFFECTIVE_A_CHAIN * sampling.settings().chains();
  }

  private Optional<Diagnostic> few(List<Element> elements) {
    int enough = enough();
    return elements.stream()
        .filter(e -> e.effective() < enough)
        .min(Comparator.comparingDouble(Element::effective))
        .map(worst ->
            warning(
                    Code.TG0611,
                    "The draws of `%s` are worth no more than %.0f independent ones."
                        .formatted(worst.name(), worst.effective()))
                .note(
                    "Quantiles and R-hat need about %d. Draw more: `draws=%d`."
                        .formatted(enough, more(worst.effective(), enough))));
  }

  /** How many draws would be enough, to two digits. */
  private long more(double effective, int enough) {
    double needed = 1.2 * sampling.settings().draws() * enough / Math.max(effective, 1);
    double unit = Math.pow(10, Math.floor(Math.log10(needed)) - 1);
    return (long) (Math.ceil(needed / unit) * unit);
  }

  private static String number(double x) {
    return String.format(Locale.ROOT, "%.4g", x);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
