package org.tgraph.run;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.tgraph.array.Array;
import org.tgraph.data.DataProblem;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.inference.Chains;
import org.tgraph.inference.Draws;
import org.tgraph.inference.Interrupted;
import org.tgraph.inference.NoStart;
import org.tgraph.inference.Settings;
import org.tgraph.inference.Statistic;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.program.Sampling;
import org.tgraph.run.print.Output;

/** Draws from a density: runs the sampler on what a backend has compiled. */
final class SamplingRun {
  private final Sampling sampling;
  private final Backend backend;
  private final Memory memory;
  private final DataStore store;
  private final Output output;

  SamplingRun(Sampling sampling, Backend backend, Memory memory, DataStore store, Output output) {
    this.sampling = sampling;
    this.backend = backend;
    this.memory = memory;
    this.store = store;
    this.output = output;
  }

  /** What of its computations the backend does not have. */
  static List<Diagnostic> gaps(Sampling sampling, Backend backend) {
    List<Diagnostic> gaps = new ArrayList<>();
    gaps.addAll(Gaps.of(Prepared.graph(sampling.density(), backend), backend));
    gaps.addAll(Gaps.of(Prepared.graph(sampling.values(), backend), backend));
    return gaps;
  }

  /** Puts the draws into memory; why there are none, if so. */
  Optional<Diagnostic> run() {
    Prepared density = Prepared.of(sampling.density(), backend, memory);
    int size = Math.toIntExact(size());
    Sampling.Settings s = sampling.settings();
    Settings settings =
        new Settings(
            s.chains(), s.warmup(), s.draws(), s.seed(), s.target(), s.maxDepth(), s.isDense());
    try {
      SamplingProgress progress = new SamplingProgress(s);
      output.doing(progress::text);
      List<CompiledDensity> densities = new ArrayList<>();
      long start = System.nanoTime();
      List<Draws> chains =
          Chains.sample(
              () -> {
                densities.add(new CompiledDensity(density.call(vector(new double[size])), size));
                return densities.getLast();
              },
              settings,
              progress::transition);
      double seconds = (System.nanoTime() - start) / 1e9;
      output.did(() -> cost(seconds, densities, chains.get(0).positions()));
      Map<String, Array> drawn = keep(chains, size);
      new SamplingWarnings(sampling, chains, drawn).all().forEach(output::warn);
      return Optional.empty();
    } catch (NoStart none) {
      return Optional.of(explain(none));
    } catch (Interrupted interrupted) {
      throw ended(new UnfinishedDraws(sampling, interrupted.chains()), size);
    }
  }

  /** Keeps what was drawn, where that is wanted. */
  private CancellationException ended(UnfinishedDraws draws, int size) {
    String so =
        "Sampling was interrupted after %d of %d draws"
            .formatted(draws.count(), sampling.settings().chains() * sampling.settings().draws());
    Optional<String> file = output.unfinished();
    if (file.isEmpty() || draws.count() == 0) {
      return new CancellationException(so + ".");
    }
    // Whoever interrupts once wants what there is.
    boolean again = Thread.interrupted();
    Prepared values = Prepared.of(sampling.values(), backend, memory);
    Optional<DataProblem> problem =
        store.save(file.get(), draws.columns(rows -> values.run(padded(rows, size))));
    if (again) {
      Thread.currentThread().interrupt();
    }
    return new CancellationException(
        problem
            .map(p -> so + ". They could not be kept: " + p.message())
            .orElse(so + "; they are in `" + file.get() + "`."));
  }

  /** As many rows as are wanted of the computation, the last one again and again. */
  private Array padded(double[][] rows, int size) {
    int count = sampling.settings().draws();
    double[] all = new double[count * size];
    for (int i = 0; i < count; i++) {
      System.arraycopy(rows[Math.min(i, rows.length - 1)], 0, all, i * size, size);
    }
    return Array.of(new long[] {count, size}, all);
  }

  private long size() {
    return sampling
        .density()
        .graph()
        .inputs()
        .get(0)
        .shape()
        .substitute(memory.substitution())
        .values()[0];
  }

  /** What sampling took, and what one of its gradients takes where it ended. */
  private String cost(double seconds, List<CompiledDensity> densities, double[][] positions) {
    long gradients = densities.stream().mapToLong(CompiledDensity::evaluations).sum();
    double one = densities.get(0).seconds(positions[positions.length - 1]);
    return "Sampling in line %d took %.3f s: %d gradients by %d numbers, %.3g µs each."
        .formatted(line(), seconds, gradients, densities.get(0).size(), 1e6 * one);
  }

  /** The line of the script in which it stands, from 1. */
  private int line() {
    return sampling.span().source().position(sampling.span().start()).line() + 1;
  }

  private static Array vector(double[] position) {
    return Array.of(new long[] {position.length}, position);
  }

  /** For each site and derived value its draws. */
  private Map<String, Array> keep(List<Draws> chains, int size) {
    Prepared values = Prepared.of(sampling.values(), backend, memory);
    List<List<Array>> drawn = new ArrayList<>();
    for (Draws chain : chains) {
      drawn.add(values.run(padded(chain.positions(), size)));
    }
    Map<String, Array> named = new LinkedHashMap<>();
    int outputs = sampling.values().graph().outputs().size();
    for (int i = 0; i < outputs; i++) {
      int place = i;
      Array all = stacked(drawn.stream().map(d -> d.get(place)).toList());
      memory.put(sampling.draws().get(i), all);
      named.put(sampling.draws().get(i).hint(), all);
    }
    for (Statistic statistic : Statistic.values()) {
      List<Array> each =
          chains.stream().map(d -> vector(d.statistics()[statistic.ordinal()])).toList();
      memory.put(sampling.draws().get(outputs + statistic.ordinal()), stacked(each));
    }
    return named;
  }

  /** Arrays of one shape along a new first axis. */
  private static Array stacked(List<Array> parts) {
    Array first = parts.get(0);
    long[] shape = new long[first.rank() + 1];
    shape[0] = parts.size();
    System.arraycopy(first.shape(), 0, shape, 1, first.rank());
    Array all = Array.zeros(first.dtype(), shape);
    long next = 0;
    for (Array part : parts) {
      MemorySegment.copy(part.data(), 0, all.data(), next, part.data().byteSize());
      next += part.data().byteSize();
    }
    return all;
  }

  /** Which site keeps the density from being finite at the last start that was tried. */
  private Diagnostic explain(NoStart none) {
    Diagnostic d =
        Diagnostic.error(
            Code.TG0808,
            sampling.span(),
            "The log density is not finite at any of 100 random starts.");
    try {
      List<Array> terms = Prepared.of(sampling.terms(), backend, memory).run(vector(none.last()));
      for (int i = 0; i < terms.size(); i++) {
        double term = terms.get(i).getDouble(0);
        if (!Double.isFinite(term)) {
          Sampling.Source source = sampling.sources().get(i);
          return d.label(
              source.place(), "at the last start `%s` adds %s".formatted(source.name(), term));
        }
      }
      return d.note("The terms of all sites are finite, but the gradient is not.");
    } catch (EvaluationProblem problem) {
      Diagnostic found = Places.diagnostic(problem, sampling.span());
      return found.span().equals(sampling.span())
          ? d.note(found.message())
          : d.label(found.span(), found.message());
    }
  }
}
