package org.tgraph.conformance;

import java.util.List;

/**
 * What the programs of {@code samples/tour} print, computed elsewhere: with NumPy, and for
 * Longley's data certified by NIST.
 */
final class TourNumbers {
  /**
   * @param print which print of the program, from 0
   * @param from which of the numbers of that print is the first to be compared
   */
  record Expected(String program, int print, int from, double relative, double... values) {}

  static final List<Expected> ALL =
      List.of(
          new Expected("01-tensors", 0, 0, 1e-9, -2, -2.75),
          new Expected("01-tensors", 5, 0, 1e-9, 4, 4.5),
          new Expected(
              "02-functions", 0, 0, 1e-9, 3.083333333333, 2.283333333333, 1.95, 1.759523809524),
          new Expected(
              "02-functions", 2, 0, 1e-9, 2.083333333333, 1.283333333333, 0.95, 0.759523809524),
          new Expected("02-functions", 3, 0, 1e-9, 1, 2, 3, 4),
          new Expected("02-functions", 4, 0, 1e-9, 3, 5, 7),
          new Expected("02-functions", 5, 0, 1e-9, 81),
          new Expected(
              "03-data",
              0,
              0,
              1e-7,
              -3482258.63459582,
              15.0618722713733,
              -0.0358191792925910,
              -2.02022980381683,
              -1.03322686717359,
              -0.0511041056535807,
              1829.15146461355),
          new Expected("03-data", 1, 0, 1e-9, 304.854073561965));

  private TourNumbers() {}
}
