package org.tgraph.run;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.inference.Measure;
import org.tgraph.program.Summary;

/** Measures draws, element by element. */
final class SummaryRun {
  /** So many numbers may be there twice. */
  private static final long FEW = 1 << 22;

  private SummaryRun() {}

  static void run(Summary summary, Memory memory) {
    Array draws = memory.array(summary.draws());
    double[][] measures = memory.measures(draws);
    for (int i = 0; i < summary.results().size(); i++) {
      int measure = i;
      double[] column = Arrays.stream(measures).mapToDouble(m -> m[measure]).toArray();
      memory.put(summary.results().get(i), Array.of(shape(draws), column));
    }
  }

  /**
   * For each element of a draw its measures.
   *
   * @throws CancellationException if the thread is interrupted
   */
  static double[][] measures(Array draws) {
    Thread asking = Thread.currentThread();
    LongToDoubleFunction at = reader(draws);
    return IntStream.range(0, elements(draws))
        .parallel()
        .mapToObj(element -> {
          if (asking.isInterrupted()) {
            throw new CancellationException("It was interrupted.");
          }
          return Measure.of(chains(draws, at, element));
        })
        .toArray(double[][]::new);
  }

  /** The shape of one draw. */
  static long[] shape(Array draws) {
    return Arrays.copyOfRange(draws.shape(), 2, draws.rank());
  }

  /** How many numbers one draw has. */
  static int elements(Array draws) {
    return (int) Array.count(shape(draws));
  }

  /** Reads the numbers of draws: of few from a copy, which is several times as fast. */
  private static LongToDoubleFunction reader(Array draws) {
    if (draws.size() > FEW) {
      return draws::getDouble;
    }
    double[] all = draws.toDoubles();
    return i -> all[(int) i];
  }

  /** The draws of one of its numbers: those of each chain. */
  static double[][] chains(Array draws, int element) {
    return chains(draws, draws::getDouble, element);
  }

  private static double[][] chains(Array draws, LongToDoubleFunction at, int element) {
    int elements = elements(draws);
    double[][] chains = new double[(int) draws.dim(0)][(int) draws.dim(1)];
    long next = element;
    for (double[] chain : chains) {
      for (int i = 0; i < chain.length; i++, next += elements) {
        chain[i] = at.applyAsDouble(next);
      }
    }
    return chains;
  }
}
