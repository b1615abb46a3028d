package org.tgraph.playground;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** A script's process, which is ended when it takes too long or writes too much. */
final class Run {
  private static final long GLANCE = 200;

  /** The command gives up by itself; only if it does not, is it ended from here. */
  private static final int GRACE = 5;

  private final Process process;
  private volatile String why = "";

  private Run(Process process) {
    this.process = process;
  }

  static Run start(Settings settings, Room room, Request request) throws IOException {
    long before = room.size();
    Process process =
        new Commands(settings.tgraph())
            .start(
                Commands.Purpose.SCRIPT,
                room.folder(),
                settings.megabytes(),
                request.arguments(settings.seconds()));
    process.getOutputStream().close();
    Run run = new Run(process);
    Thread.ofVirtual().name("watch").start(() -> run.watch(settings, room, before));
    return run;
  }

  private void watch(Settings settings, Room room, long before) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.seconds() + GRACE);
    try {
      while (!process.waitFor(GLANCE, TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() > end) {
          end("It took longer than %d s.".formatted(settings.seconds()));
        } else if (room.size() - before > Settings.MOST_FILES) {
          end("It wrote more than %d MB.".formatted(Settings.MOST_FILES >> 20));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  InputStream output() {
    return process.getInputStream();
  }

  /** Waits for its end. */
  int status() throws InterruptedException {
    return process.waitFor();
  }

  /** Why it was ended, if it was. */
  String why() {
    return why;
  }

  void end(String reason) {
    if (process.isAlive() && why.isEmpty()) {
      why = reason;
    }
    process.destroyForcibly();
  }
}
