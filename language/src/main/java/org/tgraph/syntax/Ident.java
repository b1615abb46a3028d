package org.tgraph.syntax;

import org.tgraph.source.Span;

/** A name and where it is written. */
public record Ident(String name, Span span) {}
