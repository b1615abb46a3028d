package org.tgraph.backend.nd4j;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.tgraph.type.DType;

/** What our element types are in ND4J; those that it does not have are absent. */
final class ElementTypes {
  private static final Map<DType, DataType> KNOWN = new EnumMap<>(DType.class);

  static {
    KNOWN.put(DType.BOOL, DataType.BOOL);
    KNOWN.put(DType.I8, DataType.INT8);
    KNOWN.put(DType.I16, DataType.INT16);
    KNOWN.put(DType.I32, DataType.INT32);
    KNOWN.put(DType.I64, DataType.INT64);
    KNOWN.put(DType.U8, DataType.UINT8);
    KNOWN.put(DType.F32, DataType.FLOAT);
    KNOWN.put(DType.F64, DataType.DOUBLE);
  }

  private ElementTypes() {}

  /** Of a type that it has. */
  static DataType of(DType type) {
    return KNOWN.get(type);
  }

  /** Why tensors of a type stay in our memory, and are left to the definitions, where they are. */
  static Optional<String> absence(DType type) {
    if (KNOWN.containsKey(type)) {
      return Optional.empty();
    }
    return Optional.of(
        type.isComplex()
            ? "ND4J has no complex numbers"
            : "ND4J has few operations on `" + type + "`");
  }
}
