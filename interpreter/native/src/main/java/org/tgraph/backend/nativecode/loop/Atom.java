package org.tgraph.backend.nativecode.loop;

import org.tgraph.type.DType;

/** An operand of the loop code: one number, known now or when the code runs. */
public sealed interface Atom permits Var, Literal, Pair {
  DType type();
}
