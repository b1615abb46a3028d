package org.tgraph.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tgraph.array.Array;
import org.tgraph.check.Checked;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.graph.Value;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.create.Constant;
import org.tgraph.program.Step;
import org.tgraph.run.Backend;
import org.tgraph.run.Decompose;
import org.tgraph.run.Executable;
import org.tgraph.run.Gaps;
import org.tgraph.source.Source;
import org.tgraph.type.DType;

/**
 * The calls of the prelude's functions that {@link PreludeNumbers} has, of special numbers: {@code
 * nan}, infinite ones, zeros of both signs, the smallest and the largest; of whole numbers the ends
 * of their types. What they should give is what the definitions do.
 *
 * @param calls how many calls of each script are tried
 * @param rounds with how many numbers each
 * @param seed which
 */
record SpecialNumbers(int calls, int rounds, long seed) {
  private static final double[] SPECIAL = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1, -1, 0.5
  };

  /**
   * Sums of products, and what is made of them: with huge and tiny numbers among them it depends on
   * the order, and on the precision of what lies between, whether one is infinite or 0.
   */
  private static final Set<String> OF_MODEST_NUMBERS =
      Set.of(
          "conv1d",
          "conv2d",
          "convolve",
          "corrcoef",
          "correlate",
          "cov",
          "dot",
          "einsum",
          "inner",
          "linalg_gradients",
          "lstsq",
          "matmul",
          "matrix_power",
          "matvec",
          "pinv",
          "qr",
          "slogdet",
          "solve",
          "tensordot",
          "vdot",
          "vecdot",
          "vecmat");

  /**
   * Factorizations: neither the standard nor LAPACK says how much of the result is {@code nan}
   * where one element is.
   */
  private static final Set<String> OF_FINITE_NUMBERS = Set.of("lstsq", "qr", "slogdet");

  /** Whole numbers say here how large something is, or how long it takes. */
  private static final Set<String> OF_SMALL_WHOLE_NUMBERS =
      Set.of("comb", "factorial", "fori", "perm", "repeat", "repeated", "scan", "while");

  /** The numbers that take part in one call. */
  private record Numbers(boolean modest, boolean finite, boolean small) {
    static Numbers of(String script) {
      return new Numbers(
          OF_MODEST_NUMBERS.contains(script),
          OF_FINITE_NUMBERS.contains(script),
          OF_SMALL_WHOLE_NUMBERS.contains(script));
    }

    /** Numbers like those given, of which about a share is special. */
    Array like(Array given, Random random, double share) {
      DType type = given.dtype();
      Array array = Array.zeros(type, given.shape());
      for (long i = 0; i < array.size(); i++) {
        if (random.nextDouble() > share) {
          array.copy(i, given, i);
        } else if (type.isInt()) {
          array.set(i, small ? given.getLong(i) : end(type, random));
        } else if (type.isComplex()) {
          array.set(i, one(type.part(), random), one(type.part(), random));
        } else {
          array.set(i, one(type, random));
        }
      }
      return array;
    }

    private static long end(DType type, Random random) {
      int bits = 8 * type.bytes();
      long least = type.isUnsigned() ? 0 : -1L << bits - 1;
      long most = type.isUnsigned() ? -1L >>> 64 - bits : ~(-1L << bits - 1);
      return switch (random.nextInt(6)) {
        case 0 -> least;
        case 1 -> most;
        case 2 -> least + 1;
        case 3 -> type.isUnsigned() ? 2 : -1;
        default -> random.nextInt(2);
      };
    }

    private double one(DType type, Random random) {
      boolean isSingle = type == DType.F32;
      if (modest || random.nextInt(3) != 0) {
        double special = SPECIAL[random.nextInt(SPECIAL.length)];
        return finite && !Double.isFinite(special) ? 2 : special;
      }
      double sign = random.nextBoolean() ? 1 : -1;
      double size =
          switch (random.nextInt(4)) {
            case 0 -> isSingle ? Float.MIN_VALUE : Double.MIN_VALUE;
            case 1 -> isSingle ? Float.MIN_NORMAL : Double.MIN_NORMAL;
            case 2 -> isSingle ? Float.MAX_VALUE : Double.MAX_VALUE;
            default -> isSingle ? 1e20f : 1e200;
          };
      return sign * size;
    }
  }

  /** The graph of what a step prints, with the numbers that it is of as inputs. */
  private record Call(String text, Graph graph, List<Array> numbers) {
    static Optional<Call> of(Checked checked, Step.Print print) {
      List<Value> values = print.values().stream().flatMap(v -> v.values().stream()).toList();
      List<Value> inputs = new ArrayList<>();
      List<Array> numbers = new ArrayList<>();
      List<Equation> body = new ArrayList<>();
      for (Equation equation : GraphBuilder.needed(checked.program().body(), values)) {
        if (equation.op() instanceof Constant c && isWritten(equation, c.value())) {
          inputs.add(equation.result());
          numbers.add(c.value());
        } else {
          body.add(equation);
        }
      }
      return numbers.isEmpty()
          ? Optional.empty()
          : Optional.of(new Call(print.span().text(), new Graph(inputs, body, values), numbers));
    }

    /** Whether it is a list of numbers in the script: none of those that formulas are made of. */
    private static boolean isWritten(Equation equation, Array value) {
      return value.size() > 0
          && value.rank() > 0
          && value.dtype() != DType.BOOL
          && equation.origin().place().filter(p -> p.text().contains("[")).isPresent();
    }
  }

  /** Results, or what is told instead. */
  private record Outcome(List<Array> results, String problem) {
    static Outcome of(UnaryOperator<List<Array>> run, List<Array> numbers) {
      try {
        return new Outcome(run.apply(numbers), "");
      } catch (EvaluationProblem problem) {
        return new Outcome(List.of(), problem.code().toString());
      }
    }

    /**
     * The first difference in words. Finite numbers are compared roughly, by what the largest among
     * operands and results allows.
     */
    Optional<String> difference(List<Array> numbers, Outcome actual) {
      if (!problem.equals(actual.problem)) {
        return Optional.of(actual + " instead of " + this);
      }
      double given = numbers.stream().mapToDouble(SpecialNumbers::largest).max().orElse(0);
      for (int i = 0; i < results.size(); i++) {
        Array expected = results.get(i);
        double rounding = expected.dtype().part() == DType.F32 ? 1e-4 : 1e-9;
        double scale = Math.max(given, largest(expected));
        Optional<String> difference =
            new Closeness(1 / rounding, rounding * scale)
                .difference(expected, actual.results.get(i));
        if (difference.isPresent()) {
          return Optional.of(difference.get() + " in " + actual + " instead of " + this);
        }
      }
      return Optional.empty();
    }
  }

  private static double largest(Array array) {
    double largest = 0;
    for (long i = 0; i < array.size() && array.dtype() != DType.BOOL; i++) {
      double size = Math.max(Math.abs(array.re(i)), Math.abs(array.im(i)));
      largest = Double.isFinite(size) ? Math.max(largest, size) : largest;
    }
    return largest;
  }

  /** What a backend makes of them that is not what the definitions do. */
  List<String> compare(Programs.Script script, Backend backend) {
    Checked checked = ScriptRun.check(new Source(script.name() + ".tgraph", script.text()));
    Random random = new Random(seed + script.name().hashCode());
    List<Step> steps = new ArrayList<>(checked.program().steps());
    Collections.shuffle(steps, random);
    List<String> wrong = new ArrayList<>();
    steps.stream()
        .flatMap(step -> Call.of(checked, (Step.Print) step).stream())
        .limit(calls)
        .forEach(call -> compare(call, Numbers.of(script.name()), backend, random, wrong));
    return wrong;
  }

  private void compare(
      Call call, Numbers kind, Backend backend, Random random, List<String> wrong) {
    Graph graph = Decompose.forBackend(call.graph, backend);
    if (!Gaps.of(graph, backend).isEmpty()) {
      return;
    }
    Executable executable = backend.compile(graph);
    for (int round = 0; round < rounds; round++) {
      double share = random.nextDouble();
      List<Array> numbers =
          call.numbers.stream().map(given -> kind.like(given, random, share)).toList();
      Outcome expected = Outcome.of(n -> GraphEvaluator.evaluate(call.graph, n, Map.of()), numbers);
      Outcome actual = Outcome.of(n -> executable.run(n, Map.of()).outputs(), numbers);
      Optional<String> difference = expected.difference(numbers, actual);
      if (difference.isPresent()) {
        wrong.add(call.text + " of " + numbers + ": " + difference.get());
        return;
      }
    }
  }
}
