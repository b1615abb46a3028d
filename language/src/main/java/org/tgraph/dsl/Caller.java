package org.tgraph.dsl;

import java.util.Arrays;

/** Finds the line of the user's program that called into this package. */
final class Caller {
  private static final String PACKAGE = Caller.class.getPackageName() + ".";

  private Caller() {}

  /** {@code Model.java:12}. */
  static String place() {
    return StackWalker.getInstance()
        .walk(frames ->
            frames
                .filter(f -> !f.getClassName().startsWith(PACKAGE))
                .findFirst()
                .map(f -> f.getFileName() + ":" + f.getLineNumber())
                .orElse("<dsl>"));
  }

  /** The exception as if it was thrown by the user's line. */
  static ShapeException trimmed(ShapeException exception) {
    exception.setStackTrace(
        Arrays.stream(exception.getStackTrace())
            .dropWhile(f -> f.getClassName().startsWith(PACKAGE))
            .toArray(StackTraceElement[]::new));
    return exception;
  }
}
