package org.tgraph.program;

import java.util.List;

/**
 * A picture of values.
 *
 * @param values what it takes: see {@link Kind}
 * @param bins of a histogram
 */
public record Plot(Kind kind, List<Shown> values, String title, String x, String y, int bins) {
  /** What is drawn. */
  public enum Kind {
    /** Of numbers. */
    HISTOGRAM,
    /** Of a vector and one or more rows as long; then of two vectors, of further points, if any. */
    LINE,
    /** Of two vectors of one size. */
    SCATTER,
    /** Of draws from a model. */
    TRACE,
    RANK,
    DENSITY,
    PAIRS,
    FOREST,
    /** Of replications {@code [chains, draws, …]} and what was observed. */
    PREDICTIVE,
    /** Of a record of ranks {@code [simulations, …]}, and how many draws each is a rank among. */
    CALIBRATION
  }

  public Plot {
    values = List.copyOf(values);
  }
}
