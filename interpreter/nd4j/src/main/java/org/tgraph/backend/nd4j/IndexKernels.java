package org.tgraph.backend.nd4j;

import static org.tgraph.backend.nd4j.Kernels.ALL;
import static org.tgraph.backend.nd4j.Kernels.NUMBERS;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tgraph.array.Array;
import org.tgraph.op.create.Constant;
import org.tgraph.op.create.Iota;
import org.tgraph.op.create.SizeOf;
import org.tgraph.op.index.Gather;
import org.tgraph.op.index.LastWrite;
import org.tgraph.op.index.Nonzero;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.sort.ArgSort;
import org.tgraph.op.sort.Sort;
import org.tgraph.type.DType;
import org.tgraph.type.TensorType;

/** Reading at computed positions, and sorting. */
final class IndexKernels {
  private IndexKernels() {}

  static void addTo(Kernels k) {
    k.add(Gather.class, ALL, IndexKernels::gather);
    k.add(
        Sort.class,
        NUMBERS,
        (op, in, result) ->
            Values.areOrdered(in.get(0))
                ? Nd4j.sort(in.get(0).device().dup('c'), op.axis(), !op.descending())
                : null);
    k.host(Sort.class, "ND4J does not sort bools");
    k.host(ArgSort.class, "ND4J's does not keep the order of equal elements");
    k.host(ScatterAdd.class, "ND4J's loses updates of the same element in its parallel loop");
    k.host(Nonzero.class, "how many there are decides the shape of the result");
    k.host(LastWrite.class, "ND4J has no scatter that says which write is the last");
    k.host(Constant.class, "it is data, which has to be moved");
    k.host(Iota.class, "it is data, which has to be moved");
    k.host(SizeOf.class, "it is a number known here");
  }

  /** The positions are computed here; they choose rows of the tensor without its indexed axes. */
  private static INDArray gather(Gather op, List<Tensor> in, TensorType result) {
    Tensor x = in.get(0);
    long rows = 1;
    long perBatch = 1;
    for (int axis = 0; axis < op.batch() + op.count(); axis++) {
      rows *= x.shape()[axis];
      perBatch *= axis < op.batch() ? 1 : x.shape()[axis];
    }
    Array first = in.get(1).host();
    long each = first.size();
    for (int axis = 0; axis < op.batch(); axis++) {
      each /= x.shape()[axis];
    }
    long[] positions = new long[Math.toIntExact(first.size())];
    for (int i = 0; i < positions.length; i++) {
      long position = 0;
      for (int axis = 0; axis < op.count(); axis++) {
        long size = x.shape()[op.batch() + axis];
        long index = in.get(1 + axis).host().getLong(i);
        if (index < -size || index >= size) {
          return null;
        }
        position = position * size + (index < 0 ? index + size : index);
      }
      positions[i] = i / each * perBatch + position;
    }
    // ND4J's gather refuses bools.
    DataType type = ElementTypes.of(x.dtype() == DType.BOOL ? DType.I8 : x.dtype());
    INDArray table = x.device().castTo(type).reshape('c', rows, x.size() / rows);
    INDArray chosen =
        Nd4j.createUninitialized(type, new long[] {positions.length, x.size() / rows}, 'c');
    Calls.custom("gather", chosen, List.of(table, Nd4j.createFromArray(positions)), 0);
    return chosen.reshape('c', result.shape().values());
  }
}
