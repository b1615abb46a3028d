package org.tgraph.diagnostic;

import org.tgraph.source.Span;

/** A further place that a diagnostic is about, and a few words on it. */
public record Label(Span span, String text) {}
