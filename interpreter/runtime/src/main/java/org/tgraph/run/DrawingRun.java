package org.tgraph.run;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.inference.Approximation;
import org.tgraph.inference.Density;
import org.tgraph.inference.Evidence;
import org.tgraph.inference.Interrupted;
import org.tgraph.inference.NoStart;
import org.tgraph.inference.Particles;
import org.tgraph.inference.Pathfinder;
import org.tgraph.inference.Variational;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.program.Drawing;
import org.tgraph.run.print.Output;

/** Draws by pathfinder, variational inference or particles, on what a backend has compiled. */
final class DrawingRun {
  /** At most so many particles are worth half of them at a power of the likelihood. */
  private static final double EFFECTIVE = 0.5;

  private final Drawing drawing;
  private final TargetRun target;
  private final DataStore store;
  private final Output output;
  private final LongAdder gradients = new LongAdder();
  private final AtomicReference<String> doing = new AtomicReference<>("drawing");

  DrawingRun(Drawing drawing, Backend backend, Memory memory, DataStore store, Output output) {
    this.drawing = drawing;
    this.target = new TargetRun(drawing.target(), drawing.span(), backend, memory);
    this.store = store;
    this.output = output;
  }

  /** What of its computations the backend does not have. */
  static List<Diagnostic> gaps(Drawing drawing, Backend backend, Memory memory) {
    List<Diagnostic> gaps = new ArrayList<>(TargetRun.gaps(drawing.target(), backend, memory));
    if (drawing.algorithm() instanceof Drawing.Smc smc) {
      gaps.addAll(Gaps.of(Prepared.graph(smc.prior(), backend, memory), backend));
      gaps.addAll(Gaps.of(Prepared.graph(smc.parts(), backend, memory), backend));
    }
    return gaps;
  }

  /** Puts the draws into memory; why there are none, if so. */
  Optional<Diagnostic> run() {
    output.doing(doing::get);
    long start = System.nanoTime();
    Optional<Diagnostic> problem = draw();
    double seconds = (System.nanoTime() - start) / 1e9;
    output.did(() ->
        "`%s` in line %d took %.3f s: %d gradients by %d numbers, at last %s."
            .formatted(
                drawing.algorithm().name(),
                drawing.span().source().position(drawing.span().start()).line() + 1,
                seconds,
                gradients.sum(),
                target.size(),
                doing.get()));
    return problem;
  }

  private Optional<Diagnostic> draw() {
    try {
      return switch (drawing.algorithm()) {
        case Drawing.Pathfinder p ->
            approximated(
                Pathfinder.draw(counted(), p.paths(), drawing.count(), drawing.seed(), doing::set));
        case Drawing.Advi a -> {
          Optional<Approximation> found =
              Variational.draw(
                  counted().get(),
                  a.isFull(),
                  a.iterations(),
                  drawing.count(),
                  drawing.seed(),
                  doing::set);
          found.filter(f -> !f.isSettled()).ifPresent(f -> output.warn(unsettled(a)));
          yield approximated(found);
        }
        case Drawing.Smc smc -> particles(smc);
      };
    } catch (NoStart none) {
      return Optional.of(
          target.explain(
              none,
              drawing.algorithm() instanceof Drawing.Smc
                  ? "The log density is not finite at any draw from the prior."
                  : TargetRun.NO_START));
    } catch (Interrupted early) {
      List<Value> values = new ArrayList<>(drawing.draws());
      values.addAll(drawing.statistics());
      String so = "It was interrupted, %s, with draws that are the best until then";
      throw new UnfinishedDraws(values, early.chains())
          .kept(so.formatted(doing.get()), target, drawing.count(), store, output);
    } catch (CancellationException interrupted) {
      throw new CancellationException(
          "It was interrupted, %s, before there were draws.".formatted(doing.get()));
    }
  }

