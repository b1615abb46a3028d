package org.tgraph.format;

import java.util.List;
import org.tgraph.diagnostic.Diagnostic;

/**
 * What the formatter gives.
 *
 * @param text the script in its layout; as it was, if its syntax is wrong
 * @param diagnostics what is wrong with its syntax
 */
public record Formatted(String text, List<Diagnostic> diagnostics) {}
