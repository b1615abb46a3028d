package org.tgraph.inference;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Automatic differentiation variational inference (Kucukelbir, Tran, Ranganath, Gelman and Blei,
 * 2017): the normal distribution, with independent numbers or with all correlations, whose evidence
 * lower bound is highest. The search begins at what {@link Pathfinder} finds, in units of its
 * standard deviations. Its steps are scaled as in the paper, their sizes fall where the bound rises
 * no more; the gradient is the one without the score (Roeder, Wu and Duvenaud, 2017), which has no
 * noise where the family holds the density, and what counts is the mean of the steps between two
 * looks.
 */
public final class Variational {
  /** Sizes of steps: with each as long as the bound rises, from the best place so far. */
  private static final double[] STEPS = {1, 0.3, 0.1, 0.03};

  private static final int SAMPLES = 10;
  private static final int LOOK = 50;

  /** How many draws, always the same, tell the evidence lower bound. */
  private static final int LOOKED_AT = 200;

  /** By how much the bound must rise to go on, and how often it may fail to. */
  private static final double RISE = 0.01;

  private static final int PATIENCE = 2;
  private static final double MEMORY = 0.1;

  private final Whitened density;
  private final boolean isFull;
  private final RandomNumbers random;
  private final double[][] looks;

  /** The best distribution so far, and its bound. */
  private Shape best;

  private double highest;

  private Variational(Whitened density, boolean isFull, RandomNumbers random) {
    this.density = density;
    this.isFull = isFull;
    this.random = random;
    this.looks = new double[LOOKED_AT][];
    for (int i = 0; i < LOOKED_AT; i++) {
      // Pairs of opposite draws have no noise in the mean.
      looks[i] = i % 2 == 0 ? normal() : new double[density.size()];
      for (int k = 0; i % 2 == 1 && k < looks[i].length; k++) {
        looks[i][k] = -looks[i - 1][k];
      }
    }
  }

  /**
   * A normal distribution; of its lower Cholesky factor the diagonal is kept as logarithms.
   *
   * @param factor row by row what is left of the diagonal: nothing where numbers are independent
   */
  private record Shape(double[] mean, double[] diagonal, double[][] factor) {
    static Shape unit(int size, boolean isFull) {
      double[][] factor = new double[size][];
      for (int i = 0; i < size; i++) {
        factor[i] = new double[isFull ? i : 0];
      }
      return new Shape(new double[size], new double[size], factor);
    }

    /** The sum with a multiple of another one. */
    void add(double share, Shape other) {
      Vectors.add(mean, share, other.mean);
      Vectors.add(diagonal, share, other.diagonal);
      for (int i = 0; i < factor.length; i++) {
        Vectors.add(factor[i], share, other.factor[i]);
      }
    }

    Shape copy() {
      Shape copy = new Shape(mean.clone(), diagonal.clone(), new double[factor.length][]);
      for (int i = 0; i < factor.length; i++) {
        copy.factor[i] = factor[i].clone();
      }
      return copy;
    }

    double logDeterminant() {
      double sum = 0;
      for (double each : diagonal) {
        sum += each;
      }
      return sum;
    }

    /** The own log density at the place of the noise. */
    double logDensity(double[] noise) {
      double square = Vectors.dot(noise, noise) + noise.length * Math.log(2 * Math.PI);
      return -0.5 * square - logDeterminant();
    }

    double[] place(double[] noise) {
      double[] z = mean.clone();
      for (int i = 0; i < z.length; i++) {
        double[] row = factor[i];
        for (int j = 0; j < row.length; j++) {
          z[i] += row[j] * noise[j];
        }
        z[i] += Math.exp(diagonal[i]) * noise[i];
      }
      return z;
    }

    /** The gradient of minus the own log density at the place of the noise. */
    double[] score(double[] noise) {
      double[] score = noise.clone();
      for (int i = score.length - 1; i >= 0; i--) {
        double[] row = factor[i];
        score[i] /= Math.exp(diagonal[i]);
        for (int j = 0; j < row.length; j++) {
          score[j] -= row[j] * score[i];
        }
      }
      return score;
    }
  }

  /**
   * Finds the distribution, and draws from it.
   *
   * @param isFull whether numbers may be correlated
   * @param iterations after which the search is given up
   * @param tell is told how far it is
   * @return nothing if there is none with a finite density
   * @throws NoStart if no start was found with a finite density
   * @throws Interrupted if the thread is interrupted during the search; its draws are those of the
   *     best distribution until then, with their log densities under both
   * @throws CancellationException if it is interrupted before
   */
  public static Optional<Approximation> draw(
      Density density,
      boolean isFull,
      int iterations,
      int draws,
      long seed,
      Consumer<String> tell) {
    RandomNumbers random = new RandomNumbers(seed, 0);
    return Pathfinder.nearest(density, random)
        .flatMap(found -> {
          Whitened around = Whitened.of(density, found.normal(), isFull);
          return new Variational(around, isFull, random).run(iterations, draws, tell);
        });
  }

