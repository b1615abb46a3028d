package org.tgraph.generate;

import java.util.List;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * A function of the generated script.
 *
 * @param sizes its size variables, those first that are parameters of type {@code dim}
 * @param dims how many of them are parameters
 * @param hasMasks whether it may use masks
 */
record Callable(
    String name,
    List<SizeVar> sizes,
    int dims,
    List<Script.Named> params,
    TensorType result,
    boolean hasMasks) {}
