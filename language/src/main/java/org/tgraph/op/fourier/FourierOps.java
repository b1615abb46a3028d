package org.tgraph.op.fourier;

import java.util.List;
import org.tgraph.op.Op;

/** The operations of Fourier analysis. */
public final class FourierOps {
  public static final List<Op> ALL = List.of(new Dft(false));

  private FourierOps() {}
}