  private Shape unit() {
    return Shape.unit(density.size(), isFull);
  }

  private double[] normal() {
    double[] noise = new double[density.size()];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.normal();
    }
    return noise;
  }

  private double bound(Shape shape) {
    double[] gradient = new double[density.size()];
    double sum = 0;
    for (double[] noise : looks) {
      sum += density.evaluate(shape.place(noise), gradient) - shape.logDensity(noise);
    }
    double bound = sum / looks.length;
    return Double.isNaN(bound) ? Double.NEGATIVE_INFINITY : bound;
  }

  /** An estimate of the gradient of the bound. */
  private Shape slope(Shape shape) {
    Shape slope = unit();
    double[] gradient = new double[density.size()];
    int counted = 0;
    for (int s = 0; s < SAMPLES; s++) {
      double[] noise = normal();
      double value = density.evaluate(shape.place(noise), gradient);
      if (!Double.isFinite(value)) {
        continue;
      }
      counted++;
      double[] score = shape.score(noise);
      for (int i = 0; i < score.length; i++) {
        double pull = gradient[i] + score[i];
        slope.mean[i] += pull;
        Vectors.add(slope.factor[i], pull, noise);
        slope.diagonal[i] += pull * noise[i] * Math.exp(shape.diagonal[i]);
      }
    }
    Shape mean = unit();
    mean.add(1.0 / Math.max(counted, 1), slope);
    return mean;
  }

  /** Steps of the paper, each number by what its slopes have been. */
  private final class Steps {
    private final double size;
    private final Shape squares = unit();
    private final Shape at;
    private int count;

    Steps(double size, Shape at) {
      this.size = size;
      this.at = at.copy();
    }

    void step() {
      Workers.checkInterrupted();
      count++;
      Shape slope = slope(at);
      step(at.mean, slope.mean, squares.mean);
      step(at.diagonal, slope.diagonal, squares.diagonal);
      for (int i = 0; i < at.factor.length; i++) {
        step(at.factor[i], slope.factor[i], squares.factor[i]);
      }
    }

    private void step(double[] x, double[] slope, double[] square) {
      for (int i = 0; i < x.length; i++) {
        double own = slope[i] * slope[i];
        square[i] = count == 1 ? own : MEMORY * own + (1 - MEMORY) * square[i];
        double step = size * slope[i] / (1 + Math.sqrt(square[i]));
        x[i] += Double.isFinite(step) ? step : 0;
      }
    }
  }

  private Optional<Approximation> run(int iterations, int draws, Consumer<String> tell) {
    best = unit();
    highest = bound(best);
    boolean isSettled;
    try {
      isSettled = search(iterations, tell);
    } catch (CancellationException interrupted) {
      throw Double.isFinite(highest) ? kept(draws) : interrupted;
    }
    return Double.isFinite(highest) ? Optional.of(drawn(isSettled, draws)) : Optional.empty();
  }

  private Interrupted kept(int draws) {
    // Densities end what they compute on a thread that is interrupted.
    boolean again = Thread.interrupted();
    Approximation a = drawn(false, draws);
    if (again) {
      Thread.currentThread().interrupt();
    }
    return Interrupted.with(a);
  }

  /** Looks for the highest bound; whether the search came to an end. */
  private boolean search(int iterations, Consumer<String> tell) {
    int done = 0;
    boolean isSettled = false;
    for (int level = 0; level < STEPS.length && done < iterations; level++) {
      Steps steps = new Steps(STEPS[level], best);
      int stale = 0;
      while (stale < PATIENCE && done < iterations) {
        tell.accept("advi: iteration %d of at most %d".formatted(done, iterations));
        Shape mean = unit();
        for (int j = 0; j < LOOK; j++) {
          steps.step();
          mean.add(1.0 / LOOK, steps.at);
        }
        done += LOOK;
        double bound = bound(mean);
        stale = bound > highest + RISE ? 0 : stale + 1;
        if (bound > highest) {
          highest = bound;
          best = mean;
        }
      }
      isSettled = level == STEPS.length - 1 && stale >= PATIENCE;
    }
    return isSettled;
  }

  private Approximation drawn(boolean isSettled, int draws) {
    double[][] positions = new double[draws][];
    double[] logDensities = new double[draws];
    double[] logs = new double[draws];
    double[] ratios = new double[draws];
    double[] gradient = new double[density.size()];
    for (int i = 0; i < draws; i++) {
      double[] noise = normal();
      double[] z = best.place(noise);
      double log = best.logDensity(noise);
      double value = density.evaluate(z, gradient);
      double found = Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
      ratios[i] = found - log;
      logDensities[i] = found - density.logDeterminant();
      logs[i] = log - density.logDeterminant();
      positions[i] = density.back(z);
    }
    double k = ParetoSmoothing.of(ratios).k();
    return new Approximation(positions, logDensities, logs, k, highest, isSettled);
  }
}
