package org.tgraph.syntax;

import java.util.List;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.source.Span;

/**
 * What the parser returns, always: as much of the script as could be read, and what was wrong.
 *
 * @param comments where the comments stand, in order, for the formatter
 * @param parenthesised the expressions, types and patterns that stand in parentheses of their own,
 *     once for each pair, for the formatter
 */
public record Parsed(
    Script script, List<Diagnostic> diagnostics, List<Span> comments, List<Span> parenthesised) {}
