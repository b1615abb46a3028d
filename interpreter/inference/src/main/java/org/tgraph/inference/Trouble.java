package org.tgraph.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the statistics of the sampler say against its draws. */
public final class Trouble {
  /** Below this the energy is explored too slowly (Betancourt, 2016, as Stan's tools have it). */
  public static final double LOW_ENERGY = 0.3;

  private final List<Draws> chains;

  public Trouble(List<Draws> chains) {
    this.chains = List.copyOf(chains);
  }

  /** For each chain which draws ended a trajectory that diverged. */
  public boolean[][] divergent() {
    boolean[][] divergent = new boolean[chains.size()][];
    for (int i = 0; i < divergent.length; i++) {
      double[] is = of(i, Statistic.DIVERGENT);
      divergent[i] = new boolean[is.length];
      for (int j = 0; j < is.length; j++) {
        divergent[i][j] = is[j] != 0;
      }
    }
    return divergent;
  }

  /** How many trajectories were as long as they may be, and had not turned. */
  public long cutShort(int maxDepth) {
    long count = 0;
    for (int i = 0; i < chains.size(); i++) {
      count += Arrays.stream(of(i, Statistic.DEPTH)).filter(d -> d >= maxDepth).count();
    }
    return count;
  }

  /**
   * The estimated Bayesian fraction of missing information of each chain: how much the energy
   * changes from draw to draw, as a part of its variance (Betancourt, "Diagnosing Suboptimal
   * Cotangent Disintegrations in Hamiltonian Monte Carlo", 2016).
   */
  public List<Double> energies() {
    List<Double> fractions = new ArrayList<>();
    for (int i = 0; i < chains.size(); i++) {
      double[] energy = of(i, Statistic.ENERGY);
      double steps = 0;
      for (int j = 1; j < energy.length; j++) {
        steps += (energy[j] - energy[j - 1]) * (energy[j] - energy[j - 1]);
      }
      fractions.add(steps / (Moments.variance(energy) * (energy.length - 1)));
    }
    return fractions;
  }

  /** The share of draws of each chain that are another place than the one before. */
  public List<Double> moved() {
    List<Double> shares = new ArrayList<>();
    for (Draws chain : chains) {
      int moves = 0;
      double[][] at = chain.positions();
      for (int j = 1; j < at.length; j++) {
        moves += Arrays.equals(at[j], at[j - 1]) ? 0 : 1;
      }
      shares.add(at.length < 2 ? 1.0 : moves / (at.length - 1.0));
    }
    return shares;
  }

  /** The mean log density of each chain. */
  public List<Double> logDensities() {
    List<Double> means = new ArrayList<>();
    for (int i = 0; i < chains.size(); i++) {
      means.add(Moments.mean(of(i, Statistic.LOG_DENSITY)));
    }
    return means;
  }

  private double[] of(int chain, Statistic statistic) {
    return chains.get(chain).statistics()[statistic.ordinal()];
  }

  /**
   * How much smaller a number is in the chosen draws than in the others, by ranks: 1 if always, -1
   * if it is always larger, 0 if there is no difference (the rank-biserial correlation).
   */
  public static double smaller(double[][] draws, boolean[][] chosen) {
    double[] all = new double[draws.length * draws[0].length];
    double[] few = new double[all.length];
    int n = 0;
    int m = 0;
    for (int i = 0; i < draws.length; i++) {
      for (int j = 0; j < draws[i].length; j++) {
        if (chosen[i][j]) {
          few[m++] = draws[i][j];
        } else {
          all[n++] = draws[i][j];
        }
      }
    }
    double[] others = Arrays.copyOf(all, n);
    Arrays.sort(others);
    double wins = 0;
    for (int i = 0; i < m; i++) {
      wins += n - below(others, few[i], true) - below(others, few[i], false);
    }
    return wins / ((double) n * m);
  }

  /** How many are less than {@code x}, or at most that. */
  private static int below(double[] sorted, double x, boolean orEqual) {
    int from = 0;
    int to = sorted.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sorted[middle] < x || orEqual && sorted[middle] == x) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
