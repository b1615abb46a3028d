package org.tgraph.backend.nativecode.lower;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.control.Cond;
import org.tgraph.op.control.Scan;
import org.tgraph.op.control.While;
import org.tgraph.op.create.Constant;
import org.tgraph.op.layout.Coerce;
import org.tgraph.op.layout.Require;
import org.tgraph.op.linalg.Cholesky;
import org.tgraph.op.linalg.SolveTriangular;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * Which values that are kept are written over what they are made of: where each element is made of
 * the one at the same place of a value that nothing reads later, or some are changed, or a matrix
 * is factored or solved for where it is. So a chain of values has one memory, if the last of them
 * is a result that of the caller.
 */
final class InPlace {
  /** What has so few bytes may be in registers, where sharing helps nothing. */
  private static final long SMALL = 1024;

  private final Set<Value> kept;
  private final Map<Value, Equation> definitions;

  /** The inputs that nothing else reads, with the outputs that may be written over them. */
  private final Map<Value, Value> states;

  /** For a value, the one that is written over it. */
  private final Map<Value, Value> next = new IdentityHashMap<>();

  private final Set<Value> atSamePlace = new LinkedHashSet<>();
  private final Set<Value> elsewhere = new LinkedHashSet<>();

  private InPlace(Set<Value> kept, Map<Value, Equation> definitions, Map<Value, Value> states) {
    this.kept = kept;
    this.definitions = definitions;
    this.states = states;
  }

  /**
   * @param lastReads after which equation each value is read for the last time
   * @param states inputs that may be written over, by an output at last if there is one for it
   */
  static InPlace of(
      Graph graph,
      Set<Value> kept,
      Map<Value, Equation> definitions,
      Map<Value, Integer> lastReads,
      Updates updates,
      Map<Value, Value> states,
      Branches branches) {
    InPlace inPlace = new InPlace(kept, definitions, states);
    for (int i = 0; i < graph.body().size(); i++) {
      Equation equation = graph.body().get(i);
      Optional<Update> update = updates.of(equation);
      if (equation.op() instanceof Cond) {
        inPlace.find(equation, branches, i, lastReads);
      } else if (equation.op() instanceof Scan scan) {
        inPlace.findStates(equation, scan.carries(), i, lastReads);
      } else if (equation.op() instanceof While loop) {
        inPlace.findStates(equation, loop.carries(), i, lastReads);
      } else if (equation.op() instanceof Cholesky) {
        inPlace.find(equation, 0, equation.result(), i, lastReads);
      } else if (equation.op() instanceof SolveTriangular) {
        inPlace.find(equation, 1, equation.result(), i, lastReads);
      } else if (update.isPresent()) {
        inPlace.find(equation, update.get(), i, lastReads);
      } else if (isAtSamePlace(equation) && kept.contains(equation.result())) {
        inPlace.find(equation, i, lastReads);
      }
    }
    states.forEach((input, output) -> {
      if (output != null && inPlace.last(input) != output) {
        inPlace.next.remove(input);
      }
    });
    return inPlace;
  }

  static InPlace none() {
    return new InPlace(Set.of(), Map.of(), Map.of());
  }

  /** The value that is written over this one; null if there is none. */
  Value next(Value value) {
    return next.get(value);
  }

  /** The value that this one is written over; null if there is none. */
  Value base(Value value) {
    return next.entrySet().stream()
        .filter(e -> e.getValue() == value)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  /** The value that is the last one in the memory of this one. */
  Value last(Value value) {
    Value last = value;
    while (next.containsKey(last)) {
      last = next.get(last);
    }
    return last;
  }

  private void find(Equation equation, int at, Map<Value, Integer> lastReads) {
    atSamePlace.clear();
    elsewhere.clear();
    Value result = equation.result();
    if (isSmall(result)) {
      return;
    }
    equation.operands().forEach(v -> walk(v, true));
    for (Value value : atSamePlace) {
      if (!elsewhere.contains(value) && isOver(value, result, at, lastReads)) {
        next.put(value, result);
        return;
      }
    }
  }

  /** Elements are set in what nothing reads any more, not even for the other ones that are set. */
  private void find(Equation equation, Update update, int at, Map<Value, Integer> lastReads) {
    atSamePlace.clear();
    elsewhere.clear();
    if (!update.isOfOne()) {
      update.reads().forEach(v -> walk(v, false));
    }
    if (!elsewhere.contains(update.base())
        && isOver(update.base(), equation.result(), at, lastReads)) {
      next.put(update.base(), equation.result());
    }
  }

  /** The states of a loop, which begin where their first values are. */
  private void findStates(Equation loop, int count, int at, Map<Value, Integer> lastReads) {
    for (int i = 0; i < count; i++) {
      find(loop, i, loop.results().get(i), at, lastReads);
    }
  }

  /** A matrix that is worked on where it is, or a state. */
  private void find(
      Equation equation, int operand, Value result, int at, Map<Value, Integer> lastReads) {
    List<Value> operands = equation.operands();
    Value value = operands.get(operand);
    if (operands.indexOf(value) == operands.lastIndexOf(value)
        && !isSmall(value)
        && isOver(value, result, at, lastReads)) {
      next.put(value, result);
    }
  }

  /** Results that both branches make in place of an operand, or leave as it is. */
  private void find(Equation equation, Branches branches, int at, Map<Value, Integer> lastReads) {
    List<Value> operands = equation.operands();
    Set<Value> taken = new HashSet<>();
    for (int i = 1; i < operands.size(); i++) {
      Value operand = operands.get(i);
      for (int k = 0; k < equation.results().size(); k++) {
        Value result = equation.results().get(k);
        if (operands.indexOf(operand) == operands.lastIndexOf(operand)
            && !isSmall(result)
            && !taken.contains(result)
            && isOver(operand, result, at, lastReads)
            && branches.areInPlace(equation, i - 1, k)) {
          next.put(operand, result);
          taken.add(result);
        }
      }
    }
  }

  /** Whether a value is read for the last time, and another, which is read, can have its memory. */
  private boolean isOver(Value value, Value result, int at, Map<Value, Integer> lastReads) {
    Equation definition = definitions.get(value);
    boolean isOwn =
        definition == null
            ? states.containsKey(value)
            : kept.contains(value) && !(definition.op() instanceof Constant);
    return isOwn
        && !next.containsKey(value)
        && lastReads.getOrDefault(value, -1) == at
        && lastReads.containsKey(result)
        && value.type().equals(result.type());
  }

  private void walk(Value value, boolean same) {
    if (!(same ? atSamePlace : elsewhere).add(value)) {
      return;
    }
    Equation definition = definitions.get(value);
    if (definition != null && !kept.contains(value)) {
      boolean still = same && isAtSamePlace(definition);
      definition.operands().forEach(v -> walk(v, still));
    }
  }

  /** Whether each element of its result is made of those at the same place. */
  static boolean isAtSamePlace(Equation equation) {
    Op op = equation.op();
    return !Lowerings.isHosted(equation)
        && (Pointwise.rule(op).isPresent() || op instanceof Coerce || op instanceof Require);
  }

  static boolean isSmall(Value value) {
    Shape shape = value.shape();
    double bytes = value.type().dtype().bytes();
    for (Dim dim : shape.dims()) {
      bytes *= dim.constant().orElse(Long.MAX_VALUE);
    }
    return bytes <= SMALL;
  }
}
