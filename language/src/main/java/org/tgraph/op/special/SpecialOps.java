package org.tgraph.op.special;

import java.util.List;
import org.tgraph.op.Op;

/** The special functions that others are composed of. */
public final class SpecialOps {
  public static final List<Op> ALL =
      List.of(new Erf(), new ErfInv(), new Erfc(), new Erfcx(), new LGamma(), new Polygamma(0));

  private SpecialOps() {}
}
