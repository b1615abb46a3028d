package org.tgraph.syntax;

import java.util.List;
import org.tgraph.source.Source;

/** A whole source file: its statements in order. */
public record Script(Source source, List<Statement> statements) {}
