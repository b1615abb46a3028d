package org.tgraph.backend.nativecode.loop;

import org.tgraph.type.DType;

/**
 * A complex number while code is written. No statement has one: what is done with it is done with
 * its parts.
 */
public record Pair(Atom re, Atom im) implements Atom {
  @Override
  public DType type() {
    return re.type() == DType.F32 ? DType.C64 : DType.C128;
  }
}
