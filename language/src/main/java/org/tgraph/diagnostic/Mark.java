package org.tgraph.diagnostic;

/**
 * What is marked on one line of a source: the UTF-16 columns from {@code start} to {@code end}, and
 * what is said of them.
 *
 * @param main whether it is the diagnostic's own span, not one of its labels
 */
record Mark(int line, int start, int end, String text, boolean main) {}
