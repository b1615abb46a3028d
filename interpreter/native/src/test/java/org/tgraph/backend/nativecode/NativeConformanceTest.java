package org.tgraph.backend.nativecode;

import java.util.Locale;
import org.tgraph.backend.nativecode.llvm.Effort;
import org.tgraph.conformance.BackendConformance;
import org.tgraph.conformance.Closeness;
import org.tgraph.op.Core;
import org.tgraph.op.Op;
import org.tgraph.op.linalg.Eig;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.type.DType;

/**
 * All effort by {@code -Dnative.effort=full}, which takes minutes: thousands of graphs are
 * compiled.
 */
class NativeConformanceTest extends BackendConformance {
  NativeConformanceTest() {
    super(
        new NativeBackend(
            Effort.valueOf(System.getProperty("native.effort", "none").toUpperCase(Locale.ROOT))));
  }

  @Override
  protected boolean samplesModels() {
    return true;
  }

  /**
   * Single floats are multiplied in single precision; what is composed is rounded in each part.
   * LAPACK finds eigenvalues of any matrix by other steps than the definition, which differ by
   * rounding that the condition of the problem makes larger.
   */
  @Override
  protected Closeness slack(Op op, DType type) {
    if (op instanceof MatMul && type.part() == DType.F32) {
      return new Closeness(4, 1e-5);
    }
    if (op instanceof Eig) {
      return new Closeness(4, type.part() == DType.F32 ? 1e-5 : 1e-13);
    }
    return Core.role(op) == Core.Role.COMPOSITE ? new Closeness(16, 0) : super.slack(op, type);
  }
}
