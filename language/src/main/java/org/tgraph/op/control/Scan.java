package org.tgraph.op.control;

import static org.tgraph.op.control.LoopSlots.joined;
import static org.tgraph.op.control.LoopSlots.problem;
import static org.tgraph.op.control.LoopSlots.slots;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Cost;
import org.tgraph.op.Derivative;
import org.tgraph.op.Op;
import org.tgraph.transform.Cotangents;
import org.tgraph.transform.Jvp;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Shape;
import org.tgraph.type.Signature;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * A loop of {@code length} steps that carries values from each step to the next. Operands are the
 * first values of the carries, sequences, of which each step gets a row, and captures, which are
 * the same in all steps. Results are the last values of the carries, and the outputs of all steps,
 * stacked along a new first axis. Sizes that a step counts do not leave it.
 *
 * @param body closed: (carries, rows, captures) to (carries, outputs)
 * @param carries how many
 * @param sequences how many; the first axis of each is {@code length}
 * @param length how many steps
 * @param reverse whether the last rows come first; outputs are stacked where their rows are
 */
public record Scan(Graph body, int carries, int sequences, Dim length, boolean reverse)
    implements ControlFlow {
  /** A scan with only those of the sequences and captures that its body uses. */
  public static List<Value> emit(GraphBuilder b, Scan scan, List<Value> operands) {
    List<Integer> used =
        IntStream.range(0, operands.size())
            .filter(i -> i < scan.carries || LoopSlots.uses(scan.body, scan.body.inputs().get(i)))
            .boxed()
            .toList();
    int sequences = (int) used.stream().filter(i -> scan.isSequence(i)).count();
    Graph body =
        new Graph(LoopSlots.pick(scan.body.inputs(), used), scan.body.body(), scan.body.outputs());
    Scan kept = new Scan(body, scan.carries, sequences, scan.length, scan.reverse);
    boolean whole = used.size() == operands.size();
    return b.emit(whole ? scan : kept, LoopSlots.pick(operands, used));
  }

  boolean isSequence(int operand) {
    return operand >= carries && operand < carries + sequences;
  }

  @Override
  public String name() {
    return "scan";
  }

  @Override
  public List<Graph> graphs() {
    return List.of(body);
  }

  @Override
  public Scan withGraphs(List<Graph> graphs) {
    return new Scan(graphs.get(0), carries, sequences, length, reverse);
  }

  @Override
  public List<Dim> sizes() {
    List<Dim> sizes = new ArrayList<>(ControlFlow.super.sizes());
    sizes.add(length);
    return sizes;
  }

  @Override
  public Signature signature() {
    List<Value> in = body.inputs();
    List<Value> out = body.outputs();
    int rest = carries + sequences;
    String operands =
        joined(
            slots("x", "s", in.subList(0, carries)),
            slots("xs", "r", in.subList(carries, rest)).replace("[..", "[n, .."),
            slots("c", "u", in.subList(rest, in.size())));
    String results =
        joined(
            slots("y", "t", out.subList(0, carries)),
            slots("ys", "v", out.subList(carries, out.size())).replace("[..", "[m, .."));
    return Signature.of("(" + operands + ") -> (" + results + ")");
  }

  @Override
  public Inferred infer(List<TensorType> operands) {
    for (int i = 0; i < operands.size(); i++) {
      TensorType inside = body.inputs().get(i).type();
      TensorType type = isSequence(i) ? rows(inside) : inside;
      if (!type.equals(operands.get(i))) {
        return problem(i, "The loop takes `" + type + "`, not `" + operands.get(i) + "`.");
      }
    }
    for (int i = 0; i < carries; i++) {
      TensorType before = body.inputs().get(i).type();
      TensorType after = body.outputs().get(i).type();
      if (!before.equals(after)) {
        return problem(i, "The loop carries `" + before + "`, which becomes `" + after + "`.");
      }
    }
    List<TensorType> types = new ArrayList<>();
    for (int i = 0; i < body.outputs().size(); i++) {
      TensorType type = body.outputs().get(i).type();
      types.add(i < carries ? type : rows(type));
    }
    return new Inferred.Types(types);
  }

  /** The type of as many of these as there are steps. */
  private TensorType rows(TensorType type) {
    return type.withShape(type.shape().insert(0, length));
  }

  /** The type of one step's row. */
  static TensorType row(TensorType sequence) {
    Shape shape = sequence.shape();
    return sequence.withShape(shape.remove(0));
  }

  @Override
  public List<Array> evaluate(List<Array> operands) {
    return LoopRun.REFERENCE.prepare(this).apply(operands);
  }

  @Override
  public Op substitute(Function<SizeVar, Dim> sizes) {
    return new Scan(body.substitute(sizes), carries, sequences, length.substitute(sizes), reverse);
  }

  @Override
  public Derivative derivative() {
    if (!body.counted().isEmpty()) {
      return new Derivative.Undefined(
          "There is no derivative through a loop in which the data decide a size, because what"
              + " its steps keep for the way back could not be stacked.");
    }
    return new Derivative.Tangent((b, operands, results, tangents) ->
        ScanTangents.dual(this, b, operands, tangents).tangents());
  }

  @Override
  public Optional<Jvp.Dual> dual(
      GraphBuilder b, List<Value> operands, List<Optional<Value>> tangents) {
    return body.counted().isEmpty()
        ? Optional.of(ScanTangents.dual(this, b, operands, tangents))
        : Optional.empty();
  }

  @Override
  public Cotangents transpose(
      GraphBuilder b,
      List<Optional<Value>> operands,
      Cotangents cotangents,
      List<Optional<Value>> sums) {
    return ScanTranspose.of(this, b, operands, cotangents, sums);
  }

  @Override
  public List<Value> batch(
      GraphBuilder b, List<Value> operands, List<Boolean> isBatched, Dim size) {
    return LoopBatches.scan(this, b, operands, isBatched, size);
  }

  @Override
  public Dim cost(List<TensorType> operands, List<TensorType> results) {
    return Cost.of(body).times(length);
  }

  @Override
  public Optional<Pruned> pruned(List<Boolean> wanted) {
    return Optional.of(Pruned.of(this, wanted));
  }
}
