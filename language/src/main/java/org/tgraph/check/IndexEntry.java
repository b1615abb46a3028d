package org.tgraph.check;

import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;

/** What an index does along one axis of a tensor, in its order; new axes have no axis. */
sealed interface IndexEntry {
  record NewAxis() implements IndexEntry {}

  /** {@code ...} for no axes, which separates what is on its sides all the same. */
  record Dots() implements IndexEntry {}

  record Range(SliceBounds.Range range) implements IndexEntry {}

  /** An index that is in range, and whose axis goes. */
  record Fixed(Dim index) implements IndexEntry {}

  /** An index tensor; {@code group} entries of a mask belong together. */
  record Picked(Value index, Span span) implements IndexEntry {}
}
