package org.tgraph.op.control;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Slice;
import org.tgraph.rewrite.Totality;
import org.tgraph.transform.Vmap;

/**
 * A loop whose steps pick elements of its captures, as {@code x[i]} in step i, as one that is given
 * what they pick: as rows where its rows decide which elements these are, else as captures. On the
 * way back each step then has the cotangent of what it picked, and these are added up after the
 * loop; of a capture each step would add a whole tensor, nearly all of it zeros.
 *
 * @param picks from the operands {@code used} to the rows, then the captures
 * @param rows how many
 * @param rest where the captures of the loop began
 */
record PickedRows(Scan loop, Graph picks, List<Integer> used, int rows, int rest) {
  /**
   * Nothing where no step picks something that has a tangent.
   *
   * @param active which operands have one
   */
  static Optional<PickedRows> of(Scan scan, List<Boolean> active) {
    Search found = new Search(scan, active);
    if (found.rows.isEmpty() && found.captures.isEmpty()) {
      return Optional.empty();
    }
    Graph body = found.body;
    List<Value> picked = new ArrayList<>(found.rows);
    picked.addAll(found.captures);
    List<Equation> equations = GraphBuilder.needed(body.body(), picked);
    Graph one = new Graph(body.inputs(), equations, picked);
    List<Integer> used =
        IntStream.range(0, active.size())
            .filter(i -> LoopSlots.uses(one, one.inputs().get(i)))
            .boxed()
            .toList();
    int rest = scan.carries() + scan.sequences();
    int rows = found.rows.size();
    List<Equation> steps =
        body.body().stream().filter(e -> e.results().stream().noneMatch(picked::contains)).toList();
    Graph step =
        new Graph(
            inserted(body.inputs(), picked, rows, rest),
            GraphBuilder.needed(steps, body.outputs()),
            body.outputs());
    Scan loop =
        new Scan(step, scan.carries(), scan.sequences() + rows, scan.length(), scan.reverse());
    return Optional.of(new PickedRows(loop, ofAllSteps(scan, one, used), used, rows, rest));
  }

  /** What one step picks, for all steps at once. */
  private static Graph ofAllSteps(Scan scan, Graph one, List<Integer> used) {
    GraphBuilder b = new GraphBuilder();
    List<Value> inputs = new ArrayList<>();
    for (int i : used) {
      Value input = one.inputs().get(i);
      int axes = scan.isSequence(i) ? 1 : 0;
      inputs.add(
          axes == 0
              ? b.input(input.type(), input.hint())
              : b.input(
                  input.type().withShape(input.shape().insert(0, scan.length())), input.hint()));
    }
    Graph graph = new Graph(LoopSlots.pick(one.inputs(), used), one.body(), one.outputs());
    List<Boolean> isRow = used.stream().map(scan::isSequence).toList();
    return b.build(Vmap.partly(b, graph, inputs, isRow, scan.length()).values());
  }

  /** The operands of {@link #loop}, of those of the loop before and of what is picked. */
  <T> List<T> inserted(List<T> operands, List<T> picked) {
    return inserted(operands, picked, rows, rest);
  }

  private static <T> List<T> inserted(List<T> operands, List<T> picked, int rows, int rest) {
    List<T> all = new ArrayList<>(operands.subList(0, rest));
    all.addAll(picked.subList(0, rows));
    all.addAll(operands.subList(rest, operands.size()));
    all.addAll(picked.subList(rows, picked.size()));
    return all;
  }

  /** The loop with what is picked. */
  private List<Value> emit(GraphBuilder b, List<Value> operands) {
    List<Value> picked = b.splice(picks, LoopSlots.pick(operands, used));
    return Scan.emit(b, loop, inserted(operands, picked));
  }

  /** Goes through the body of a loop, and finds what its steps and those of inner loops pick. */
  private static final class Search {
    private final Scan scan;
    private final GraphBuilder b = new GraphBuilder();
    private final Graph body;

    /** What is the same in all steps. */
    private final Set<Value> fixed = Collections.newSetFromMap(new IdentityHashMap<>());

    /** What no carry changes. */
    private final Set<Value> free = Collections.newSetFromMap(new IdentityHashMap<>());

    /** What is made of captures that have tangents. */
    private final Set<Value> active = Collections.newSetFromMap(new IdentityHashMap<>());

    private final List<Value> rows = new ArrayList<>();
    private final List<Value> captures = new ArrayList<>();

    Search(Scan scan, List<Boolean> isActive) {
      this.scan = scan;
      Map<Value, Value> now = new IdentityHashMap<>();
      for (int i = 0; i < isActive.size(); i++) {
        Value before = scan.body().inputs().get(i);
        Value input = b.input(before.type(), before.hint());
        now.put(before, input);
        start(i, input, isActive.get(i));
      }
      for (Equation equation : scan.body().body()) {
        List<Value> operands = equation.operands().stream().map(now::get).toList();
        b.at(equation.origin());
        List<Value> results = inner(equation, operands);
        for (int i = 0; i < results.size(); i++) {
          now.put(equation.results().get(i), results.get(i));
        }
      }
      this.body = b.build(scan.body().outputs().stream().map(now::get).toList());
      body.body().forEach(this::visit);
    }

    private void start(int operand, Value input, boolean isActive) {
      if (operand >= scan.carries()) {
        free.add(input);
        if (!scan.isSequence(operand)) {
          fixed.add(input);
          if (isActive) {
            active.add(input);
          }
        }
      }
    }

    /** An inner loop is given by this one what its steps pick. */
    private List<Value> inner(Equation equation, List<Value> operands) {
      if (equation.op() instanceof Scan loop && loop.body().counted().isEmpty()) {
        Optional<PickedRows> picked = of(loop, operands.stream().map(active::contains).toList());
        if (picked.isPresent()) {
          return picked.get().emit(b, operands);
        }
      }
      return b.emit(equation.op(), operands);
    }

    private void visit(Equation equation) {
      List<Value> operands = equation.operands();
      boolean isFixed = fixed.containsAll(operands);
      // There may be no step, and then nothing may fail.
      boolean isMovable = !isFixed || Totality.isTotal(equation);
      if (equation.op() instanceof ControlFlow || !free.containsAll(operands) || !isMovable) {
        return;
      }
      free.addAll(equation.results());
      if (isFixed) {
        fixed.addAll(equation.results());
      }
      if (operands.stream().anyMatch(active::contains)) {
        active.addAll(equation.results());
      }
      if (equation.op() instanceof Gather && !isFixed && isPicked(operands.get(0))) {
        rows.add(equation.result());
      } else if (equation.op() instanceof Slice && isPicked(operands.get(0))) {
        captures.add(equation.result());
      }
    }

    private boolean isPicked(Value x) {
      return fixed.contains(x) && active.contains(x);
    }
  }
}
