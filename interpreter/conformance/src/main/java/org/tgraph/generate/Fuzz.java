package org.tgraph.generate;

import java.util.List;

/** Tries random programs: {@code Fuzz COUNT SEED}. */
public final class Fuzz {
  private Fuzz() {}

  public static void main(String[] arguments) {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    Campaign campaign = new Campaign(List.of());
    for (int i = 0; i < count; i++) {
      campaign.run(seed + i);
    }
    System.out.println(campaign.report());
  }
}
