package org.tgraph.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.tgraph.array.Array;
import org.tgraph.array.ArrayText;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphPrinter;
import org.tgraph.graph.Value;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.Op;
import org.tgraph.run.Backend;
import org.tgraph.run.Decompose;
import org.tgraph.run.Executable;
import org.tgraph.run.Gaps;
import org.tgraph.run.ReferenceBackend;
import org.tgraph.type.DType;
import org.tgraph.type.SizeVar;

/**
 * Compares a backend with the reference, program by program. Where the results differ by more than
 * rounding, each equation is run by itself on what the reference computed before it: either one of
 * them is wrong, or rounding was made large by what follows (a comparison, a sort, a cast).
 */
public final class BackendComparison implements Comparison {
  /** How much a whole program's results may differ, by its number of equations. */
  private static final double PER_EQUATION = 16;

  private static final double PER_OPERATION = 64;

  private final Backend backend;
  private final AtomicInteger compared = new AtomicInteger();
  private final AtomicInteger gaps = new AtomicInteger();
  private final AtomicInteger amplified = new AtomicInteger();

  public BackendComparison(Backend backend) {
    this.backend = backend;
  }

  @Override
  public Optional<Failure> of(Computation computation) {
    Graph graph = Decompose.forBackend(computation.graph(), backend);
    if (!Gaps.of(graph, backend).isEmpty()) {
      gaps.incrementAndGet();
      return Optional.empty();
    }
    compared.incrementAndGet();
    Computation same = new Computation(graph, computation.inputs());
    Executable.Outcome expected;
    try {
      expected = same.run(new ReferenceBackend());
    } catch (EvaluationProblem e) {
      return Optional.empty();
    }
    try {
      List<Array> actual = run(same).outputs();
      for (int i = 0; i < actual.size(); i++) {
        double slack = PER_EQUATION * (8 + graph.body().size());
        if (difference(expected.outputs().get(i), actual.get(i), slack).isPresent()) {
          return one(same, expected);
        }
      }
      return Optional.empty();
    } catch (RuntimeException e) {
      // Of whatever kind: the reference has a result.
      Failure failure = Trial.failure(backend.name() + ": ", e);
      return Optional.of(new Failure(failure.kind(), failure.details() + "\n" + graph));
    }
  }

  /** One at a time: nothing says that a backend may be used by several threads. */
  private Executable.Outcome run(Computation computation) {
    synchronized (backend) {
      return computation.run(backend);
    }
  }

  /** The equation that is wrong, if it is one. */
  private Optional<Failure> one(Computation computation, Executable.Outcome outcome) {
    Graph graph = computation.graph();
    List<Value> all = new ArrayList<>(graph.inputs());
    graph.body().forEach(e -> all.addAll(e.results()));
    Executable.Outcome expected =
        new Computation(new Graph(graph.inputs(), graph.body(), all), computation.inputs())
            .run(new ReferenceBackend());
    Map<Value, Array> known = new IdentityHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      known.put(all.get(i), expected.outputs().get(i));
    }
    for (Equation equation : graph.body()) {
      Optional<Failure> wrong = wrong(equation, known, outcome.sizes());
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    amplified.incrementAndGet();
    return Optional.empty();
  }

  private Optional<Failure> wrong(
      Equation equation, Map<Value, Array> known, Map<SizeVar, Long> sizes) {
    List<Value> operands = equation.operands().stream().distinct().toList();
    Graph graph = new Graph(operands, List.of(equation), equation.results());
    List<Array> inputs = operands.stream().map(known::get).toList();
    Map<SizeVar, Long> given = new HashMap<>(sizes);
    equation.op().defines().forEach(given::remove);
    List<Array> actual;
    synchronized (backend) {
      actual = backend.compile(graph).run(inputs, given).outputs();
    }
    for (int i = 0; i < actual.size(); i++) {
      Array expected = known.get(equation.results().get(i));
      Optional<String> difference = difference(expected, actual.get(i), slack(equation.op()));
      if (difference.isPresent() && !isFree(equation.op())) {
        return Optional.of(
            new Failure(
                backend.name() + ": " + equation.op().name(),
                difference.get()
                    + "\n"
                    + GraphPrinter.print(graph)
                    + inputs.stream().map(ArrayText::exact).toList()));
      }
    }
    return Optional.empty();
  }

  /** Sums of many elements may differ by more: they are added in another order. */
  private static double slack(Op op) {
    return op.name().equals("matmul") || op.name().equals("sum") || op.name().startsWith("cum")
        ? PER_OPERATION * 16
        : PER_OPERATION;
  }

  /** Factors that are determined only up to signs, or badly. */
  private static boolean isFree(Op op) {
    return List.of("qr", "svd", "eigh").contains(op.name());
  }

  /** The first difference that is more than so many units in the last place of the largest. */
  static Optional<String> difference(Array expected, Array actual, double slack) {
    if (!expected.type().equals(actual.type())) {
      return Optional.of("type " + actual.type() + " instead of " + expected.type());
    }
    DType type = expected.dtype();
    boolean isExact = !type.isFloat() && !type.isComplex();
    double largest = 1e-3;
    for (long i = 0; i < expected.size() && !isExact; i++) {
      largest = Math.max(largest, size(expected.re(i)));
      largest = Math.max(largest, size(expected.im(i)));
    }
    double unit = type.part() == DType.F32 ? 6e-8 : 1.2e-16;
    double allowed = largest * unit * slack;
    for (long i = 0; i < expected.size(); i++) {
      boolean same =
          isExact
              ? expected.getLong(i) == actual.getLong(i)
              : isClose(expected.re(i), actual.re(i), allowed)
                  && isClose(expected.im(i), actual.im(i), allowed);
      if (!same) {
        return Optional.of(
            "element "
                + i
                + " of "
                + ArrayText.exact(actual)
                + " instead of "
                + ArrayText.exact(expected));
      }
    }
    return Optional.empty();
  }

  private static double size(double x) {
    return Double.isFinite(x) ? Math.abs(x) : 0;
  }

  private static boolean isClose(double expected, double actual, double allowed) {
    return expected == actual
        || Double.isNaN(expected) && Double.isNaN(actual)
        || Math.abs(expected - actual) <= allowed;
  }

  @Override
  public String counts() {
    return "%s: %d programs agree or are reported, %d of them after rounding that grew; %d have gaps"
        .formatted(backend.name(), compared.get(), amplified.get(), gaps.get());
  }
}
