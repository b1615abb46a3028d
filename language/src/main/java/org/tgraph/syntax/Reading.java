package org.tgraph.syntax;

import java.util.List;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/** What a piece of a text says: the parts of a {@link Parsed}. */
record Reading(
    Source source,
    List<Statement> statements,
    List<Diagnostic> diagnostics,
    List<Span> comments,
    List<Span> parenthesised,
    List<Span> broken) {}
