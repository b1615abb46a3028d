package org.tgraph.backend.nd4j;

import static org.tgraph.backend.nd4j.Kernels.ALL;

import java.lang.ref.Reference;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Copy;
import org.tgraph.op.layout.Flip;
import org.tgraph.op.layout.Pad;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.layout.Strides;
import org.tgraph.op.layout.Transpose;
import org.tgraph.type.TensorType;

/** Operations that move elements, from ND4J's memory to ND4J's memory; a reshape moves none. */
final class LayoutKernels {
  private LayoutKernels() {}

  static void addTo(Kernels k) {
    k.add(
        Reshape.class,
        ALL,
        (op, in, result) -> in.get(0).device().reshape('c', result.shape().values()));
    k.add(Transpose.class, ALL, (op, in, result) -> transpose(op, in.get(0), result));
    k.add(Broadcast.class, ALL, (op, in, result) -> broadcast(op, in.get(0), result));
    k.add(Slice.class, ALL, (op, in, result) -> slice(op, in.get(0), result));
    k.add(Flip.class, ALL, (op, in, result) -> flip(op, in.get(0).device()));
    k.add(Pad.class, ALL, (op, in, result) -> pad(op, in.get(0), result));
    k.add(
        Concat.class,
        ALL,
        (op, in, result) ->
            Nd4j.concat(op.axis(), in.stream().map(Tensor::device).toArray(INDArray[]::new)));
  }

  /**
   * Elements at even distances, in ND4J's memory; its own copy of a view takes ten times as long.
   */
  private static INDArray read(Tensor x, long[] steps, long offset, TensorType result) {
    Tensor target = Tensor.uninitialized(result);
    Copy.read(x.peek(), steps, offset, target.peek());
    Reference.reachabilityFence(x);
    return target.device();
  }

  private static INDArray transpose(Transpose op, Tensor x, TensorType result) {
    long[] strides = Strides.of(x.shape());
    long[] steps = op.axes().stream().mapToLong(axis -> strides[axis]).toArray();
    return read(x, steps, 0, result);
  }

  private static INDArray broadcast(Broadcast op, Tensor x, TensorType result) {
    long[] strides = Strides.of(x.shape());
    long[] steps = new long[result.rank()];
    for (int i = 0; i < strides.length; i++) {
      steps[op.axes().get(i)] = x.shape()[i] == 1 ? 0 : strides[i];
    }
    return read(x, steps, 0, result);
  }

  private static INDArray slice(Slice op, Tensor x, TensorType result) {
    long[] strides = Strides.of(x.shape());
    long[] steps = new long[strides.length];
    long offset = 0;
    for (int axis = 0; axis < steps.length; axis++) {
      long start = op.starts().get(axis).value();
      long last = start + (op.lengths().get(axis).value() - 1) * op.steps().get(axis);
      if (start < 0 || last >= x.shape()[axis]) {
        return null;
      }
      steps[axis] = strides[axis] * op.steps().get(axis);
      offset += strides[axis] * start;
    }
    return read(x, steps, offset, result);
  }

  /** ND4J takes no axes for all axes. */
  private static INDArray flip(Flip op, INDArray x) {
    long[] axes = op.axes().stream().mapToLong(Integer::longValue).toArray();
    return axes.length == 0 ? x : Calls.custom("reverse", x.ulike(), List.of(x), axes);
  }

  private static INDArray pad(Pad op, Tensor x, TensorType result) {
    long[] strides = Strides.of(result.shape().values());
    long[] steps = new long[strides.length];
    long offset = 0;
    for (int axis = 0; axis < steps.length; axis++) {
      long low = op.low().get(axis).value();
      if (low < 0 || op.high().get(axis).value() < 0) {
        return null;
      }
      steps[axis] = strides[axis] * (1 + op.interior().get(axis));
      offset += strides[axis] * low;
    }
    INDArray zeros = Nd4j.zeros(ElementTypes.of(result.dtype()), result.shape().values());
    Tensor target = Tensor.of(result.dtype(), result.shape().values(), zeros);
    Copy.write(x.peek(), steps, offset, target.peek());
    Reference.reachabilityFence(x);
    return target.device();
  }
}
