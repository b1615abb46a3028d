package org.tgraph.inference;

import java.util.Arrays;
import java.util.Optional;

/**
 * Finds a direction along which a density does not change, however far: the sum of two numbers may
 * be known, and nothing of their difference. Along it nothing can be normalized.
 *
 * <p>Gradients at random positions have no part along such a direction. If they span less than the
 * space, what they leave out is tried.
 */
public final class FlatDirection {
  /** With more numbers it would take longer than it is worth. */
  private static final int MOST = 200;

  /** Columns of gradients that are linearly dependent are so to that share of their length. */
  private static final double DEPENDENT = 1e-9;

  private static final double SAME = 1e-7;
  private static final double FAR = 1e4;

  /** How far the logarithm of a number goes. */
  private static final double FAR_LOGARITHM = 30;

  private final Density density;
  private final int[] places;
  private final double[] slopes;
  private final RandomNumbers random;

  private FlatDirection(Density density, int[] places, double[] slopes, long seed) {
    this.density = density;
    this.places = places;
    this.slopes = slopes;
    // A stream that no chain has.
    this.random = new RandomNumbers(seed, Integer.MAX_VALUE);
  }

  /**
   * How much some numbers change along the direction, the most by 1; nothing if there is none.
   *
   * @param places of these numbers in a position: those that have a flat prior
   * @param slopes what the way to each adds to the gradient: 1 of a number that is a logarithm,
   *     else 0
   */
  public static Optional<double[]> find(Density density, int[] places, double[] slopes, long seed) {
    return places.length == 0 || places.length > MOST
        ? Optional.empty()
        : new FlatDirection(density, places, slopes, seed).find();
  }

  private Optional<double[]> find() {
    int count = places.length + 2;
    double[][] columns = new double[places.length][count];
    double[] position = new double[density.size()];
    double[] gradient = new double[density.size()];
    int found = 0;
    double value = 0;
    for (int attempt = 0; found < count && attempt < 10 * count; attempt++) {
      Workers.checkInterrupted();
      for (int i = 0; i < position.length; i++) {
        position[i] = 4 * random.uniform() - 2;
      }
      value = density.evaluate(position, gradient);
      if (Double.isFinite(value) && Arrays.stream(gradient).allMatch(Double::isFinite)) {
        for (int i = 0; i < places.length; i++) {
          columns[i][found] = gradient[places[i]] - slopes[i];
        }
        found++;
      }
    }
    if (found < count || !Double.isFinite(value)) {
      return Optional.empty();
    }
    double last = value;
    return dependent(columns).filter(direction -> isFlat(position, last, direction));
  }

  /** What makes 0 of the columns, by Gram and Schmidt's method with the largest rest first. */
  private static Optional<double[]> dependent(double[][] columns) {
    int size = columns.length;
    double[] lengths = new double[size];
    double[][] rest = new double[size][];
    for (int i = 0; i < size; i++) {
      lengths[i] = length(columns[i]);
      double length = lengths[i];
      if (length == 0) {
        return Optional.of(unit(size, i));
      }
      rest[i] = Arrays.stream(columns[i]).map(x -> x / length).toArray();
    }
    // Each rest is a combination of the columns.
    double[][] combination = new double[size][];
    Arrays.setAll(combination, i -> unit(size, i));
    boolean[] isTaken = new boolean[size];
    for (int step = 0; step < size; step++) {
      int largest = -1;
      for (int i = 0; i < size; i++) {
        if (!isTaken[i] && (largest < 0 || length(rest[i]) > length(rest[largest]))) {
          largest = i;
        }
      }
      double length = length(rest[largest]);
      if (length < DEPENDENT) {
        return Optional.of(scaled(combination[largest], lengths));
      }
      isTaken[largest] = true;
      for (int i = 0; i < size; i++) {
        if (!isTaken[i]) {
          double part = Vectors.dot(rest[i], rest[largest]) / (length * length);
          Vectors.add(rest[i], -part, rest[largest]);
          Vectors.add(combination[i], -part, combination[largest]);
        }
      }
    }
    return Optional.empty();
  }

  /** Of columns that were made of length 1, for those themselves. */
  private static double[] scaled(double[] combination, double[] lengths) {
    double[] direction = new double[lengths.length];
    Arrays.setAll(direction, i -> combination[i] / lengths[i]);
    double most = Arrays.stream(direction).map(Math::abs).max().orElseThrow();
    // What rounding has left is none.
    Arrays.setAll(direction, i -> Math.abs(direction[i]) < SAME * most ? 0 : direction[i] / most);
    // Either way along it is as good: the first number grows.
    double first = Arrays.stream(direction).filter(x -> x != 0).findFirst().orElse(1);
    return Arrays.stream(direction).map(x -> first < 0 ? 0 - x : x).toArray();
  }

  /** Whether the density is the same far away. */
  private boolean isFlat(double[] from, double value, double[] direction) {
    boolean hasLogarithms = Arrays.stream(slopes).anyMatch(s -> s != 0);
    double far = hasLogarithms ? FAR_LOGARITHM : FAR;
    double[] gradient = new double[from.length];
    for (double step : new double[] {1, -1, far, -far}) {
      double[] there = from.clone();
      double expected = value;
      for (int i = 0; i < places.length; i++) {
        there[places[i]] += step * direction[i];
        expected += step * direction[i] * slopes[i];
      }
      double found = density.evaluate(there, gradient);
      if (!(Math.abs(found - expected) <= SAME * (1 + Math.abs(value)))) {
        return false;
      }
    }
    return true;
  }

  private static double[] unit(int size, int place) {
    double[] unit = new double[size];
    unit[place] = 1;
    return unit;
  }

  private static double length(double[] x) {
    return Math.sqrt(Vectors.dot(x, x));
  }
}
