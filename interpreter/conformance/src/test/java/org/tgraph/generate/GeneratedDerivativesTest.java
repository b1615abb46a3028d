package org.tgraph.generate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/**
 * The laws of derivatives hold for random programs. {@code -Dgenerate.derivatives=} says how many
 * are tried, {@code -Dgenerate.seed=} which.
 */
class GeneratedDerivativesTest {
  /** Of so many in a hundred programs at most a law may be left out. */
  private static final double SKIPPED = 10;

  @Test
  void lawsHold() {
    LawCampaign campaign = new LawCampaign();
    long seed = Long.getLong("generate.seed", 1);
    campaign.run(seed, Integer.getInteger("generate.derivatives", 1000));
    System.out.println("seed " + seed + ": " + campaign.report());
    assertFalse(campaign.hasFailed(), campaign::report);
    assertTrue(campaign.skipped() <= SKIPPED, campaign::report);
  }
}
