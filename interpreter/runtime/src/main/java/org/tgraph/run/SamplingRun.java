package org.tgraph.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.inference.Chains;
import org.tgraph.inference.Draws;
import org.tgraph.inference.Interrupted;
import org.tgraph.inference.NoStart;
import org.tgraph.inference.Settings;
import org.tgraph.inference.Statistic;
import org.tgraph.program.Sampling;
import org.tgraph.run.print.Output;

/** Draws from a density: runs the sampler on what a backend has compiled. */
final class SamplingRun {
  private final Sampling sampling;
  private final TargetRun target;
  private final Memory memory;
  private final DataStore store;
  private final Output output;

  SamplingRun(Sampling sampling, Backend backend, Memory memory, DataStore store, Output output) {
    this.sampling = sampling;
    this.target = new TargetRun(sampling.target(), sampling.span(), backend, memory);
    this.memory = memory;
    this.store = store;
    this.output = output;
  }

  /** Puts the draws into memory; why there are none, if so. */
  Optional<Diagnostic> run() {
    Sampling.Settings s = sampling.settings();
    Optional<ChosenStarts> starts = sampling.starts().map(of -> new ChosenStarts(of, memory));
    Optional<Diagnostic> outside = starts.flatMap(of -> of.outside(sampling.span()));
    if (outside.isPresent()) {
      return outside;
    }
    Settings settings =
        new Settings(
            s.chains(),
            s.warmup(),
            s.draws(),
            s.seed(),
            s.target(),
            s.maxDepth(),
            s.isDense(),
            starts.map(ChosenStarts::positions));
    try {
      SamplingProgress progress = new SamplingProgress(s);
      output.doing(progress::text);
      Supplier<CompiledDensity> density = target.density();
      if (!sampling.target().flats().isEmpty()) {
        ImproperPosterior.warning(
                sampling.target().flats(), density.get(), memory, sampling.span(), s.seed())
            .ifPresent(output::warn);
      }
      long start = System.nanoTime();
      List<Draws> chains = Chains.sample(density, settings, progress::transition);
      double seconds = (System.nanoTime() - start) / 1e9;
      output.did(() -> cost(seconds, progress.steps(), density.get(), chains.get(0).positions()));
      Map<String, Array> drawn = keep(chains);
      warn(chains, drawn);
      return Optional.empty();
    } catch (NoStart none) {
      String message = starts.isPresent() ? ChosenStarts.NO_START : TargetRun.NO_START;
      return Optional.of(target.explain(none, message));
    } catch (Interrupted interrupted) {
      throw ended(interrupted.chains());
    }
  }

  private void warn(List<Draws> chains, Map<String, Array> drawn) {
    try {
      new SamplingWarnings(sampling, chains, memory, drawn).all().forEach(output::warn);
    } catch (CancellationException interrupted) {
      throw ended(chains);
    }
  }

  private CancellationException ended(List<Draws> chains) {
    UnfinishedDraws draws = new UnfinishedDraws(sampling.draws(), chains);
    Sampling.Settings s = sampling.settings();
    String so =
        "Sampling was interrupted after %d of %d draws"
            .formatted(draws.count(), s.chains() * s.draws());
    return draws.kept(so, target, s.draws(), store, output);
  }

  /** For each site and derived value its draws. */
  private Map<String, Array> keep(List<Draws> chains) {
    Map<String, Array> named =
        target.keep(
            chains.stream().map(chain -> rows(chain.positions())).toList(), sampling.draws());
    for (Statistic statistic : Statistic.values()) {
      List<Array> each =
          chains.stream().map(d -> TargetRun.vector(d.statistics()[statistic.ordinal()])).toList();
      memory.put(sampling.draws().get(named.size() + statistic.ordinal()), TargetRun.stacked(each));
    }
    return named;
  }

  /** What sampling took, and what one of its gradients takes where it ended. */
  private String cost(
      double seconds, long gradients, CompiledDensity density, double[][] positions) {
    double one = density.seconds(positions[positions.length - 1]);
    return "Sampling in line %d took %.3f s: %d gradients by %d numbers, %.3g µs each."
        .formatted(line(), seconds, gradients, density.size(), 1e6 * one);
  }

  /** The line of the script in which it stands, from 1. */
  private int line() {
    return sampling.span().source().position(sampling.span().start()).line() + 1;
  }

  private Array rows(double[][] positions) {
    return TargetRun.rows(positions, sampling.settings().draws(), target.size());
  }
}