  private Optional<Diagnostic> approximated(Optional<Approximation> found) {
    if (found.isEmpty()) {
      return Optional.of(
          Diagnostic.error(
                  Code.TG0808,
                  drawing.span(),
                  "No normal distribution was found that the density is finite around.")
              .note(
                  "The density may have no mode, or rise without bounds. `sample` says more of"
                      + " that."));
    }
    Approximation a = found.get();
    keep(a.positions(), List.of(a.logDensities(), a.logApproximations()), a.k(), a.elbo());
    if (!(a.k() <= Approximation.BAD_K)) {
      output.warn(
          Diagnostic.warning(
                  Code.TG0612,
                  drawing.span(),
                  "The normal distribution is far from the posterior: Pareto's k is %s."
                      .formatted(String.format(Locale.ROOT, "%.2f", a.k())))
              .note(
                  "Above %s what is computed of these draws cannot be trusted; `sample` draws from"
                          .formatted(Approximation.BAD_K)
                      + " the posterior itself."));
    }
    return Optional.empty();
  }

  private Diagnostic unsettled(Drawing.Advi a) {
    return Diagnostic.warning(
            Code.TG0613,
            drawing.span(),
            "The evidence lower bound still rose after %d iterations.".formatted(a.iterations()))
        .note("More may help: `iterations=%d`.".formatted(10L * a.iterations()));
  }

  private Optional<Diagnostic> particles(Drawing.Smc smc) {
    Prepared prior = Prepared.of(smc.prior(), target.backend(), target.memory());
    Prepared parts = Prepared.of(smc.parts(), target.backend(), target.memory());
    int size = target.size();
    Particles.Found found =
        Particles.draw(
            () ->
                new CompiledEvidence(
                    prior.call(Array.scalar(0L)),
                    parts.call(TargetRun.vector(new double[size])),
                    gradients,
                    size),
            new Particles.Settings(drawing.count(), EFFECTIVE, smc.moves(), drawing.seed()),
            doing::set);
    keep(found.positions(), List.of(found.logDensities()), found.logEvidence());
    return Optional.empty();
  }

  private void keep(double[][] positions, List<double[]> statistics, double... facts) {
    int count = drawing.count();
    target.keep(List.of(TargetRun.rows(positions, count, target.size())), drawing.draws());
    for (int i = 0; i < statistics.size(); i++) {
      Array all = Array.of(new long[] {1, count}, statistics.get(i));
      target.memory().put(drawing.statistics().get(i), all);
    }
    for (int i = 0; i < facts.length; i++) {
      target.memory().put(drawing.facts().get(i), Array.scalar(facts[i]));
    }
  }

  private Supplier<Counted> counted() {
    Supplier<CompiledDensity> density = target.density();
    return () -> new Counted(density.get(), gradients);
  }

  /** A density that counts how often it is evaluated. */
  private record Counted(Density of, LongAdder gradients) implements Density {
    @Override
    public int size() {
      return of.size();
    }

    @Override
    public double evaluate(double[] position, double[] gradient) {
      gradients.increment();
      return of.evaluate(position, gradient);
    }
  }

  /**
   * Prior and likelihood whose graphs are run for each position.
   *
   * @param parts its outputs are their log densities, then their gradients
   */
  private record CompiledEvidence(Call prior, Call parts, LongAdder count, int size)
      implements Evidence {
    @Override
    public double[] prior(long number) {
      prior.input(0).set(ValueLayout.JAVA_LONG, 0, number);
      prior.run();
      double[] position = new double[size];
      MemorySegment.copy(prior.output(0), ValueLayout.JAVA_DOUBLE, 0, position, 0, size);
      return position;
    }

    @Override
    public void evaluate(double[] position, double[] values, double[][] gradients) {
      count.increment();
      try {
        MemorySegment.copy(position, 0, parts.input(0), ValueLayout.JAVA_DOUBLE, 0, size);
        parts.run();
        for (int i = 0; i < 2; i++) {
          values[i] = parts.output(i).get(ValueLayout.JAVA_DOUBLE, 0);
          MemorySegment.copy(
              parts.output(2 + i), ValueLayout.JAVA_DOUBLE, 0, gradients[i], 0, size);
        }
      } catch (EvaluationProblem noResult) {
        Arrays.fill(values, Double.NEGATIVE_INFINITY);
      }
    }
  }
}
