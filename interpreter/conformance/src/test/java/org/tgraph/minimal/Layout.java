package org.tgraph.minimal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.array.Array;
import org.tgraph.op.Op;
import org.tgraph.op.index.Gather;
import org.tgraph.op.index.LastWrite;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Pad;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.layout.Strides;
import org.tgraph.op.layout.Transpose;
import org.tgraph.type.TensorType;

/**
 * Operations that move elements: a walk over one tensor, with a step along each axis of another.
 */
final class Layout {
  static final Map<String, Kernel> ALL = new HashMap<>();

  private Layout() {}

  static {
    ALL.put(
        "reshape",
        (op, in, out) ->
            new Tensor(out.dtype(), out.shape().values(), in.get(0).floats(), in.get(0).wholes()));
    ALL.put("broadcast", Layout::broadcast);
    ALL.put("transpose", Layout::transpose);
    ALL.put("slice", Layout::slice);
    ALL.put("pad", Layout::pad);
    ALL.put("concat", Layout::concat);
    ALL.put("gather", Layout::gather);
    ALL.put("scatter_add", Layout::scatterAdd);
    ALL.put("last_write", Layout::lastWrite);
  }

  /** Fills a result from the operand's elements, {@code steps} apart. */
  private static Tensor picked(Tensor x, TensorType out, long[] steps, long offset) {
    Tensor result = Tensor.of(x.type(), out.shape().values());
    Strides.forEach(
        result.shape(), steps, offset, (to, from) -> result.copy((int) to, x, (int) from));
    return result;
  }

  private static Tensor broadcast(Op op, List<Tensor> in, TensorType out) {
    Tensor x = in.get(0);
    long[] strides = Strides.of(x.shape());
    long[] steps = new long[out.rank()];
    List<Integer> axes = ((Broadcast) op).axes();
    for (int i = 0; i < axes.size(); i++) {
      steps[axes.get(i)] = x.shape()[i] == 1 ? 0 : strides[i];
    }
    return picked(x, out, steps, 0);
  }

  private static Tensor transpose(Op op, List<Tensor> in, TensorType out) {
    long[] strides = Strides.of(in.get(0).shape());
    long[] steps = ((Transpose) op).axes().stream().mapToLong(a -> strides[a]).toArray();
    return picked(in.get(0), out, steps, 0);
  }

  private static Tensor slice(Op op, List<Tensor> in, TensorType out) {
    Slice slice = (Slice) op;
    long[] steps = Strides.of(in.get(0).shape());
    long offset = 0;
    for (int axis = 0; axis < steps.length; axis++) {
      long start = slice.starts().get(axis).value();
      long last = start + (slice.lengths().get(axis).value() - 1) * slice.steps().get(axis);
      if (last >= start && (start < 0 || last >= in.get(0).shape()[axis])) {
        throw new Kernel.NoResult();
      }
      offset += steps[axis] * start;
      steps[axis] *= slice.steps().get(axis);
    }
    return picked(in.get(0), out, steps, offset);
  }

  private static Tensor pad(Op op, List<Tensor> in, TensorType out) {
    Pad pad = (Pad) op;
    Tensor result = Tensor.of(out.dtype(), out.shape().values());
    long[] steps = Strides.of(result.shape());
    long offset = 0;
    for (int axis = 0; axis < steps.length; axis++) {
      offset += steps[axis] * pad.low().get(axis).value();
      steps[axis] *= 1 + pad.interior().get(axis);
    }
    put(result, in.get(0), steps, offset);
    return result;
  }

  private static Tensor concat(Op op, List<Tensor> in, TensorType out) {
    int axis = ((Concat) op).axis();
    Tensor result = Tensor.of(out.dtype(), out.shape().values());
    long[] steps = Strides.of(result.shape());
    long offset = 0;
    for (Tensor x : in) {
      put(result, x, steps, offset);
      offset += steps[axis] * x.shape()[axis];
    }
    return result;
  }

  private static void put(Tensor result, Tensor x, long[] steps, long offset) {
    Strides.forEach(x.shape(), steps, offset, (from, to) -> result.copy((int) to, x, (int) from));
  }

  private static Tensor gather(Op op, List<Tensor> in, TensorType out) {
    Gather gather = (Gather) op;
    Tensor x = in.get(0);
    Tensor result = Tensor.of(out.dtype(), out.shape().values());
    int end = gather.batch() + gather.count();
    long[] axes = Arrays.copyOfRange(x.shape(), gather.batch(), end);
    int[] positions = positions(in.subList(1, in.size()), axes, gather.batch());
    int rest = (int) Array.count(Arrays.copyOfRange(x.shape(), end, x.shape().length));
    for (int at = 0; at < positions.length; at++) {
      for (int i = 0; i < rest; i++) {
        result.copy(at * rest + i, x, positions[at] * rest + i);
      }
    }
    return result;
  }

  private static Tensor scatterAdd(Op op, List<Tensor> in, TensorType out) {
    ScatterAdd scatter = (ScatterAdd) op;
    Tensor x = in.get(0);
    Tensor result = Tensor.of(out.dtype(), out.shape().values());
    int[] positions = positions(in.subList(1, in.size()), scatter.axes().values(), scatter.batch());
    int rest = positions.length == 0 ? 0 : x.size() / positions.length;
    for (int at = 0; at < positions.length; at++) {
      for (int i = 0; i < rest; i++) {
        int to = positions[at] * rest + i;
        if (x.type().isFloat()) {
          result.set(to, result.floats()[to] + x.floats()[at * rest + i]);
        } else {
          result.set(to, result.wholes()[to] + x.wholes()[at * rest + i]);
        }
      }
    }
    return result;
  }

  /** For each element of the indices, the place among the indexed axes of all batches. */
  private static int[] positions(List<Tensor> indices, long[] axes, int batch) {
    Tensor first = indices.get(0);
    long[] shape = first.shape();
    long each = Array.count(Arrays.copyOfRange(shape, batch, shape.length));
    int[] positions = new int[first.size()];
    for (int at = 0; at < positions.length; at++) {
      long position = at / each;
      for (int k = 0; k < axes.length; k++) {
        long index = indices.get(k).wholes()[at];
        boolean huge = first.type().isUnsigned() && index < 0;
        if (huge || index < -axes[k] || index >= axes[k]) {
          throw new Kernel.NoResult();
        }
        position = position * axes[k] + (index < 0 ? index + axes[k] : index);
      }
      positions[at] = (int) position;
    }
    return positions;
  }

  private static Tensor lastWrite(Op op, List<Tensor> in, TensorType out) {
    Tensor places = in.get(0);
    Tensor result = Tensor.of(out.dtype(), out.shape().values());
    Arrays.fill(result.wholes(), -1);
    int batch = ((LastWrite) op).batch();
    long size = out.shape().values()[batch];
    long writes = places.shape()[batch];
    for (int i = 0; i < places.size(); i++) {
      long place = places.wholes()[i];
      if (place < 0 || place >= size) {
        throw new Kernel.NoResult();
      }
      result.set((int) (i / writes * size + place), i % writes);
    }
    return result;
  }
}
