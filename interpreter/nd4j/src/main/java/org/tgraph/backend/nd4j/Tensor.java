package org.tgraph.backend.nd4j;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tgraph.array.Array;
import org.tgraph.type.DType;
import org.tgraph.type.TensorType;

/**
 * A tensor in our memory, in ND4J's, or in both: it is moved when it is first needed on the other
 * side. In ND4J's memory it is row-major, without gaps, and begins at offset 0. One that has no
 * elements never gets there.
 */
final class Tensor {
  /** From so many bytes on, a copy takes longer than to watch over the memory of another. */
  private static final long LARGE = 1 << 14;

  private final DType dtype;
  private final long[] shape;
  private Array host;
  private INDArray device;

  private Tensor(DType dtype, long[] shape, Array host, INDArray device) {
    this.dtype = dtype;
    this.shape = shape;
    this.host = host;
    this.device = device;
  }

  static Tensor of(Array array) {
    return new Tensor(array.dtype(), array.shape(), array, null);
  }

  /** In ND4J's memory, to be filled by way of {@link #peek}. */
  static Tensor uninitialized(TensorType type) {
    long[] shape = type.shape().values();
    INDArray fresh = Nd4j.createUninitialized(ElementTypes.of(type.dtype()), shape, 'c');
    return new Tensor(type.dtype(), shape, null, fresh);
  }

  /** A result of ND4J, of the type it should have; its layout may be any. */
  static Tensor of(DType dtype, long[] shape, INDArray result) {
    INDArray typed = result.castTo(ElementTypes.of(dtype));
    boolean rowMajor = !typed.isView() && isRowMajor(typed, shape);
    return new Tensor(dtype, shape, null, rowMajor ? typed : typed.dup('c').reshape('c', shape));
  }

  /** The same elements, in the same memories, under another shape of as many. */
  Tensor reshaped(long[] other) {
    return new Tensor(
        dtype,
        other,
        host == null ? null : host.reshape(other),
        device == null ? null : device.reshape('c', other));
  }

  private static boolean isRowMajor(INDArray array, long[] shape) {
    if (array.rank() != shape.length || array.offset() != 0) {
      return false;
    }
    long step = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (array.size(axis) != shape[axis]) {
        return false;
      }
      if (shape[axis] != 1 && array.stride(axis) != step) {
        return false;
      }
      step *= shape[axis];
    }
    return true;
  }

  DType dtype() {
    return dtype;
  }

  long[] shape() {
    return shape;
  }

  long size() {
    return Array.count(shape);
  }

  /** In ND4J's memory. Not to be asked of a tensor without elements. */
  INDArray device() {
    if (device == null) {
      device = Nd4j.createUninitialized(ElementTypes.of(dtype), shape, 'c');
      MemorySegment.copy(host.data(), 0, memory(device), 0, bytes());
    }
    return device;
  }

  /** As our memory: small ones are copied, of others it is ND4J's own, kept while it is used. */
  Array host() {
    if (host == null) {
      INDArray owner = device;
      if (bytes() < LARGE) {
        host = Array.zeros(dtype, shape);
        MemorySegment.copy(memory(owner), 0, host.data(), 0, bytes());
        // Until here, or ND4J's memory could be gone while it is copied.
        Reference.reachabilityFence(owner);
      } else {
        host = Array.of(dtype, shape, kept(owner));
      }
    }
    return host;
  }

  /** To be read while this tensor is reachable, wherever it is; not to be kept. */
  Array peek() {
    return host != null ? host : Array.of(dtype, shape, memory(device));
  }

  /** The action at its end holds the owner for as long as the memory can be reached. */
  @SuppressWarnings("restricted")
  private MemorySegment kept(INDArray owner) {
    return MemorySegment.ofAddress(owner.data().address())
        .reinterpret(bytes(), Arena.ofAuto(), memory -> Reference.reachabilityFence(owner));
  }

  private long bytes() {
    return size() * dtype.bytes();
  }

  @SuppressWarnings("restricted") // The buffer has exactly that many bytes at its address.
  private MemorySegment memory(INDArray array) {
    DataBuffer buffer = array.data();
    return MemorySegment.ofAddress(buffer.address()).reinterpret(bytes());
  }
}
