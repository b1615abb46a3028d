package org.tgraph.rewrite;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tgraph.graph.Value;
import org.tgraph.type.Kind;

/**
 * What may be written in place of what, so that the result is the same: {@code nan}, infinite
 * numbers, the signs of zeros, and problems with the data included. Finite floats may be rounded
 * otherwise. Only the rules of {@link StabilityRules} may be nearer to what is meant than the
 * operations as written: finite where those overflow, or -0 where those round to 0.
 */
public sealed interface Rule permits TermRule, CodeRule {
  /** Unique; its golden test is {@code rewrite/NAME.graph}. */
  String name();

  /** The left side, an expression of the language over operations of the graph. */
  String from();

  /** The right side. */
  String to();

  /** The element types it is for. */
  Kind kind();

  /** When it holds and why, in one sentence without a full stop. */
  String statement();

  /** The names of the operations at the root of what it replaces. */
  Set<String> operations();

  /** What to write for an application, if the rule applies to it. */
  Optional<List<Value>> apply(Site site, Site.Application application);
}
