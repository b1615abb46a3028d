package org.tgraph.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.inference.Chains;
import org.tgraph.inference.Density;
import org.tgraph.inference.Draws;
import org.tgraph.inference.NoStart;
import org.tgraph.inference.Settings;
import org.tgraph.program.Calibration;
import org.tgraph.program.Sampling;
import org.tgraph.run.print.Output;

/** Simulates data, samples given each of them, and ranks what they were made with. */
final class CalibrationRun {
  private static final double TARGET = 0.9;
  private static final int MAX_DEPTH = 10;

  private final Calibration calibration;
  private final Backend backend;
  private final Memory memory;
  private final Output output;

  CalibrationRun(Calibration calibration, Backend backend, Memory memory, Output output) {
    this.calibration = calibration;
    this.backend = backend;
    this.memory = memory;
    this.output = output;
  }

  /** What of its computations the backend does not have. */
  static List<Diagnostic> gaps(Calibration calibration, Backend backend, Memory memory) {
    List<Diagnostic> gaps = new ArrayList<>();
    gaps.addAll(Gaps.of(Prepared.graph(calibration.simulation(), backend, memory), backend));
    gaps.addAll(Gaps.of(Prepared.graph(calibration.density(), backend, memory), backend));
    gaps.addAll(Gaps.of(Prepared.graph(calibration.values(), backend, memory), backend));
    return gaps;
  }

  /** Data that the model made, and the values that it made them with. */
  private record Simulated(double[] observed, double[] truth) {}

  /** Puts the ranks into memory; why there are none, if so. */
  Optional<Diagnostic> run() {
    Calibration.Settings s = calibration.settings();
    Prepared simulation = Prepared.of(calibration.simulation(), backend, memory);
    List<Simulated> all = new ArrayList<>();
    for (int i = 0; i < s.simulations(); i++) {
      List<Array> made = simulation.run(Array.scalar((long) i));
      all.add(new Simulated(made.get(0).toDoubles(), made.get(1).toDoubles()));
    }
    Prepared density = Prepared.of(calibration.density(), backend, memory);
    int size = Math.toIntExact(size());
    Sampling.Settings chains =
        new Sampling.Settings(
            s.simulations(), s.warmup(), s.draws() * s.thin(), s.seed(), TARGET, MAX_DEPTH, false);
    SamplingProgress progress = new SamplingProgress(chains);
    output.doing(progress::text);
    List<Density> densities =
        all.stream().<Density>map(made -> given(made.observed, density, size)).toList();
    try {
      List<Draws> drawn =
          Chains.sample(
              densities.iterator()::next,
              new Settings(
                  s.simulations(),
                  s.warmup(),
                  s.draws() * s.thin(),
                  s.seed(),
                  TARGET,
                  MAX_DEPTH,
                  false),
              progress::transition);
      rank(all, drawn, size);
      return Optional.empty();
    } catch (NoStart none) {
      return Optional.of(
          Diagnostic.error(
                  Code.TG0808,
                  calibration.span(),
                  "Given data that the model made, the log density is not finite at any of 100"
                      + " random starts.")
              .note("Priors that are very wide make data that cannot be computed with."));
    }
  }

  private long size() {
    return calibration
        .density()
        .graph()
        .outputs()
        .get(1)
        .shape()
        .substitute(memory.substitution())
        .values()[0];
  }

  /** The density given data of one simulation, which stand behind the position. */
  private static CompiledDensity given(double[] observed, Prepared density, int size) {
    double[] vector = new double[size + observed.length];
    System.arraycopy(observed, 0, vector, size, observed.length);
    return new CompiledDensity(density.call(Array.of(new long[] {vector.length}, vector)), size);
  }

  /** Of each number how many draws are below; among equal ones it has any place. */
  private static long[] ranks(double[] draws, double[] truth, SplittableRandom random) {
    long[] ranks = new long[truth.length];
    int[] equal = new int[truth.length];
    for (int e = 0; e < draws.length; e++) {
      int of = e % truth.length;
      ranks[of] += draws[e] < truth[of] ? 1 : 0;
      equal[of] += draws[e] == truth[of] ? 1 : 0;
    }
    for (int of = 0; of < truth.length; of++) {
      ranks[of] += equal[of] > 0 ? random.nextInt(equal[of] + 1) : 0;
    }
    return ranks;
  }

  private void rank(List<Simulated> all, List<Draws> drawn, int size) {
    Calibration.Settings s = calibration.settings();
    Prepared values = Prepared.of(calibration.values(), backend, memory);
    long[][] ranks = new long[all.size()][];
    for (int i = 0; i < all.size(); i++) {
      Simulated made = all.get(i);
      int width = size + made.observed.length;
      double[] rows = new double[s.draws() * width];
      for (int j = 0; j < s.draws(); j++) {
        double[] position = drawn.get(i).positions()[(j + 1) * s.thin() - 1];
        System.arraycopy(position, 0, rows, j * width, size);
        System.arraycopy(made.observed, 0, rows, j * width + size, made.observed.length);
      }
      double[] found = values.run(Array.of(new long[] {s.draws(), width}, rows)).get(0).toDoubles();
      ranks[i] = ranks(found, made.truth, new SplittableRandom(31 * s.seed() + i));
    }
    int from = 0;
    for (Value result : calibration.ranks()) {
      long[] shape = result.shape().substitute(memory.substitution()).values();
      int elements = (int) (Array.count(shape) / all.size());
      long[] own = new long[all.size() * elements];
      for (int i = 0; i < all.size(); i++) {
        System.arraycopy(ranks[i], from, own, i * elements, elements);
      }
      memory.put(result, Array.of(shape, own));
      from += elements;
    }
  }
}
