package org.tgraph.check;

import java.util.Optional;
import org.tgraph.source.Span;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/**
 * A random value of a model, or one that it derives.
 *
 * @param name in the model that is called: {@code school.mu} for {@code mu} of the model that the
 *     site {@code school} stands for
 * @param of what is said of it behind {@code ~}; nothing if it is derived
 * @param isGiven whether it has data where it is stated, in a model inside of another
 * @param place where its name is written
 */
public record Site(
    String name, TensorType type, Optional<Type.Distribution> of, boolean isGiven, Span place) {
  public boolean isDerived() {
    return of.isEmpty();
  }

  /** The same inside of the model that a site stands for. */
  Site within(String prefix, boolean hasData) {
    return new Site(prefix + name, type, of, hasData, place);
  }
}
