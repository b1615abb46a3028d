package org.tgraph.generate;

import java.util.List;

/**
 * Tries random programs: {@code Fuzz COUNT SEED}. With a further number it shows so many mutants
 * that are rejected where they were not changed.
 */
public final class Fuzz {
  private Fuzz() {}

  public static void main(String[] arguments) {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    int shown = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
    Campaign campaign = new Campaign(List.of(new SimplifiedComparison()));
    campaign.run(seed, count);
    System.out.println(campaign.report());
    campaign.untouched().stream()
        .limit(shown)
        .forEach(
            mutant -> System.out.printf("%s%n%s%n%n", mutant.details().details(), mutant.text()));
  }
}
