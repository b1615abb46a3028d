package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
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
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/** Branches and loops of the graph, which become those of the machine. */
final class Control {
  /** Carries of up to so many numbers are kept apart from the results. */
  private static final int FEW = 64;

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
        () -> inner(cond.then(), inputs, results),
        () -> inner(cond.otherwise(), inputs, results));
  }

  private List<Buffer> allocate(Equation equation) {
    List<Buffer> results = new ArrayList<>();
    equation.results().forEach(v -> results.add(block.allocate(v, equation)));
    return results;
  }

  private void inner(Graph graph, List<Buffer> inputs, List<Buffer> outputs) {
    block.inner().lower(graph, views(inputs), views(outputs));
  }

  /** The same memory under names of the block that is being written, so that loads stay in it. */
  private List<Buffer> views(List<Buffer> all) {
    return all.stream().map(m -> b.view(m, Literal.of(0))).toList();
  }

  /**
   * The memory that holds the carries during the loop, with their first values in it: where they
   * are few numbers, on the stack, where LLVM makes registers of it, else that of the results.
   */
  private List<Buffer> carries(Equation equation, int count) {
    List<Buffer> carries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Value result = equation.results().get(i);
      Buffer memory = block.allocate(result, equation);
      TensorType type = result.type();
      Buffer carry =
          isFew(type.shape()) ? block.scratch(type.dtype(), type.shape(), equation) : memory;
      carries.add(carry);
      block.copy(carry, equation.operands().get(i));
    }
    return carries;
  }

  private static boolean isFew(Shape shape) {
    double count = 1;
    for (Dim dim : shape.dims()) {
      count *= dim.constant().orElse(Long.MAX_VALUE);
    }
    return count <= FEW;
  }

  /** Gives the results the last values of the carries. */
  private void finish(Equation equation, List<Buffer> carries) {
    for (int i = 0; i < carries.size(); i++) {
      Value result = equation.results().get(i);
      Buffer memory = block.memory(result);
      if (carries.get(i) != memory) {
        copy(memory, carries.get(i), result.shape());
        b.add(new Statement.Release(carries.get(i)));
      }
    }
  }

  private void copy(Buffer to, Buffer from, Shape shape) {
    b.add(new Statement.Copy(to, from, block.sizes.product(shape.dims())));
  }

  /** Memory for the next values of the carries, since the old ones are needed to the end. */
  private List<Buffer> next(Equation equation, int count) {
    List<Buffer> next = new ArrayList<>();
    for (Value result : equation.results().subList(0, count)) {
      next.add(block.scratch(result.type().dtype(), result.shape(), equation));
    }
    return next;
  }

  private void step(Equation equation, List<Buffer> carries, List<Buffer> next) {
    for (int i = 0; i < carries.size(); i++) {
      copy(carries.get(i), next.get(i), equation.results().get(i).shape());
    }
  }

  private void scan(Equation equation, Scan scan) {
    int first = scan.carries() + scan.sequences();
    List<Value> operands = equation.operands();
    List<Buffer> carries = carries(equation, scan.carries());
    List<Buffer> stacks = new ArrayList<>();
    for (Value stack : equation.results().subList(scan.carries(), equation.results().size())) {
      stacks.add(block.allocate(stack, equation));
    }
    List<Buffer> next = next(equation, scan.carries());
    int place = block.program.place(equation.origin());
    Atom length = block.sizes.of(scan.length());
    b.guardedLoop(
        length,
        step -> {
          b.add(new Statement.Poll(place));
          Atom last = b.minus(length, Literal.of(1));
          Atom at = scan.reverse() ? b.minus(last, step) : step;
          List<Buffer> inputs = new ArrayList<>(views(carries));
          for (int i = scan.carries(); i < first; i++) {
            inputs.add(row(block.memory(operands.get(i)), scan.body().inputs().get(i), at));
          }
          for (int i = first; i < operands.size(); i++) {
            inputs.add(b.view(block.memory(operands.get(i)), Literal.of(0)));
          }
          List<Buffer> outputs = new ArrayList<>(views(next));
          for (int i = 0; i < stacks.size(); i++) {
            Value row = scan.body().outputs().get(scan.carries() + i);
            outputs.add(row(stacks.get(i), row, at));
          }
          block.inner().lower(scan.body(), inputs, outputs);
          step(equation, carries, next);
        });
    next.forEach(m -> b.add(new Statement.Release(m)));
    finish(equation, carries);
  }

  private Buffer row(Buffer rows, Value row, Atom at) {
    return b.view(rows, b.times(at, block.sizes.product(row.shape().dims())));
  }

  private void loop(Equation equation, While loop) {
    List<Value> operands = equation.operands();
    List<Buffer> carries = carries(equation, loop.carries());
    List<Buffer> next = next(equation, loop.carries());
    int place = block.program.place(equation.origin());
    List<Buffer> inputs = new ArrayList<>(carries);
    operands.subList(loop.carries(), operands.size()).forEach(v -> inputs.add(block.memory(v)));
    Buffer holds = block.scratch(DType.BOOL, Shape.SCALAR, equation);
    Atom[] condition = new Atom[1];
    List<Statement> test =
        b.block(
            true,
            () -> {
              b.add(new Statement.Poll(place));
              block.inner().lower(loop.test(), views(inputs), views(List.of(holds)));
              condition[0] = b.loadNow(holds, Literal.of(0));
            });
    List<Statement> body =
        b.block(
            true,
            () -> {
              block.inner().lower(loop.body(), views(inputs), views(next));
              step(equation, carries, next);
            });
    b.add(new Statement.While(test, condition[0], body));
    next.forEach(m -> b.add(new Statement.Release(m)));
    b.add(new Statement.Release(holds));
    finish(equation, carries);
  }
}
