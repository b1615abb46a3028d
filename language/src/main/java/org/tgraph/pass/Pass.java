package org.tgraph.pass;

import java.util.function.UnaryOperator;
import org.tgraph.graph.Graph;

/**
 * One step from a graph to an equivalent one.
 *
 * @param name short, as in {@code --dump=dead-code}
 * @param description one sentence for a list of all passes
 */
public record Pass(String name, String description, UnaryOperator<Graph> run) {}
