package org.tgraph.run;

/** How a backend does an operation on one element type. */
public sealed interface Lowering {
  /** By its own means. */
  record Own() implements Lowering {}

  /** By the operation's own definition, in plain Java, with a copy to the host and back. */
  record Host(String reason) implements Lowering {}

  /** Not at all; {@code reason} is one clause: "it has no complex numbers". */
  record Gap(String reason) implements Lowering {}

  Lowering OWN = new Own();
}
