package org.tgraph.cli;

import java.math.BigDecimal;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.tgraph.check.Checker;
import org.tgraph.rewrite.Stabilize;

/**
 * Has what checking needs loaded while the command line and the script are still being read: on a
 * second processor both take as long as one.
 */
final class Preparation {
  /** The commands that check scripts. */
  private static final Set<String> CHECKING = Set.of("run", "sample", "check", "test", "graph");

  private static final CountDownLatch LOADED = new CountDownLatch(1);

  private Preparation() {}

  /** Begins, if the command is one for that. */
  static void start(String... arguments) {
    if (arguments.length < 2 || !CHECKING.contains(arguments[0])) {
      LOADED.countDown();
      return;
    }
    Thread.ofPlatform().name("preparation").daemon().start(Preparation::load);
  }

  private static void load() {
    try {
      Checker.prepare();
    } finally {
      LOADED.countDown();
    }
    // Whoever needs these meanwhile waits for them: the rules, and then decimal numbers, whose
    // class begins with much arithmetic, and which are for what is printed in the end.
    Stabilize.prepare();
    BigDecimal.TEN.precision();
  }

  /**
   * Waits until what every check needs is there, so that no two threads load it at once. Who does
   * nothing else before {@link Checker#check} need not.
   */
  static void await() {
    try {
      LOADED.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
