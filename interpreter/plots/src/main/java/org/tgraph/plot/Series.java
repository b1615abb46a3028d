package org.tgraph.plot;

/**
 * Points in a panel; those with a coordinate that is not finite are left out.
 *
 * @param name for the legend; of an empty one there is none
 */
public record Series(String name, Style style, double[] x, double[] y) {
  /** How points are drawn. */
  public enum Style {
    LINE,
    /** One of many, all alike. */
    FAINT_LINE,
    /** Lines of one colour. */
    THIN_LINE,
    THICK_LINE,
    POINTS,
    /** Black, to be seen beside lines. */
    SMALL_POINTS,
    /** Small points in red, to be seen among others. */
    MARKED_POINTS,
    /** The outline of bars, filled. */
    AREA
  }

  public Series {
    if (x.length != y.length) {
      throw new IllegalArgumentException(x.length + " and " + y.length + " coordinates");
    }
  }
}
