package org.tgraph.generate;

/**
 * What is wrong with a program.
 *
 * @param kind the same for what is wrong in the same way, so that a smaller program can be found
 */
public record Failure(String kind, String details) {}
