package org.tgraph.check;

import java.util.Optional;
import org.tgraph.source.Span;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/**
 * A random value of a model, or one that it derives.
 *
 * @param of what is said of it behind {@code ~}; nothing if it is derived
 * @param place where its name is written
 */
public record Site(String name, TensorType type, Optional<Type.Distribution> of, Span place) {
  public boolean isDerived() {
    return of.isEmpty();
  }
}
