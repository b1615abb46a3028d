package org.tgraph.backend.nd4j;

import static org.tgraph.backend.nd4j.Kernels.FLOATS;
import static org.tgraph.backend.nd4j.Kernels.NUMBERS;

import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tgraph.op.reduce.All;
import org.tgraph.op.reduce.Any;
import org.tgraph.op.reduce.ArgMax;
import org.tgraph.op.reduce.ArgMin;
import org.tgraph.op.reduce.CumProd;
import org.tgraph.op.reduce.CumSum;
import org.tgraph.op.reduce.Max;
import org.tgraph.op.reduce.Min;
import org.tgraph.op.reduce.Prod;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.DType;

/** Reductions and cumulative operations. Single floats are combined in double precision. */
final class ReduceKernels {
  private interface Along {
    INDArray apply(INDArray x, int... axes);
  }

  private ReduceKernels() {}

  static void addTo(Kernels k) {
    k.add(Sum.class, NUMBERS, (op, in, r) -> wide(in, x -> reduce(op, x, INDArray::sum)));
    k.add(Prod.class, NUMBERS, (op, in, r) -> wide(in, x -> reduce(op, x, INDArray::prod)));
    for (var extreme : List.of(Max.class, Min.class, ArgMax.class, ArgMin.class)) {
      k.host(extreme, "ND4J's of whole numbers begins one above the smallest `i64`");
    }
    k.add(Max.class, FLOATS, (op, in, r) -> ordered(op, in, INDArray::max));
    k.add(Min.class, FLOATS, (op, in, r) -> ordered(op, in, INDArray::min));
    k.add(ArgMax.class, FLOATS, (op, in, r) -> ordered(op, in, Nd4j::argMax));
    k.add(ArgMin.class, FLOATS, (op, in, r) -> ordered(op, in, Nd4j::argMin));
    EnumSet<DType> bool = EnumSet.of(DType.BOOL);
    k.add(
        All.class,
        bool,
        (op, in, r) ->
            reduce(
                op,
                in.get(0).device(),
                (x, axes) -> Nd4j.exec(new org.nd4j.linalg.api.ops.impl.reduce.bool.All(x, axes))));
    k.add(
        Any.class,
        bool,
        (op, in, r) ->
            reduce(
                op,
                in.get(0).device(),
                (x, axes) -> Nd4j.exec(new org.nd4j.linalg.api.ops.impl.reduce.bool.Any(x, axes))));
    k.host(CumSum.class, "ND4J's is for floats");
    k.add(
        CumSum.class,
        FLOATS,
        (op, in, r) ->
            wide(in, x -> cumulative("cumsum", x, op.exclusive(), op.reverse(), op.axis())));
    k.add(
        CumProd.class,
        NUMBERS,
        (op, in, r) ->
            wide(in, x -> cumulative("cumprod", x, op.exclusive(), op.reverse(), op.axis())));
  }

  private static INDArray cumulative(
      String name, INDArray x, boolean exclusive, boolean reverse, int axis) {
    return Calls.custom(name, x.ulike(), List.of(x), exclusive ? 1 : 0, reverse ? 1 : 0, axis);
  }

  private static INDArray wide(List<Tensor> in, UnaryOperator<INDArray> f) {
    INDArray x = in.get(0).device();
    return f.apply(x.dataType() == DataType.FLOAT ? x.castTo(DataType.DOUBLE) : x);
  }

  /** By the operation's definition where there are {@code nan}s, which ND4J passes over. */
  private static INDArray ordered(Reduction op, List<Tensor> in, Along f) {
    return Values.areOrdered(in.get(0)) ? reduce(op, in.get(0).device(), f) : null;
  }

  /** ND4J takes no axes for all axes. */
  private static INDArray reduce(Reduction op, INDArray x, Along f) {
    return op.axes().isEmpty()
        ? x
        : f.apply(x, op.axes().stream().mapToInt(Integer::intValue).toArray());
  }
}
