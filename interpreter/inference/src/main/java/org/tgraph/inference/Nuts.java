package org.tgraph.inference;

import java.util.Arrays;

/**
 * One transition of the no-U-turn sampler (Hoffman and Gelman, 2014) with multinomial sampling of
 * the trajectory and the generalized criterion of Betancourt, "A Conceptual Introduction to
 * Hamiltonian Monte Carlo" (2017), appendix A.4, as Stan does it: the criterion is also demanded
 * between the two halves of each tree.
 */
final class Nuts implements Transition {
  /** Where the energy has risen by more the trajectory has diverged. */
  private static final double DIVERGENCE = 1000;

  private final Dynamics dynamics;
  private final RandomNumbers random;
  private final int maxDepth;

  // The trajectory of the transition that is going on

  private Phase z;
  private double step;
  private double start;
  private int leaps;
  private double accepted;
  private boolean isDivergent;

  Nuts(Dynamics dynamics, RandomNumbers random, int maxDepth) {
    this.dynamics = dynamics;
    this.random = random;
    this.maxDepth = maxDepth;
  }

  /** One end of a part of a trajectory. */
  private record End(double[] momentum, double[] velocity) {
    static End of(Phase z) {
      return new End(z.momentum.clone(), z.velocity.clone());
    }
  }

  /** Where a transition may end: the momentum there does not count. */
  private record Sample(double[] position, double[] gradient, double logDensity, double energy) {
    static Sample of(Phase z) {
      return new Sample(z.position.clone(), z.gradient.clone(), z.logDensity, z.energy());
    }

    void put(Phase z) {
      System.arraycopy(position, 0, z.position, 0, position.length);
      System.arraycopy(gradient, 0, z.gradient, 0, position.length);
      z.logDensity = logDensity;
    }
  }

  /**
   * A part of a trajectory.
   *
   * @param first its end nearer to where the transition began
   * @param sum of all momenta
   * @param weight the logarithm of the sum of all weights
   * @param sample one of its states, drawn by their weights
   */
  private record Tree(End first, End last, double[] sum, double weight, Sample sample) {}

  @Override
  public void make(int count, Phase state, StepSize step, boolean learns, Told told) {
    for (int i = 0; i < count; i++) {
      Workers.checkInterrupted();
      Outcome outcome = transition(state, step.size());
      if (learns) {
        step.learn(outcome.acceptance());
      }
      told.of(state.position, outcome);
    }
  }

  /** Moves the state on; its density is known before and after. */
  Outcome transition(Phase state, double stepSize) {
    dynamics.drawMomentum(state, random);
    start = state.energy();
    leaps = 0;
    accepted = 0;
    isDivergent = false;
    Phase[] edges = {state.copy(), state.copy()};
    End here = End.of(state);
    // The two ends of the whole, backward and forward.
    End[] ends = {here, here};
    double[] sum = state.momentum.clone();
    double weight = 0;
    double energy = start;
    int depth = 0;
    while (depth < maxDepth) {
      int way = random.uniform() > 0.5 ? 1 : 0;
      z = edges[way];
      step = way == 1 ? stepSize : -stepSize;
      Tree grown = grow(depth);
      if (grown == null) {
        break;
      }
      depth++;
      if (grown.weight > weight || random.uniform() < Math.exp(grown.weight - weight)) {
        grown.sample.put(state);
        energy = grown.sample.energy;
      }
      weight = logSum(weight, grown.weight);
      End opposite = ends[1 - way];
      End joint = ends[way];
      boolean goesOn =
          isStraight(opposite, grown.last, sum, grown.sum)
              && isStraight(opposite, grown.first, sum, grown.first.momentum)
              && isStraight(joint, grown.last, grown.sum, joint.momentum);
      sum = plus(sum, grown.sum);
      ends[way] = grown.last;
      if (!goesOn) {
        break;
      }
    }
    double acceptance = accepted / Math.max(leaps, 1);
    return new Outcome(stepSize, state.logDensity, acceptance, energy, depth, leaps, isDivergent);
  }

  /**
   * Follows the trajectory from {@code z} for {@code 2 ** depth} steps; nothing if it diverges or
   * makes a U-turn inside.
   */
  private Tree grow(int depth) {
    if (depth == 0) {
      return leap();
    }
    Tree near = grow(depth - 1);
    if (near == null) {
      return null;
    }
    Tree far = grow(depth - 1);
    if (far == null) {
      return null;
    }
    double weight = logSum(near.weight, far.weight);
    boolean takesFar = random.uniform() < Math.exp(far.weight - weight);
    boolean goesOn =
        isStraight(near.first, far.last, near.sum, far.sum)
            && isStraight(near.first, far.first, near.sum, far.first.momentum)
            && isStraight(near.last, far.last, far.sum, near.last.momentum);
    if (!goesOn) {
      return null;
    }
    Sample sample = takesFar ? far.sample : near.sample;
    return new Tree(near.first, far.last, plus(near.sum, far.sum), weight, sample);
  }

  private Tree leap() {
    dynamics.leap(z, step);
    leaps++;
    double change = start - z.energy();
    isDivergent |= -change > DIVERGENCE;
    accepted += Math.min(1, Math.exp(change));
    if (isDivergent) {
      return null;
    }
    End end = End.of(z);
    return new Tree(end, end, end.momentum, change, Sample.of(z));
  }

  /**
   * Whether a stretch still leads away from both of its ends.
   *
   * @param one with {@code other} the sum of its momenta
   */
  private static boolean isStraight(End a, End b, double[] one, double[] other) {
    double[] v = a.velocity;
    double[] w = b.velocity;
    double alongA = 0;
    double alongB = 0;
    for (int i = 0; i < v.length; i++) {
      double sum = one[i] + other[i];
      alongA += v[i] * sum;
      alongB += w[i] * sum;
    }
    return alongA > 0 && alongB > 0;
  }

  private static double[] plus(double[] a, double[] b) {
    double[] sum = Arrays.copyOf(a, a.length);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  private static double logSum(double a, double b) {
    double larger = Math.max(a, b);
    return larger == Double.NEGATIVE_INFINITY
        ? larger
        : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
  }
}
