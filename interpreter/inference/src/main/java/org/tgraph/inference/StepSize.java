package org.tgraph.inference;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The size of steps, adapted by dual averaging so that a share of what is proposed would be
 * accepted (Hoffman and Gelman, 2014, section 3.2), with Stan's constants.
 */
public final class StepSize {
  public static final double GAMMA = 0.05;
  public static final double KAPPA = 0.75;
  public static final double T0 = 10;

  /** What a step that is too long must change the density by. */
  private static final double ENOUGH = Math.log(0.8);

  private final double target;
  private double size = 1;
  private double mu;
  private double count;
  private double meanError;
  private double meanLog;

  StepSize(double target) {
    this.target = target;
  }

  double size() {
    return size;
  }

  /** Puts all that it knows where a {@link Walker} has it. */
  void save(MemorySegment to) {
    double[] all = new double[Walker.Step.values().length];
    all[Walker.Step.SIZE.ordinal()] = size;
    all[Walker.Step.TARGET.ordinal()] = target;
    all[Walker.Step.MU.ordinal()] = mu;
    all[Walker.Step.COUNT.ordinal()] = count;
    all[Walker.Step.MEAN_ERROR.ordinal()] = meanError;
    all[Walker.Step.MEAN_LOG.ordinal()] = meanLog;
    MemorySegment.copy(all, 0, to, ValueLayout.JAVA_DOUBLE, 0, all.length);
  }

  /** Takes over what was learned there. */
  void restore(MemorySegment from) {
    double[] all = from.toArray(ValueLayout.JAVA_DOUBLE);
    size = all[Walker.Step.SIZE.ordinal()];
    count = all[Walker.Step.COUNT.ordinal()];
    meanError = all[Walker.Step.MEAN_ERROR.ordinal()];
    meanLog = all[Walker.Step.MEAN_LOG.ordinal()];
  }

  /** Learns from the mean acceptance of a transition. */
  void learn(double acceptance) {
    count++;
    double share = 1 / (count + T0);
    meanError = (1 - share) * meanError + share * (target - Math.min(1, acceptance));
    double log = mu - meanError * Math.sqrt(count) / GAMMA;
    double newest = Math.pow(count, -KAPPA);
    meanLog = (1 - newest) * meanLog + newest * log;
    size = Math.exp(log);
  }

  /** The size that has been found, an average of those that were tried. */
  void settle() {
    if (count > 0) {
      size = Math.exp(meanLog);
    }
  }

  /**
   * Begins anew with a step that is neither far too long nor far too short: doubles or halves it
   * until the density after one step changes by about the target.
   */
  void restart(Phase state, Dynamics dynamics, RandomNumbers random) {
    boolean grows = change(state, dynamics, random) > ENOUGH;
    while (size > 1e-300 && size < 1e7 && change(state, dynamics, random) > ENOUGH == grows) {
      size *= grows ? 2 : 0.5;
    }
    mu = Math.log(10 * size);
    count = 0;
    meanError = 0;
    meanLog = 0;
  }

  private double change(Phase state, Dynamics dynamics, RandomNumbers random) {
    Phase z = state.copy();
    dynamics.drawMomentum(z, random);
    double before = z.energy();
    dynamics.leap(z, size);
    return before - z.energy();
  }
}
