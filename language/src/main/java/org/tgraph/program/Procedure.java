package org.tgraph.program;

import java.util.List;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;

/**
 * An algorithm of whatever runs a script, whose results the equations of the script take as given.
 * It is carried out before the first step that needs one of them.
 */
public sealed interface Procedure permits Sampling, Drawing, Calibration, Summary {
  Span span();

  /** The script's values that it needs. */
  List<Value> data();

  /** The script's values that it makes. */
  List<Value> results();
}
