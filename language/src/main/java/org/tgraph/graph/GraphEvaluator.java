package org.tgraph.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.Op;
import org.tgraph.op.control.ControlFlow;
import org.tgraph.op.control.LoopRun;
import org.tgraph.op.control.Scan;
import org.tgraph.op.control.While;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * Runs a graph equation by equation, on a machine that does one operation at a time. Sizes are put
 * into the operations as they become known, no operation gets a shape that cannot be, and a value
 * is dropped after its last use. A problem leaves with the origin of its equation.
 *
 * @param <T> what holds a tensor
 */
public final class GraphEvaluator<T> {
  /** Does single operations. */
  public interface Machine<T> {
    /**
     * @param op without size variables in its parameters
     * @param results the types of the results, as far as they are known: sizes that the operation
     *     counts are still variables
     */
    List<T> apply(Op op, List<T> operands, List<TensorType> results);

    /** Does now what need not be done at each call of an operation that leaves no size open. */
    default Prepared<T> prepare(Op op, List<TensorType> results) {
      return operands -> apply(op, operands, results);
    }

    long[] shape(T value);
  }

  /** An operation that is ready to be applied, any number of times. */
  public interface Prepared<T> {
    List<T> apply(List<T> operands);
  }

  /** The operations' own definitions. */
  public static final Machine<Array> REFERENCE =
      new Machine<>() {
        @Override
        public List<Array> apply(Op op, List<Array> operands, List<TensorType> results) {
          return op.evaluate(operands);
        }

        @Override
        public Prepared<Array> prepare(Op op, List<TensorType> results) {
          return op instanceof ControlFlow flow ? LoopRun.REFERENCE.prepare(flow) : op::evaluate;
        }

        @Override
        public long[] shape(Array value) {
          return value.shape();
        }
      };

  /**
   * An equation with places in a table for its values; {@code last} are not used any more. What is
   * {@code fixed} is the same in each run.
   */
  private record Step<T>(
      Equation equation,
      int[] operands,
      int[] results,
      int[] last,
      List<TensorType> types,
      Optional<Fixed<T>> fixed) {}

  /** An operation of which all sizes are known beforehand, and the shapes of its results. */
  private record Fixed<T>(Prepared<T> operation, long[][] shapes) {}

  private final Machine<T> machine;
  private final int[] inputs;
  private final int[] outputs;
  private final List<Step<T>> steps = new ArrayList<>();
  private final int slots;

  public GraphEvaluator(Graph graph, Machine<T> machine) {
    this.machine = machine;
    Map<Value, Integer> slot = new IdentityHashMap<>();
    Map<Integer, Integer> lastUse = new HashMap<>();
    graph.inputs().forEach(v -> slot.put(v, slot.size()));
    this.inputs = slotsOf(slot, graph.inputs());
    for (int i = 0; i < graph.body().size(); i++) {
      for (Value result : graph.body().get(i).results()) {
        slot.put(result, slot.size());
        lastUse.put(slot.get(result), i);
      }
      for (Value operand : graph.body().get(i).operands()) {
        lastUse.put(slot.get(operand), i);
      }
    }
    this.outputs = slotsOf(slot, graph.outputs());
    this.slots = slot.size();
    for (int output : outputs) {
      lastUse.remove(output);
    }
    List<List<Integer>> dropped = new ArrayList<>();
    graph.body().forEach(e -> dropped.add(new ArrayList<>()));
    lastUse.forEach((value, step) -> dropped.get(step).add(value));
    for (int i = 0; i < graph.body().size(); i++) {
      Equation equation = graph.body().get(i);
      steps.add(
          new Step<>(
              equation,
              slotsOf(slot, equation.operands()),
              slotsOf(slot, equation.results()),
              dropped.get(i).stream().mapToInt(v -> v).toArray(),
              equation.results().stream().map(Value::type).toList(),
              fixed(equation)));
    }
  }

  private static int[] slotsOf(Map<Value, Integer> slot, List<Value> values) {
    return values.stream().mapToInt(slot::get).toArray();
  }

  /** Empty if a size is left open, or impossible. */
  private Optional<Fixed<T>> fixed(Equation equation) {
    boolean isFixed =
        equation.op().sizes().stream().allMatch(d -> d.constant().isPresent())
            && equation.op().defines().isEmpty()
            && equation.results().stream()
                .allMatch(v -> v.shape().dims().stream().allMatch(d -> d.constant().isPresent()));
    if (!isFixed) {
      return Optional.empty();
    }
    List<TensorType> types = equation.results().stream().map(Value::type).toList();
    try {
      types.forEach(GraphEvaluator::checkSizes);
    } catch (EvaluationProblem problem) {
      // It is one only if the equation is run.
      return Optional.empty();
    }
    return Optional.of(
        new Fixed<>(
            machine.prepare(equation.op(), types),
            types.stream().map(t -> t.shape().values()).toArray(long[][]::new)));
  }

