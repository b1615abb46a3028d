package org.tgraph.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Pathfinder (Zhang, Carpenter, Gelman and Vehtari, "Pathfinder: Parallel Quasi-Newton Variational
 * Inference", 2022): of the normal distributions that L-BFGS learns of on its way to a mode, the
 * one that is nearest to the density. Of several ways draws are taken by their importance.
 */
public final class Pathfinder {
  /** How many draws say how near a normal distribution is. */
  private static final int TRIAL = 25;

  private final Dynamics dynamics;
  private final RandomNumbers random;

  private Pathfinder(Density density, RandomNumbers random) {
    this.dynamics = new Dynamics(density, false);
    this.random = random;
  }

  /**
   * A normal distribution on the way.
   *
   * @param elbo the evidence lower bound of it
   */
  record Found(LowRankNormal normal, double elbo) {}

  /** Draws with the log densities of both. */
  private record Path(double[][] positions, double[] logDensities, double[] logs, double elbo) {}

  /**
   * Draws by several ways; by a single one they are draws from a normal distribution.
   *
   * @param density makes one for each way, to be used by one thread at a time
   * @param tell is told how far it is
   * @return nothing if no way leads to a normal distribution with a finite density
   * @throws NoStart if a way has no start
   * @throws Interrupted if the thread is interrupted when some ways have come to their end; its
   *     draws are those of these ways, with their log densities under both
   * @throws CancellationException if it is interrupted before
   */
  public static Optional<Approximation> draw(
      Supplier<? extends Density> density, int paths, int draws, long seed, Consumer<String> tell) {
    AtomicInteger done = new AtomicInteger();
    Map<Integer, Path> ended = new ConcurrentSkipListMap<>();
    List<Callable<Boolean>> tasks = new ArrayList<>();
    tell.accept("pathfinder: way 1 of " + paths);
    for (int i = 0; i < paths; i++) {
      int way = i;
      Pathfinder one = new Pathfinder(density.get(), new RandomNumbers(seed, i));
      tasks.add(() -> {
        one.path(draws).ifPresent(path -> ended.put(way, path));
        int next = Math.min(done.incrementAndGet() + 1, paths);
        tell.accept("pathfinder: way %d of %d".formatted(next, paths));
        return true;
      });
    }
    try {
      Workers.all(tasks);
    } catch (CancellationException interrupted) {
      throw ended.isEmpty() ? interrupted : Interrupted.with(of(ended, paths, draws, seed));
    }
    return ended.isEmpty() ? Optional.empty() : Optional.of(of(ended, paths, draws, seed));
  }

  /** What the ways have found that have come to an end. */
  private static Approximation of(Map<Integer, Path> ended, int paths, int draws, long seed) {
    List<Path> found = List.copyOf(ended.values());
    return paths == 1
        ? alone(found.get(0))
        : together(found, draws, new RandomNumbers(seed, paths));
  }

  private static double[] ratios(Path path) {
    double[] ratios = new double[path.logs.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = path.logDensities[i] - path.logs[i];
    }
    return ratios;
  }

  private static Approximation alone(Path path) {
    double k = ParetoSmoothing.of(ratios(path)).k();
    return new Approximation(path.positions, path.logDensities, path.logs, k, path.elbo, true);
  }

  /** Takes draws of all ways, by their smoothed importance weights. */
  private static Approximation together(List<Path> paths, int draws, RandomNumbers random) {
    double[] ratios = paths.stream().flatMapToDouble(p -> Arrays.stream(ratios(p))).toArray();
    ParetoSmoothing smoothed = ParetoSmoothing.of(ratios);
    double[] sums = new double[ratios.length];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += Math.exp(smoothed.logWeights()[i]);
      sums[i] = sum;
    }
    double[][] positions = new double[draws][];
    double[] logDensities = new double[draws];
    double[] logs = new double[draws];
    for (int j = 0; j < draws; j++) {
      int at = Arrays.binarySearch(sums, sum * random.uniform());
      int place = Math.min(at < 0 ? -at - 1 : at, sums.length - 1);
      Path path = paths.get(place / draws);
      positions[j] = path.positions[place % draws];
      logDensities[j] = path.logDensities[place % draws];
      logs[j] = path.logs[place % draws];
    }
    double elbo = paths.stream().mapToDouble(Path::elbo).max().orElseThrow();
    return new Approximation(positions, logDensities, logs, smoothed.k(), elbo, true);
  }

  private Optional<Path> path(int draws) {
    return best()
        .map(found -> {
          double[][] positions = new double[draws][dynamics.size()];
          double[] logDensities = new double[draws];
          double[] logs = new double[draws];
          Phase z = new Phase(dynamics.size());
          for (int i = 0; i < draws; i++) {
            logs[i] = found.normal.draw(random, positions[i]);
            logDensities[i] = at(z, positions[i]);
          }
          return new Path(positions, logDensities, logs, found.elbo);
        });
  }

  /** The nearest normal distribution on the way from a random start; nothing if there is none. */
  static Optional<Found> nearest(Density density, RandomNumbers random) {
    return new Pathfinder(density, random).best();
  }

  private Optional<Found> best() {
    List<Phase> places = Ascent.from(Starts.random(dynamics, random), dynamics);
    double[] diagonal = new double[dynamics.size()];
    Arrays.fill(diagonal, 1);
    List<Ascent.Change> changes = new ArrayList<>();
    Found best = null;
    for (int i = 1; i < places.size(); i++) {
      Workers.checkInterrupted();
      Ascent.Change change = Ascent.Change.between(places.get(i - 1), places.get(i));
      if (change.isCurved()) {
        diagonal = learned(diagonal, change);
        changes.add(change);
        if (changes.size() > Ascent.HISTORY) {
          changes.remove(0);
        }
      }
      Optional<Found> found = LowRankNormal.of(places.get(i), diagonal, changes).map(this::tried);
      if (found.isPresent() && (best == null || found.get().elbo > best.elbo)) {
        best = found.get();
      }
    }
    return Optional.ofNullable(best).filter(b -> Double.isFinite(b.elbo));
  }

  /** The diagonal of an inverse Hessian after a change (Gilbert and Lemaréchal, 1989). */
  private static double[] learned(double[] diagonal, Ascent.Change change) {
    double a = 0;
    double c = 0;
    double[] z = change.slope();
    double[] s = change.step();
    for (int i = 0; i < diagonal.length; i++) {
      a += z[i] * z[i] * diagonal[i];
      c += s[i] * s[i] / diagonal[i];
    }
    double b = change.curvature();
    double[] next = new double[diagonal.length];
    for (int i = 0; i < next.length; i++) {
      double own = diagonal[i];
      next[i] = 1 / (a / (b * own) + z[i] * z[i] / b - a * s[i] * s[i] / (b * c * own * own));
    }
    return next;
  }

  private Found tried(LowRankNormal normal) {
    double sum = 0;
    double[] draw = new double[dynamics.size()];
    Phase z = new Phase(dynamics.size());
    for (int i = 0; i < TRIAL; i++) {
      double log = normal.draw(random, draw);
      sum += at(z, draw) - log;
    }
    return new Found(normal, Double.isNaN(sum) ? Double.NEGATIVE_INFINITY : sum / TRIAL);
  }

  private double at(Phase z, double[] position) {
    System.arraycopy(position, 0, z.position, 0, position.length);
    dynamics.evaluate(z);
    return z.logDensity;
  }
}
