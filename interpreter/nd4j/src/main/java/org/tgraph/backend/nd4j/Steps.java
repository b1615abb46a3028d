package org.tgraph.backend.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.op.Op;
import org.tgraph.op.control.ControlFlow;
import org.tgraph.op.layout.Reshape;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/**
 * Does the operations inside of loops and branches, of which there may be millions. A call of ND4J
 * takes time by itself: it has fresh memory for its result each time, where the definitions use
 * Java's again, which is still near the processor. So it is left those that are worth it.
 */
final class Steps implements GraphEvaluator.Machine<Tensor> {
  /** From so many elements on ND4J is faster at anything, since it uses all cores. */
  private static final long LARGE = 1 << 18;

  /** From so many operations on numbers, if they are many for each element. */
  private static final long EXPENSIVE = 1 << 24;

  private final Nd4jBackend backend;

  Steps(Nd4jBackend backend) {
    this.backend = backend;
  }

  @Override
  public List<Tensor> apply(Op op, List<Tensor> operands, List<TensorType> results) {
    return isLarge(op, operands, results)
        ? backend.apply(op, operands, results)
        : Nd4jBackend.byDefinition(op, operands);
  }

  @Override
  public GraphEvaluator.Prepared<Tensor> prepare(Op op, List<TensorType> results) {
    return op instanceof ControlFlow ? backend.prepare(op, results) : new Chosen(op, results);
  }

  @Override
  public long[] shape(Tensor value) {
    return value.shape();
  }

  private static boolean isLarge(Op op, List<Tensor> operands, List<TensorType> results) {
    if (op instanceof ControlFlow) {
      return true;
    }
    List<TensorType> in = new ArrayList<>();
    for (Tensor operand : operands) {
      in.add(new TensorType(operand.dtype(), Shape.of(operand.shape())));
    }
    long elements = elements(in) + elements(results);
    long cost = op.cost(in, results).constant().orElse(Long.MAX_VALUE);
    return elements >= LARGE || cost >= EXPENSIVE && cost >= 8 * elements;
  }

  /** What is counted only then is taken for large. */
  private static long elements(List<TensorType> types) {
    return types.stream().mapToLong(t -> t.shape().size().constant().orElse(LARGE)).sum();
  }

  /** An operation on tensors whose sizes are always the same. */
  private final class Chosen implements GraphEvaluator.Prepared<Tensor> {
    private final Op op;
    private final List<TensorType> results;
    private boolean isKnown;
    private boolean isLarge;

    Chosen(Op op, List<TensorType> results) {
      this.op = op;
      this.results = results;
    }

    @Override
    public List<Tensor> apply(List<Tensor> operands) {
      if (op instanceof Reshape) {
        return List.of(operands.get(0).reshaped(results.get(0).shape().values()));
      }
      if (!isKnown) {
        isLarge = isLarge(op, operands, results);
        isKnown = true;
      }
      return isLarge
          ? backend.apply(op, operands, results)
          : Nd4jBackend.byDefinition(op, operands);
    }
  }
}
