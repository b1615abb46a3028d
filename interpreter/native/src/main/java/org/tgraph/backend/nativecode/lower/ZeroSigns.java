package org.tgraph.backend.nativecode.lower;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.control.Cond;
import org.tgraph.op.control.Scan;
import org.tgraph.op.control.While;
import org.tgraph.op.create.Constant;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.pointwise.Add;

/**
 * Which values certainly have no zero with a sign. To such a value something can be added at some
 * elements only, and all are what the sum with a tensor of zeros elsewhere is: {@code -0.0 + 0.0}
 * is the only sum with a zero that is another number.
 */
final class ZeroSigns {
  private static final int FEW = 64;

  private ZeroSigns() {}

  /** Those of a graph, where some of its inputs are such. */
  static Set<Value> without(Graph graph, Set<Value> inputs) {
    Set<Value> without = Collections.newSetFromMap(new IdentityHashMap<>());
    without.addAll(inputs);
    graph.body().forEach(e -> add(e, without));
    return without;
  }

  /**
   * The inputs of a step of a loop that are such in all steps.
   *
   * @param operands of the loop: its states, of which there are {@code count}, then others
   * @param without which values are such around the loop
   */
  static Set<Value> ofStep(Graph step, int count, List<Value> operands, Set<Value> without) {
    Set<Value> inputs = ofBranch(step, operands, without);
    while (true) {
      Set<Value> after = without(step, inputs);
      List<Value> others =
          IntStream.range(0, count)
              .filter(i -> !after.contains(step.outputs().get(i)))
              .mapToObj(step.inputs()::get)
              .filter(inputs::contains)
              .toList();
      if (others.isEmpty()) {
        return inputs;
      }
      others.forEach(inputs::remove);
    }
  }

  /** The inputs of a graph that are such as its operands are. */
  static Set<Value> ofBranch(Graph branch, List<Value> operands, Set<Value> without) {
    Set<Value> inputs = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < operands.size(); i++) {
      if (without.contains(operands.get(i))) {
        inputs.add(branch.inputs().get(i));
      }
    }
    return inputs;
  }

  private static void add(Equation equation, Set<Value> without) {
    List<Value> operands = equation.operands();
    Op op = equation.op();
    switch (op) {
      case Cond c -> {
        List<Value> rest = operands.subList(1, operands.size());
        Set<Value> then = without(c.then(), ofBranch(c.then(), rest, without));
        Set<Value> otherwise = without(c.otherwise(), ofBranch(c.otherwise(), rest, without));
        for (int i = 0; i < equation.results().size(); i++) {
          if (then.contains(c.then().outputs().get(i))
              && otherwise.contains(c.otherwise().outputs().get(i))) {
            without.add(equation.results().get(i));
          }
        }
      }
      case Scan s -> addStates(equation, s.body(), s.carries(), without);
      case While w -> addStates(equation, w.body(), w.carries(), without);
      default -> {
        boolean has =
            switch (op) {
              case Constant c -> c.value().size() <= FEW && isWithout(c.value());
              case ScatterAdd s -> true;
              case Add a -> operands.stream().anyMatch(without::contains);
              case Broadcast b -> without.contains(operands.get(0));
              case Reshape r -> without.contains(operands.get(0));
              default -> false;
            };
        if (has) {
          without.add(equation.result());
        }
      }
    }
  }

  private static void addStates(Equation loop, Graph step, int count, Set<Value> without) {
    Set<Value> inputs = ofStep(step, count, loop.operands(), without);
    for (int i = 0; i < count; i++) {
      if (inputs.contains(step.inputs().get(i))) {
        without.add(loop.results().get(i));
      }
    }
  }

  private static boolean isWithout(Array array) {
    for (long i = 0; i < array.size(); i++) {
      if (isNegativeZero(array.re(i)) || isNegativeZero(array.im(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNegativeZero(double x) {
    return x == 0 && 1 / x < 0;
  }
}
