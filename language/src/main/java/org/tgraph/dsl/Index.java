package org.tgraph.dsl;

import java.util.Optional;

/** What can stand between the brackets of {@code x[…]} beside numbers, sizes and tensors. */
public sealed interface Index {
  /** {@code :}, all along an axis. */
  Index ALL = new Slice(Optional.empty(), Optional.empty(), Optional.empty());

  /** {@code ...}, all axes that are not mentioned. */
  Index REST = new Rest();

  /** {@code none}, a new axis of size 1. */
  Index NEW_AXIS = new NewAxis();

  /**
   * {@code start:stop:step}. A bound is a number or a size, {@code stop} is not included, and a
   * negative number counts from the end.
   */
  record Slice(Optional<Object> start, Optional<Object> stop, Optional<Object> step)
      implements Index {
    /** The same slice, of which only every so manyth is taken; backwards if negative. */
    public Slice by(Object every) {
      return new Slice(start, stop, Optional.of(every));
    }
  }

  record Rest() implements Index {}

  record NewAxis() implements Index {}

  /** {@code start:}. */
  static Slice from(Object start) {
    return new Slice(Optional.of(start), Optional.empty(), Optional.empty());
  }

  /** {@code :stop}. */
  static Slice to(Object stop) {
    return new Slice(Optional.empty(), Optional.of(stop), Optional.empty());
  }

  /** {@code start:stop}. */
  static Slice range(Object start, Object stop) {
    return new Slice(Optional.of(start), Optional.of(stop), Optional.empty());
  }

  /** {@code ::step}. */
  static Slice step(Object step) {
    return new Slice(Optional.empty(), Optional.empty(), Optional.of(step));
  }
}
