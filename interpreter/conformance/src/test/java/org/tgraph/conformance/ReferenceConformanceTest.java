package org.tgraph.conformance;

import org.tgraph.op.Op;
import org.tgraph.run.ReferenceBackend;
import org.tgraph.type.DType;

class ReferenceConformanceTest extends BackendConformance {
  ReferenceConformanceTest() {
    super(new ReferenceBackend());
  }

  @Override
  protected Closeness slack(Op op, DType type) {
    return new Closeness(0, 0);
  }

  @Override
  protected Closeness preludeSlack(DType type) {
    return new Closeness(0, 0);
  }
}
