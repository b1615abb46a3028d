package org.tgraph.generate;

import java.util.List;
import org.tgraph.type.SizeVar;

/**
 * A function of the generated script.
 *
 * @param sizes its size variables, those first that are parameters of type {@code dim}
 * @param dims how many of them are parameters
 * @param hasMasks whether it may use masks
 * @param isNamed whether its arguments may be given by name, and left out
 */
record Callable(
    String name,
    List<SizeVar> sizes,
    int dims,
    List<Param> params,
    Arrangement result,
    boolean hasMasks,
    boolean isNamed) {}
