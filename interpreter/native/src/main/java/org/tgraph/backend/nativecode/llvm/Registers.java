package org.tgraph.backend.nativecode.llvm;

/**
 * The vectors of a processor.
 *
 * @param bytes in each
 * @param count how many there are
 */
public record Registers(int bytes, int count) {}
