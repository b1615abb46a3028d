package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.control.Cond;
import org.tgraph.op.control.Scan;
import org.tgraph.op.control.While;
import org.tgraph.type.DType;
import org.tgraph.type.Shape;

/** Branches and loops of the graph, which become those of the machine. */
final class Control {
  private final Block block;
  private final LoopBuilder b;

  Control(Block block) {
    this.block = block;
    this.b = block.b;
  }

  void lower(Equation equation) {
    switch (equation.op()) {
      case Cond c -> branch(equation, c);
      case Scan s -> scan(equation, s);
      case While w -> loop(equation, w);
      default -> throw new IllegalStateException("no code for " + equation.op().name());
    }
  }

  private void branch(Equation equation, Cond cond) {
    Atom condition = block.scalar(equation.operands().get(0));
    List<Buffer> inputs = new ArrayList<>();
    equation
        .operands()
        .subList(1, equation.operands().size())
        .forEach(v -> inputs.add(block.memory(v)));
    List<Buffer> results = allocate(equation);
    b.branch(
        condition,
        () -> inner(equation, cond.then(), inputs, results),
        () -> inner(equation, cond.otherwise(), inputs, results));
  }

  private List<Buffer> allocate(Equation equation) {
    List<Buffer> results = new ArrayList<>();
    equation.results().forEach(v -> results.add(block.allocate(v, equation)));
    return results;
  }

  private void inner(Equation equation, Graph branch, List<Buffer> inputs, List<Buffer> outputs) {
    List<Buffer> from = views(inputs);
    List<Buffer> to = new ArrayList<>(views(outputs));
    Map<Value, Value> states = new IdentityHashMap<>();
    for (int i = 0; i < from.size(); i++) {
      for (int k = 0; k < to.size(); k++) {
        if (block.isOver(equation.operands().get(1 + i), equation.results().get(k))) {
          to.set(k, from.get(i));
          states.put(branch.inputs().get(i), branch.outputs().get(k));
        }
      }
    }
    List<Value> operands = equation.operands().subList(1, equation.operands().size());
    Set<Value> unsigned = ZeroSigns.ofBranch(branch, operands, block.unsigned());
    block.inner().lower(BlockPlan.ofBranch(branch, states, unsigned), from, to);
  }

  /** The same memory under names of the block that is being written, so that loads stay in it. */
  private List<Buffer> views(List<Buffer> all) {
    return all.stream().map(m -> b.view(m, Literal.of(0))).toList();
  }

  private void scan(Equation equation, Scan scan) {
    int first = scan.carries() + scan.sequences();
    List<Value> operands = equation.operands();
    Set<Value> unsigned = ZeroSigns.ofStep(scan.body(), scan.carries(), operands, block.unsigned());
    BlockPlan plan = BlockPlan.ofStep(scan.body(), scan.carries(), true, unsigned);
    Atom length = block.sizes.of(scan.length());
    Atom isTaken = b.less(Literal.of(0), length);
    Carries carries = new Carries(block, equation, scan.carries(), plan, isTaken);
    List<Buffer> stacks = new ArrayList<>();
    for (Value stack : equation.results().subList(scan.carries(), equation.results().size())) {
      stacks.add(block.allocate(stack, equation));
    }
    int place = block.program.place(equation.origin());
    b.guardedLoop(
        length,
        step -> {
          b.add(new Statement.Poll(place));
          Atom last = b.minus(length, Literal.of(1));
          Atom at = scan.reverse() ? b.minus(last, step) : step;
          List<Buffer> inputs = new ArrayList<>(carries.now());
          for (int i = scan.carries(); i < first; i++) {
            inputs.add(row(block.memory(operands.get(i)), scan.body().inputs().get(i), at));
          }
          for (int i = first; i < operands.size(); i++) {
            inputs.add(b.view(block.memory(operands.get(i)), Literal.of(0)));
          }
          List<Buffer> outputs = new ArrayList<>(carries.next(inputs));
          for (int i = 0; i < stacks.size(); i++) {
            Value row = scan.body().outputs().get(scan.carries() + i);
            outputs.add(row(stacks.get(i), row, at));
          }
          block.inner().lower(plan, inputs, outputs);
          carries.step();
        });
    carries.finish();
  }

  private Buffer row(Buffer rows, Value row, Atom at) {
    return b.view(rows, b.times(at, block.sizes.product(row.shape().dims())));
  }

  private void loop(Equation equation, While loop) {
    List<Value> operands = equation.operands();
    Set<Value> unsigned = ZeroSigns.ofStep(loop.body(), loop.carries(), operands, block.unsigned());
    BlockPlan plan = BlockPlan.ofStep(loop.body(), loop.carries(), false, unsigned);
    Carries carries = new Carries(block, equation, loop.carries(), plan, Literal.FALSE);
    int place = block.program.place(equation.origin());
    List<Buffer> others = new ArrayList<>();
    operands.subList(loop.carries(), operands.size()).forEach(v -> others.add(block.memory(v)));
    Buffer holds = block.scratch(DType.BOOL, Shape.SCALAR, equation);
    Atom[] condition = new Atom[1];
    List<Statement> test =
        b.block(
            true,
            () -> {
              b.add(new Statement.Poll(place));
              block.inner().lower(loop.test(), inputs(carries, others), views(List.of(holds)));
              condition[0] = b.loadNow(holds, Literal.of(0));
            });
    List<Statement> body =
        b.block(
            true,
            () -> {
              List<Buffer> inputs = inputs(carries, others);
              block.inner().lower(plan, inputs, carries.next(inputs));
              carries.step();
            });
    b.add(new Statement.While(test, condition[0], body));
    b.add(new Statement.Release(holds));
    carries.finish();
  }

  private List<Buffer> inputs(Carries carries, List<Buffer> others) {
    List<Buffer> inputs = new ArrayList<>(carries.now());
    inputs.addAll(views(others));
    return inputs;
  }
}
