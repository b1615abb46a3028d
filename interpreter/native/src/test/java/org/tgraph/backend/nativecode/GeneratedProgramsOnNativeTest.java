package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tgraph.backend.nativecode.llvm.Effort;
import org.tgraph.generate.BackendComparison;
import org.tgraph.generate.Campaign;

/** Random programs, but for those with gaps, give the same results as on the reference. */
class GeneratedProgramsOnNativeTest {
  @Test
  void agreesWithTheReference() {
    NativeBackend backend = new NativeBackend(Effort.NONE);
    assumeTrue(backend.unavailable().isEmpty(), () -> backend.unavailable().orElseThrow());
    Campaign campaign = new Campaign(List.of(new BackendComparison(backend)));
    long seed = Long.getLong("generate.seed", 1);
    campaign.run(seed, Integer.getInteger("generate.programs", 100));
    System.out.println("seed " + seed + ": " + campaign.report());
    assertFalse(campaign.hasFailed(), campaign::report);
  }
}
