package org.tgraph.backend.nd4j;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphEvaluator;
import org.tgraph.op.Op;
import org.tgraph.op.control.ControlFlow;
import org.tgraph.op.control.LoopRun;
import org.tgraph.op.layout.Coerce;
import org.tgraph.run.Backend;
import org.tgraph.run.Executable;
import org.tgraph.run.Lowering;
import org.tgraph.run.StepwiseExecutable;
import org.tgraph.type.DType;
import org.tgraph.type.TensorType;

/**
 * One call of ND4J for each operation, where it has one that is right; values stay in its memory
 * between them. What it has not, or gets wrong, is done by the operation's own definition.
 */
public final class Nd4jBackend implements Backend, StepwiseExecutable.Device<Tensor> {
  static {
    // ND4J would look for its parts where the thread does, which knows nothing of our jars.
    ND4JClassLoading.setNd4jClassloaderFromClass(Nd4jBackend.class);
  }

  private final Kernels kernels = new Kernels();
  private final Room room = new Room();
  private final LoopRun<Tensor> flow = new LoopRun<>(new Steps(this), Tensor::of, Tensor::host);
  private Optional<String> unavailable;

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public String description() {
    return "ND4J 1.0.0-M2.1, one call for each operation";
  }

  /** Loads the native library when first asked. */
  @Override
  public synchronized Optional<String> unavailable() {
    if (unavailable == null) {
      try {
        unavailable = Nd4j.scalar(1.0).isScalar() ? Optional.empty() : Optional.of("it is broken");
      } catch (RuntimeException | LinkageError e) {
        unavailable = Optional.of("its native library cannot be loaded: " + root(e));
      }
    }
    return unavailable;
  }

  private static Throwable root(Throwable e) {
    return e.getCause() == null ? e : root(e.getCause());
  }

  @Override
  public Lowering lowering(Op op, DType type) {
    Optional<String> absence = ElementTypes.absence(type);
    if (absence.isEmpty() && op instanceof ControlFlow) {
      return new Lowering.Host(
          "inside, what is small is computed by the operations' own definitions, the rest by ND4J");
    }
    if (op instanceof Coerce) {
      return Lowering.OWN;
    }
    return absence
        .or(() -> kernels.hostReason(op, type))
        .<Lowering>map(Lowering.Host::new)
        .orElse(Lowering.OWN);
  }

  /** A call of ND4J takes about 10 µs, in which the reference computes a few thousand elements. */
  @Override
  public long worthwhile() {
    return 5000;
  }

  @Override
  public Executable compile(Graph graph) {
    return new StepwiseExecutable<>(graph, this);
  }

  @Override
  public GraphEvaluator.Prepared<Tensor> prepare(Op op, List<TensorType> results) {
    return op instanceof ControlFlow inner
        ? flow.prepare(inner)
        : operands -> apply(op, operands, results);
  }

  @Override
  public List<Tensor> apply(Op op, List<Tensor> operands, List<TensorType> results) {
    if (op instanceof ControlFlow inner) {
      return flow.prepare(inner).apply(operands);
    }
    if (op instanceof Coerce) {
      op.evaluate(List.of(operands.get(0).peek()));
      return operands;
    }
    boolean isThere =
        Stream.concat(operands.stream().map(Tensor::dtype), results.stream().map(TensorType::dtype))
            .allMatch(type -> ElementTypes.absence(type).isEmpty());
    if (isThere && results.size() == 1 && isKnownAndNotEmpty(operands, results.get(0))) {
      room.make(results);
      INDArray result = run(op, operands, results.get(0));
      if (result != null) {
        long[] shape = results.get(0).shape().values();
        return List.of(Tensor.of(results.get(0).dtype(), shape, result));
      }
    }
    return byDefinition(op, operands);
  }

  static List<Tensor> byDefinition(Op op, List<Tensor> operands) {
    List<Array> arrays = operands.stream().map(Tensor::host).toList();
    return op.evaluate(arrays).stream().map(array -> same(array, operands)).toList();
  }

  private INDArray run(Op op, List<Tensor> operands, TensorType result) {
    try {
      return kernels.run(op, operands, result);
    } catch (RuntimeException e) {
      if (String.valueOf(e.getMessage()).contains("bad_alloc")) {
        throw new OutOfMemoryError(e.getMessage());
      }
      throw e;
    }
  }

  /** Where an operation gives back an operand, as it is in both memories. */
  private static Tensor same(Array array, List<Tensor> operands) {
    return operands.stream()
        .filter(t -> t.host() == array)
        .findFirst()
        .orElseGet(() -> Tensor.of(array));
  }

  private static boolean isKnownAndNotEmpty(List<Tensor> operands, TensorType result) {
    return operands.stream().allMatch(t -> t.size() > 0)
        && result.shape().dims().stream().allMatch(d -> d.constant().isPresent() && d.value() > 0);
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
    return value.host();
  }
}