  /** Runs {@code graph} by the operations' own definitions. */
  public static List<Array> evaluate(Graph graph, List<Array> inputs, Map<SizeVar, Long> sizes) {
    Sizes known = new Sizes(sizes);
    List<Sizes.Claim> claims = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Value input = graph.inputs().get(i);
      claims.addAll(Sizes.claims(input.hint(), input.shape(), inputs.get(i).shape()));
    }
    known
        .bind(claims)
        .ifPresent(c -> {
          throw new IllegalStateException("inputs do not fit: " + c);
        });
    return new GraphEvaluator<>(graph, REFERENCE).run(inputs, known);
  }

  /**
   * @param inputs of the declared types
   * @param sizes those that the inputs' types mention and those that must be given; what the
   *     operations count is added
   * @throws EvaluationProblem where an operation has no result, with the origin of the equation
   * @throws Interruption if the thread was interrupted
   */
  public List<T> run(List<T> inputs, Sizes sizes) {
    List<T> table = new ArrayList<>(slots);
    for (int i = 0; i < slots; i++) {
      table.add(null);
    }
    for (int i = 0; i < this.inputs.length; i++) {
      table.set(this.inputs[i], inputs.get(i));
    }
    Whereabouts whereabouts = Whereabouts.ofThread();
    for (Step<T> step : steps) {
      Interruption.check(step.equation.origin());
      whereabouts.reach(step.equation.origin());
      run(step, table, sizes);
    }
    List<T> results = new ArrayList<>();
    for (int output : outputs) {
      results.add(table.get(output));
    }
    return results;
  }

  private void run(Step<T> step, List<T> table, Sizes sizes) {
    Equation equation = step.equation;
    List<T> operands = new ArrayList<>(step.operands.length);
    for (int operand : step.operands) {
      operands.add(table.get(operand));
    }
    List<TensorType> types = step.types;
    List<T> results;
    try {
      if (step.fixed.isPresent()) {
        results = step.fixed.get().operation.apply(operands);
      } else {
        Op op = equation.op().substitute(sizes.substitution());
        types = types.stream().map(t -> t.substitute(sizes.substitution())).toList();
        op.sizes().forEach(GraphEvaluator::checkDivisor);
        types.forEach(GraphEvaluator::checkSizes);
        results = machine.apply(op, operands, types);
      }
    } catch (EvaluationProblem problem) {
      boolean isOfNothing =
          equation.op() instanceof Reduction
              && problem
                  .getMessage()
                  .equals(Reduction.ofNothing(equation.op().name()).getMessage());
      EvaluationProblem told = isOfNothing ? Reduction.ofNothing(equation) : problem;
      throw told.at(equation.origin());
    } catch (Interruption interruption) {
      boolean isLoop = equation.op() instanceof Scan || equation.op() instanceof While;
      throw isLoop ? interruption.in(equation.origin()) : interruption.during(equation.origin());
    } catch (OutOfMemoryError e) {
      throw SizeProblems.outOfMemory(types).at(equation.origin());
    } catch (ArithmeticException e) {
      throw SizeProblems.overflow().at(equation.origin());
    }
    for (int i = 0; i < results.size(); i++) {
      table.set(step.results[i], results.get(i));
      if (step.fixed.isEmpty()) {
        bind(types.get(i), results.get(i), sizes);
      } else if (!Arrays.equals(step.fixed.get().shapes[i], machine.shape(results.get(i)))) {
        throw new IllegalStateException("an operation gave another shape than " + types.get(i));
      }
    }
    for (int dropped : step.last) {
      table.set(dropped, null);
    }
  }

  /** Sizes that were proved are not asked about again, but a contradiction would be our mistake. */
  private void bind(TensorType type, T result, Sizes sizes) {
    sizes
        .bind(Sizes.claims("", type.shape(), machine.shape(result)))
        .ifPresent(c -> {
          throw new IllegalStateException("an operation gave " + c);
        });
  }

  /** A size without variables is a number, unless there is none. */
  private static void checkDivisor(Dim size) {
    if (size.constant().isEmpty() && size.variables().isEmpty()) {
      throw SizeProblems.divisor(size);
    }
  }

  private static void checkSizes(TensorType type) {
    for (Dim dim : type.shape().dims()) {
      checkDivisor(dim);
      if (dim.constant().isPresent() && dim.value() < 0) {
        throw SizeProblems.negative(type);
      }
    }
    try {
      Shape shape = type.shape();
      shape.size().times(type.dtype().bytes());
    } catch (ArithmeticException e) {
      throw SizeProblems.outOfMemory(List.of(type));
    }
  }
}
