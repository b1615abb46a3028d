package org.tgraph.inference;

/** What is recorded of each transition, in the order in which it is kept. */
public enum Statistic {
  LOG_DENSITY,
  ACCEPTANCE,
  STEP_SIZE,
  DEPTH,
  LEAPS,
  DIVERGENT,
  ENERGY
}
