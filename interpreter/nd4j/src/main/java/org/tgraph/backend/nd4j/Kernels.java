package org.tgraph.backend.nd4j;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tgraph.op.Op;
import org.tgraph.type.DType;
import org.tgraph.type.TensorType;

/** The kernels by operation, and for what has none or not for all element types, why. */
final class Kernels {
  static final Set<DType> FLOATS = EnumSet.of(DType.F32, DType.F64);
  static final Set<DType> INTS = EnumSet.of(DType.I8, DType.I16, DType.I32, DType.I64, DType.U8);
  static final Set<DType> NUMBERS = union(FLOATS, INTS);
  static final Set<DType> ALL = union(NUMBERS, EnumSet.of(DType.BOOL));

  private record Entry(Set<DType> types, Kernel<?> kernel) {}

  private final Map<Class<? extends Op>, Entry> kernels = new HashMap<>();
  private final Map<Class<? extends Op>, String> reasons = new HashMap<>();

  Kernels() {
    PointwiseKernels.addTo(this);
    ReduceKernels.addTo(this);
    LayoutKernels.addTo(this);
    IndexKernels.addTo(this);
    LinalgKernels.addTo(this);
  }

  private static Set<DType> union(Set<DType> a, Set<DType> b) {
    EnumSet<DType> all = EnumSet.copyOf(a);
    all.addAll(b);
    return all;
  }

  /**
   * @param types the element types of the first operand for which the kernel is right
   */
  <O extends Op> void add(Class<O> op, Set<DType> types, Kernel<O> kernel) {
    kernels.put(op, new Entry(types, kernel));
  }

  <O extends Op> void unary(Class<O> op, Set<DType> types, UnaryOperator<INDArray> f) {
    add(op, types, (o, in, result) -> f.apply(in.get(0).device()));
  }

  <O extends Op> void binary(Class<O> op, Set<DType> types, BinaryOperator<INDArray> f) {
    add(op, types, (o, in, result) -> f.apply(in.get(0).device(), in.get(1).device()));
  }

  /** Why an operation is left to its definition, where it is. */
  void host(Class<? extends Op> op, String reason) {
    reasons.put(op, reason);
  }

  /** Nothing if there is a kernel; else why there is none. */
  Optional<String> hostReason(Op op, DType type) {
    Entry entry = kernels.get(op.getClass());
    if (entry != null && entry.types.contains(type)) {
      return Optional.empty();
    }
    String otherwise = entry == null ? "ND4J has no such operation" : "ND4J's is for other types";
    return Optional.of(reasons.getOrDefault(op.getClass(), otherwise));
  }

  /** The result by ND4J, or null if these operands are left to the operation's definition. */
  @SuppressWarnings("unchecked") // Entries are made for the class they are found by.
  INDArray run(Op op, List<Tensor> in, TensorType result) {
    Entry entry = kernels.get(op.getClass());
    DType type = in.isEmpty() ? result.dtype() : in.get(0).dtype();
    if (entry == null || !entry.types.contains(type)) {
      return null;
    }
    return ((Kernel<Op>) entry.kernel).run(op, in, result);
  }
}
