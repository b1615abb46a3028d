package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphPrinter;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.pass.Pipeline;
import org.tgraph.rewrite.Simplify;
import org.tgraph.run.ReferenceBackend;

/**
 * Compares the results of a graph with those of what simplification makes of it, on the reference.
 * They may differ as far as rounding moves the results of the graph itself; and where it overflows
 * on the way, nothing is said, as a more accurate form may not.
 */
public final class SimplifiedComparison implements Comparison {
  private static final Pipeline PASSES = Pipeline.of(Simplify.PASS);
  private static final int RUNS = 3;

  /** How many units in the last place are nothing to look at closer, for each equation. */
  private static final double PER_EQUATION = 16;

  /** By how much more than the moves of so few runs results may differ. */
  private static final double MOVES = 64;

  private final AtomicInteger compared = new AtomicInteger();
  private final AtomicInteger rounded = new AtomicInteger();
  private final AtomicInteger overflowing = new AtomicInteger();

  @Override
  public Optional<Failure> of(Computation computation) {
    compared.incrementAndGet();
    Graph graph = computation.graph();
    Graph simple = PASSES.run(graph);
    List<Array> expected = computation.run(new ReferenceBackend()).outputs();
    List<Array> actual;
    try {
      actual = new Computation(simple, computation.inputs()).run(new ReferenceBackend()).outputs();
    } catch (EvaluationProblem e) {
      return Optional.of(failure(e.toString(), graph, simple));
    }
    double slack = PER_EQUATION * (8 + graph.body().size());
    List<List<Array>> moved = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      Optional<String> difference =
          BackendComparison.difference(expected.get(i), actual.get(i), slack);
      if (difference.isPresent()) {
        if (moved.isEmpty() && isOverflowing(computation, moved)) {
          overflowing.incrementAndGet();
          return Optional.empty();
        }
        double most = 0;
        for (List<Array> run : moved) {
          most = Math.max(most, distance(expected.get(i), run.get(i)));
        }
        if (distance(expected.get(i), actual.get(i)) > MOVES * most) {
          return Optional.of(failure(difference.get(), graph, simple));
        }
        rounded.incrementAndGet();
      }
    }
    return Optional.empty();
  }

  /** Runs the graph with random rounding; whether it is finite all the way. */
  private static boolean isOverflowing(Computation computation, List<List<Array>> moved) {
    for (int i = 0; i < RUNS; i++) {
      Rounding rounding = new Rounding(i);
      try {
        moved.add(computation.run(rounding).outputs());
      } catch (EvaluationProblem e) {
        // So ill-conditioned that other rounding is a problem.
        return true;
      }
      if (rounding.hasOverflow()) {
        return true;
      }
    }
    return false;
  }

  /** The largest difference of elements; infinite if it is one of size, or not of rounding. */
  private static double distance(Array a, Array b) {
    if (!a.type().equals(b.type())) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (long i = 0; i < a.size(); i++) {
      double re = Math.abs(a.re(i) - b.re(i));
      double im = Math.abs(a.im(i) - b.im(i));
      boolean same = Double.compare(a.re(i), b.re(i)) == 0 && Double.compare(a.im(i), b.im(i)) == 0;
      double here = same ? 0 : Math.max(re, im);
      largest = Math.max(largest, Double.isNaN(here) ? Double.POSITIVE_INFINITY : here);
    }
    return largest;
  }

  private static Failure failure(String what, Graph graph, Graph simple) {
    return new Failure(
        "simplified",
        what + "\n" + GraphPrinter.print(graph) + "simplified:\n" + GraphPrinter.print(simple));
  }

  @Override
  public String counts() {
    return "simplified: %d programs agree or are reported, %d results differ by their own rounding, %d programs overflow on the way"
        .formatted(compared.get(), rounded.get(), overflowing.get());
  }
}
