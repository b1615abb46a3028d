package org.tgraph.generate;

import java.util.EnumMap;
import java.util.Map;
import org.tgraph.generate.Laws.Verdict;

/** The laws of derivatives on many random programs, on all cores, in the order of their seeds. */
final class LawCampaign {
  private record Outcome(long seed, Script script, Laws.Result result) {}

  private final Findings findings = new Findings();
  private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
  private int programs;

  void run(long first, int count) {
    Seeds.each(first, count, LawCampaign::attempt, this::add);
  }

  private static Outcome attempt(long seed) {
    Script script = SmoothPrograms.make(seed);
    return new Outcome(seed, script, Laws.of(script));
  }

  private void add(Outcome outcome) {
    programs++;
    verdicts.merge(outcome.result.verdict(), 1, Integer::sum);
    outcome
        .result
        .failure()
        .ifPresent(f ->
            findings.add(outcome.seed, outcome.script, f, script -> Laws.of(script).failure()));
  }

  boolean hasFailed() {
    return !findings.isEmpty();
  }

  private double percent(Verdict verdict) {
    return 100.0 * verdicts.getOrDefault(verdict, 0) / Math.max(1, programs);
  }

  /** Of how many in a hundred programs a law could not be tried. */
  double skipped() {
    return percent(Verdict.NO_DIFFERENCES) + percent(Verdict.NOT_FINITE);
  }

  String report() {
    return "%d programs with a derivative; %.1f %% have none by differences, %.1f %% are not finite%n%s"
        .formatted(
            programs,
            percent(Verdict.NO_DIFFERENCES),
            percent(Verdict.NOT_FINITE),
            findings.text());
  }
}
