package org.tgraph.backend.nd4j;

import org.tgraph.conformance.BackendConformance;
import org.tgraph.conformance.Closeness;
import org.tgraph.op.Op;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.type.DType;

class Nd4jConformanceTest extends BackendConformance {
  Nd4jConformanceTest() {
    super(new Nd4jBackend());
  }

  /** BLAS adds the products of single floats in single precision. */
  @Override
  protected Closeness slack(Op op, DType type) {
    return op instanceof MatMul && type == DType.F32
        ? new Closeness(4, 1e-5)
        : super.slack(op, type);
  }
}
