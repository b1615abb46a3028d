package org.tgraph.run;

import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.TensorType;

/** Each operation by its own definition: what the results of all others are compared with. */
public final class ReferenceBackend implements Backend {
  private enum Host implements StepwiseExecutable.Device<Array> {
    DEVICE;

    @Override
    public List<Array> apply(Op op, List<Array> operands, List<TensorType> results) {
      return GraphEvaluator.REFERENCE.apply(op, operands, results);
    }

    @Override
    public GraphEvaluator.Prepared<Array> prepare(Op op, List<TensorType> results) {
      return GraphEvaluator.REFERENCE.prepare(op, results);
    }

    @Override
    public long[] shape(Array value) {
      return value.shape();
    }

    @Override
    public Array load(Array array) {
      return array;
    }

    @Override
    public Array store(Array value) {
      return value;
    }
  }

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public String description() {
    return "plain loops in Java, the definition of correct";
  }

  @Override
  public Lowering lowering(Op op, DType type) {
    return Lowering.OWN;
  }

  @Override
  public Executable compile(Graph graph) {
    return new StepwiseExecutable<>(graph, Host.DEVICE);
  }
}
