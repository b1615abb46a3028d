package org.tgraph.source;

/** A zero-based line and a zero-based UTF-16 column in it, as in the language server protocol. */
public record Position(int line, int character) {}
