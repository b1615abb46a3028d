package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
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
    List<Value> operands = equation.operands();
    Set<Value> unsigned = ZeroSigns.ofStep(scan.body(), scan.carries(), operands, block.unsigned());
    BlockPlan plan = BlockPlan.ofStep(scan.body(), scan.carries(), unsigned);
    Atom length = block.sizes.of(scan.length());
    Carries carries = new Carries(block, equation, scan.carries(), plan);
    List<Buffer> stacks = new ArrayList<>();
    for (Value stack : equation.results().subList(scan.carries(), equation.results().size())) {
      stacks.add(block.allocate(stack, equation));
    }
    Steps steps = new Steps(equation, scan, carries, stacks);
    Set<Value> first = ZeroSigns.ofBranch(scan.body(), operands, block.unsigned());
    Optional<StepBlock.Made> several =
        carries.areFew() ? StepBlock.of(scan, equation.origin(), first) : Optional.empty();
    if (several.isPresent()) {
      Graph graph = several.get().graph();
      Set<Value> inputs = ZeroSigns.ofStep(graph, scan.carries(), operands, block.unsigned());
      BlockPlan all = BlockPlan.ofStep(graph, scan.carries(), inputs);
      steps.blocks(plan, all, several.get().isChecked());
    } else {
      steps.each(plan, Literal.of(0), length);
    }
    carries.finish();
  }

  /** The steps of a scan. */
  private final class Steps {
    private final Equation equation;
    private final Scan scan;
    private final Carries carries;
    private final List<Buffer> stacks;
    private final Atom length;
    private final int place;

    /** Whether it is over so soon that nobody asks for its end. */
    private final boolean isShort;

    Steps(Equation equation, Scan scan, Carries carries, List<Buffer> stacks) {
      this.equation = equation;
      this.scan = scan;
      this.carries = carries;
      this.stacks = stacks;
      this.length = block.sizes.of(scan.length());
      this.place = block.program.place(equation.origin());
      this.isShort =
          length instanceof Literal known
              && known.bits() <= StepBlock.STEPS
              && StepParts.isShort(scan.body());
    }

    /** One after the other, from one up to another, without it. */
    void each(BlockPlan step, Atom first, Atom end) {
      b.guardedLoop(
          first,
          end,
          number -> {
            if (!isShort) {
              b.add(new Statement.Poll(place));
            }
            several(step, number, 1, Optional.empty());
            carries.step();
          });
    }

    /**
     * Block by block; what is left over one after the other, and so what a block cannot do.
     *
     * @param all the plan of a block
     * @param isChecked whether it says whether it can
     */
    void blocks(BlockPlan step, BlockPlan all, boolean isChecked) {
      Atom count = Literal.of(StepBlock.STEPS);
      Atom number = b.plus(length, Literal.of(StepBlock.STEPS - 1));
      b.guardedLoop(
          b.let(Code.QUOTIENT, number, count),
          i -> {
            b.add(new Statement.Poll(place));
            Atom start = b.times(i, count);
            Atom end = b.plus(start, count);
            Buffer isDone = block.scratch(DType.BOOL, Shape.SCALAR, equation);
            b.store(isDone, Literal.of(0), Literal.FALSE);
            b.branch(
                b.let(Code.LESS_EQUAL, DType.BOOL, end, length),
                () -> {
                  Buffer done = b.view(isDone, Literal.of(0));
                  several(
                      all,
                      start,
                      StepBlock.STEPS,
                      isChecked ? Optional.of(done) : Optional.empty());
                  if (!isChecked) {
                    b.store(done, Literal.of(0), Literal.TRUE);
                  }
                },
                () -> {});
            b.branch(
                b.loadNow(isDone, Literal.of(0)),
                carries::step,
                () ->
                    block.program.plannedInBlocks(
                        equation, () -> each(step, start, b.let(Code.MINIMUM, end, length))));
            b.add(new Statement.Release(isDone));
          });
    }

    /**
     * Some steps, as a plan does them at once.
     *
     * @param isDone for one more output
     */
    private void several(BlockPlan plan, Atom start, int count, Optional<Buffer> isDone) {
      Graph body = scan.body();
      int captures = scan.carries() + scan.sequences();
      Atom last = b.minus(length, Literal.of(count));
      Atom at = scan.reverse() ? b.minus(last, start) : start;
      List<Buffer> inputs = new ArrayList<>(carries.now());
      for (int i = scan.carries(); i < captures; i++) {
        inputs.add(row(block.memory(equation.operands().get(i)), body.inputs().get(i), at));
      }
      for (int i = captures; i < equation.operands().size(); i++) {
        inputs.add(b.view(block.memory(equation.operands().get(i)), Literal.of(0)));
      }
      List<Buffer> outputs = new ArrayList<>(carries.next(inputs));
      for (int i = 0; i < stacks.size(); i++) {
        outputs.add(row(stacks.get(i), body.outputs().get(scan.carries() + i), at));
      }
      isDone.ifPresent(outputs::add);
      block.inner(carries.signs()).lower(plan, inputs, outputs);
    }
  }

  private Buffer row(Buffer rows, Value row, Atom at) {
    return b.view(rows, b.times(at, block.sizes.product(row.shape().dims())));
  }

  private void loop(Equation equation, While loop) {
    List<Value> operands = equation.operands();
    Set<Value> unsigned = ZeroSigns.ofStep(loop.body(), loop.carries(), operands, block.unsigned());
    BlockPlan plan = BlockPlan.ofStep(loop.body(), loop.carries(), unsigned);
    Carries carries = new Carries(block, equation, loop.carries(), plan);
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
              block.inner(carries.signs()).lower(plan, inputs, carries.next(inputs));
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
