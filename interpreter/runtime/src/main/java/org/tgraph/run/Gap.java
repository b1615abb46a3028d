package org.tgraph.run;

import org.tgraph.type.DType;

/** An operation on an element type that a backend does not have. */
public record Gap(String op, DType type, String reason) {}
