package org.tgraph.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The way up a density by L-BFGS (Nocedal and Wright, "Numerical Optimization", 2006, algorithm
 * 7.5), with all places on it. Steps hold the weak conditions of Wolfe, found by bisection (Lewis
 * and Overton, 2013), which needs no density where there is none.
 */
final class Ascent {
  /** How many changes the curvature is learned from. */
  static final int HISTORY = 6;

  private static final int ITERATIONS = 1000;
  private static final int TRIES = 60;
  private static final double ENOUGH = 1e-4;
  private static final double CURVED = 0.9;
  private static final double FLAT = 1e-8;
  private static final double LEVEL = 1e4 * 0x1p-52;

  private final Dynamics dynamics;
  private final Deque<Change> changes = new ArrayDeque<>();

  private Ascent(Dynamics dynamics) {
    this.dynamics = dynamics;
  }

  /**
   * A step and how the gradient of minus the log density changed by it.
   *
   * @param curvature their product
   */
  record Change(double[] step, double[] slope, double curvature) {
    static Change between(Phase before, Phase after) {
      double[] step = new double[before.position.length];
      double[] slope = new double[step.length];
      for (int i = 0; i < step.length; i++) {
        step[i] = after.position[i] - before.position[i];
        slope[i] = before.gradient[i] - after.gradient[i];
      }
      return new Change(step, slope, Vectors.dot(step, slope));
    }

    /** Whether something can be learned from it. */
    boolean isCurved() {
      return curvature > 1e-12 * Vectors.dot(slope, slope);
    }
  }

  /** All places from a start to where it goes no higher, the start first. */
  static List<Phase> from(Phase start, Dynamics dynamics) {
    return new Ascent(dynamics).path(start);
  }

  private List<Phase> path(Phase start) {
    List<Phase> path = new ArrayList<>(List.of(start.copy()));
    for (int i = 0; i < ITERATIONS; i++) {
      Workers.checkInterrupted();
      Phase here = path.get(path.size() - 1);
      Phase next = step(here);
      if (next == null) {
        break;
      }
      path.add(next);
      Change change = Change.between(here, next);
      if (change.isCurved()) {
        changes.addLast(change);
        if (changes.size() > HISTORY) {
          changes.removeFirst();
        }
      }
      double gain = Math.abs(next.logDensity - here.logDensity);
      double size = Math.max(1, Math.abs(next.logDensity));
      if (gain <= LEVEL * size || Math.sqrt(Vectors.dot(next.gradient, next.gradient)) < FLAT) {
        break;
      }
    }
    return path;
  }

  /** The next place; nothing if there is none that is better. */
  private Phase step(Phase here) {
    double[] way = direction(here.gradient);
    double slope = Vectors.dot(way, here.gradient);
    if (!(slope > 0)) {
      return null;
    }
    double least = 0;
    double most = Double.POSITIVE_INFINITY;
    double size = changes.isEmpty() ? Math.min(1, 1 / Math.sqrt(slope)) : 1;
    Phase next = new Phase(here.position.length);
    for (int i = 0; i < TRIES; i++) {
      for (int k = 0; k < way.length; k++) {
        next.position[k] = here.position[k] + size * way[k];
      }
      dynamics.evaluate(next);
      if (!next.isFinite() || next.logDensity < here.logDensity + ENOUGH * size * slope) {
        most = size;
      } else if (Vectors.dot(way, next.gradient) > CURVED * slope) {
        least = size;
      } else {
        return next;
      }
      size = Double.isInfinite(most) ? 2 * least : 0.5 * (least + most);
    }
    return null;
  }

  /** The gradient times the inverse Hessian of minus the log density, by two loops. */
  private double[] direction(double[] gradient) {
    double[] way = gradient.clone();
    double[] shares = new double[changes.size()];
    int place = changes.size();
    for (Iterator<Change> i = changes.descendingIterator(); i.hasNext(); ) {
      Change c = i.next();
      place--;
      shares[place] = Vectors.dot(c.step, way) / c.curvature;
      Vectors.add(way, -shares[place], c.slope);
    }
    if (!changes.isEmpty()) {
      Change last = changes.getLast();
      double scale = last.curvature / Vectors.dot(last.slope, last.slope);
      for (int k = 0; k < way.length; k++) {
        way[k] *= scale;
      }
    }
    for (Change c : changes) {
      double back = Vectors.dot(c.slope, way) / c.curvature;
      Vectors.add(way, shares[place] - back, c.step);
      place++;
    }
    return way;
  }
}
