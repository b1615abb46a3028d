package org.tgraph.backend.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Calls of ND4J. */
final class Calls {
  private Calls() {}

  /**
   * An operation by its name in ND4J.
   *
   * @param result memory for the result, of the shape that it has
   */
  static INDArray custom(String name, INDArray result, List<INDArray> in, long... arguments) {
    DynamicCustomOp op =
        DynamicCustomOp.builder(name)
            .addInputs(in.toArray(INDArray[]::new))
            .addOutputs(result)
            .build();
    op.addIArgument(arguments);
    Nd4j.exec(op);
    return result;
  }

  static INDArray custom(String name, INDArray result, INDArray... in) {
    return custom(name, result, List.of(in));
  }
}
