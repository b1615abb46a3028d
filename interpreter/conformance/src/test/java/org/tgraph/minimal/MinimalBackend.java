package org.tgraph.minimal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.op.Core;
import org.tgraph.op.Op;
import org.tgraph.op.control.ControlFlow;
import org.tgraph.op.control.LoopRun;
import org.tgraph.run.Backend;
import org.tgraph.run.Executable;
import org.tgraph.run.Lowering;
import org.tgraph.run.StepwiseExecutable;
import org.tgraph.type.DType;
import org.tgraph.type.TensorType;

/** Has the core but no complex numbers; what is composed reaches it as what it is made of. */
public final class MinimalBackend implements Backend, StepwiseExecutable.Device<Tensor> {
  private final Map<String, Kernel> kernels = new HashMap<>();

  public MinimalBackend() {
    kernels.putAll(Pointwise.ALL);
    kernels.putAll(Layout.ALL);
    kernels.putAll(Others.ALL);
  }

  @Override
  public String name() {
    return "minimal";
  }

  @Override
  public String description() {
    return "loops over the core, to count what a backend costs";
  }

  @Override
  public Lowering lowering(Op op, DType type) {
    if (type.isComplex()) {
      return new Lowering.Gap("it has no complex numbers");
    }
    return switch (Core.role(op)) {
      case PRIMITIVE -> Lowering.OWN;
      case DEFINITION -> new Lowering.Host("it has no code of its own for this");
      case COMPOSITE -> new Lowering.Gap("it has only the core");
    };
  }

  @Override
  public Executable compile(Graph graph) {
    return new StepwiseExecutable<>(graph, this);
  }

  @Override
  public GraphEvaluator.Prepared<Tensor> prepare(Op op, List<TensorType> results) {
    return op instanceof ControlFlow flow
        ? new LoopRun<>(this, Tensor::of, Tensor::array).prepare(flow)
        : operands -> apply(op, operands, results);
  }

  @Override
  public List<Tensor> apply(Op op, List<Tensor> operands, List<TensorType> results) {
    return switch (op) {
      case ControlFlow flow -> prepare(flow, results).apply(operands);
      default -> {
        Kernel kernel = kernels.get(op.name());
        try {
          yield kernel == null
              ? byDefinition(op, operands)
              : List.of(kernel.run(op, operands, results.get(0)));
        } catch (Kernel.NoResult noResult) {
          yield byDefinition(op, operands);
        }
      }
    };
  }

  private static List<Tensor> byDefinition(Op op, List<Tensor> operands) {
    List<Array> arrays = operands.stream().map(Tensor::array).toList();
    return op.evaluate(arrays).stream().map(Tensor::of).toList();
  }

  @Override
  public long[] shape(Tensor value) {
    return value.shape();
  }

  @Override
  public Tensor load(Array array) {
    return Tensor.of(array);
  }

  @Override
  public Array store(Tensor value) {
    return value.array();
  }
}
