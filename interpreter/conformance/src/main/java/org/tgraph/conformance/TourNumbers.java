package org.tgraph.conformance;

import java.util.List;

/**
 * What the programs of {@code samples/tour} print, computed elsewhere: with NumPy or JAX, and for
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
          new Expected("03-data", 1, 0, 1e-9, 304.854073561965),
          new Expected("04-gradients", 0, 0, 1e-9, 515.4, -285.4, -341.6, 2085.4, -482.0),
          new Expected("04-gradients", 2, 0, 1e-9, 848.22, 1491.8),
          new Expected("04-gradients", 3, 0, 1e-9, 0.6378697925882713),
          new Expected(
              "04-gradients",
              4,
              0,
              1e-9,
              0.352963334815,
              0.200738992677,
              0.173361066089,
              -0.127416520211),
          new Expected(
              "04-gradients", 5, 0, 1e-6, -3.827500, -1.320623, -1.616753, 0.892815, 0.18824980),
          new Expected("05-loops", 0, 0, 1e-9, -637.2842321519826, 21.166986321139, 3.762899341906),
          new Expected("05-loops", 1, 0, 1e-3, 15100.12, 1468.39),
          new Expected("05-loops", 1, 2, 1e-8, -632.54421216),
          new Expected("05-loops", 2, 0, 1e-9, 55, 89),
          new Expected("05-loops", 3, 0, 1e-9, 1.41421356237),
          new Expected("06-linear-algebra", 0, 0, 1e-9, 1.1752340506621692),
          new Expected(
              "06-linear-algebra", 1, 0, 1e-9, -4.148722683096, 0.04601407009122, 470.0077988875),
          new Expected("06-linear-algebra", 2, 0, 1e-9, 0.0909090909, 0.6363636364, 11),
          new Expected("06-linear-algebra", 3, 0, 1e-9, 2.381966011250105, 4.618033988749895),
          new Expected("06-linear-algebra", 4, 0, 1e-9, 1, 2),
          // By JAX, with the same keys; a few of the 297 images are close to two digits.
          new Expected("09-network", 0, 0, 0.012, 0.9124579124579124));

  private TourNumbers() {}
}
