package org.tgraph.op.special;

import java.util.List;
import org.tgraph.op.Op;

/** The special functions that others are composed of. */
public final class SpecialOps {
  public static final List<Op> ALL =
      List.of(
          new BesselI(0, true),
          new BetaDensity(),
          new BetaInc(),
          new BetaIncSlopes(1),
          new Erf(),
          new ErfInv(),
          new Erfc(),
          new Erfcx(0),
          new GammaDensity(),
          new GammaInc(false),
          new GammaIncRatio(1),
          new GammaIncSlope(1),
          new GammaQuantile(),
          new LBeta(),
          new LGamma(),
          new Log1mExp(),
          new LogNdtr(),
          new LogNdtrSlope(1),
          new Logit(),
          new Ndtr(),
          new Ndtri(),
          new Polygamma(0));

  private SpecialOps() {}
}
