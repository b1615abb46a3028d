package org.tgraph.generate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tgraph.generate.Mutants.Fate;
import org.tgraph.generate.Mutants.Mutant;
import org.tgraph.generate.Trial.Verdict;

/** Many programs, tried on all cores, and what came of them, in the order of their seeds. */
public final class Campaign {
  /** The formatter and the text of graphs are tried on one program of so many. */
  private static final int SHARE = 4;

  /**
   * Of what is in a namespace, {@code fft.fft}, the whole name; {@code linalg.det} is {@code det}.
   */
  private static final Pattern CALL =
      Pattern.compile("(?<![.\\w])(?:linalg\\.)?([A-Za-z_0-9]+(?:\\.[a-z_0-9]+)*)\\(");

  /** What came of one program. */
  private record Outcome(
      long seed,
      Script script,
      List<Found> failures,
      Optional<Mutant> mutant,
      Set<String> called) {}

  private record Found(Failure failure, Function<Script, Optional<Failure>> again) {}

  private final Findings findings = new Findings();
  private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
  private final Map<String, Integer> calls = new TreeMap<>();
  private final List<Mutant> untouched = new ArrayList<>();
  private final List<Comparison> comparisons;
  private int programs;

  /**
   * @param comparisons with the reference, of other backends
   */
  public Campaign(List<Comparison> comparisons) {
    this.comparisons = List.copyOf(comparisons);
  }

  /** Tries the programs of so many seeds, and those that differ from them in one place. */
  public void run(long first, int count) {
    Seeds.each(first, count, this::attempt, this::add);
  }

  private Outcome attempt(long seed) {
    Script script = Generator.make(seed);
    boolean isWhole = seed % SHARE == 0;
    Function<Script, Optional<Failure>> again = s -> Trial.failure(s, isWhole);
    return switch (Trial.of(script, isWhole)) {
      case Verdict.Wrong(Failure failure) ->
          new Outcome(seed, script, List.of(new Found(failure, again)), Optional.empty(), Set.of());
      case Verdict.Right(Computation computation) ->
          new Outcome(
              seed, script, compared(computation), Mutants.of(script, seed), called(script));
    };
  }

  private List<Found> compared(Computation computation) {
    List<Found> found = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      compare(comparison, computation)
          .ifPresent(f ->
              found.add(new Found(f, s -> Computation.of(s).flatMap(c -> compare(comparison, c)))));
    }
    return found;
  }

  private static Optional<Failure> compare(Comparison comparison, Computation computation) {
    try {
      return comparison.of(computation);
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.of(Trial.failure("compared: ", e));
    }
  }

  /** The functions that a program calls, but for those that stand before every program. */
  private static Set<String> called(Script script) {
    Set<String> names = new HashSet<>();
    List<Script.Statement> own =
        script.statements().subList(Generator.standard().size(), script.statements().size());
    for (Script.Statement statement : own) {
      Matcher matcher = CALL.matcher(Script.text(statement.pieces()));
      while (matcher.find()) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }

  private void add(Outcome outcome) {
    programs++;
    outcome.called.forEach(name -> calls.merge(name, 1, Integer::sum));
    for (Found found : outcome.failures) {
      findings.add(outcome.seed, outcome.script, found.failure, found.again);
    }
    outcome.mutant.ifPresent(mutant -> {
      fates.merge(mutant.fate(), 1, Integer::sum);
      if (mutant.fate() == Fate.WRONG) {
        findings.add(outcome.seed, mutant.details(), mutant.text());
      } else if (mutant.fate() == Fate.IN_STATEMENT || mutant.fate() == Fate.ELSEWHERE) {
        untouched.add(mutant);
      }
    });
  }

  public boolean hasFailed() {
    return !findings.isEmpty();
  }

  /** How many were tried: all, or as many as there was time for. */
  int programs() {
    return programs;
  }

  /** In how many of the programs each function is called. */
  Map<String, Integer> calls() {
    return calls;
  }

  /** The rejected mutants where nothing that is shown touches the change. */
  List<Mutant> untouched() {
    return untouched;
  }

  private int count(Fate fate) {
    return fates.getOrDefault(fate, 0);
  }

  private int rejected() {
    return count(Fate.TOUCHED) + count(Fate.IN_STATEMENT) + count(Fate.ELSEWHERE);
  }

  /** How many of a hundred rejected mutants are rejected where they were changed. */
  double touchRate() {
    return 100.0 * count(Fate.TOUCHED) / Math.max(1, rejected());
  }

  /** What was tried, and each kind of failure with the smallest programs found. */
  public String report() {
    StringBuilder out = new StringBuilder();
    out.append("%d programs, one in %d with its format and text%n".formatted(programs, SHARE));
    out.append(
        ("mutants: %d still right, %d stopped by their data, %d rejected: "
                + "%.1f %% touching the change, %.1f %% its statement%n")
            .formatted(
                count(Fate.RIGHT),
                count(Fate.STOPPED),
                rejected(),
                touchRate(),
                100 - 100.0 * count(Fate.ELSEWHERE) / Math.max(1, rejected())));
    out.append("programs with a call of: ");
    Rules.covered().stream()
        .sorted(java.util.Comparator.comparing(name -> calls.getOrDefault(name, 0)))
        .limit(8)
        .forEach(name -> out.append(name + " " + calls.getOrDefault(name, 0) + ", "));
    out.append("and more of all others\n");
    comparisons.forEach(c -> out.append(c.counts()).append('\n'));
    return out.append(findings.text()).toString();
  }
}
