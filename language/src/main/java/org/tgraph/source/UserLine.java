package org.tgraph.source;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A line of a user's Java or Kotlin program that called into one of our packages.
 *
 * @param line counted from 1
 */
public record UserLine(String file, int line) {
  private static final List<String> BETWEEN =
      List.of("java", "jdk", "kotlin", UserLine.class.getPackageName());

  /**
   * The innermost line outside of the packages whose names begin like one of {@code ours}. Found by
   * walking the stack, so it is to be asked where an expression is built or a message is written,
   * not where numbers are computed.
   */
  public static UserLine outside(String... ours) {
    Optional<StackWalker.StackFrame> frame =
        StackWalker.getInstance()
            .walk(frames -> frames.filter(f -> !isIn(f.getClassName(), ours)).findFirst());
    String file = frame.map(StackWalker.StackFrame::getFileName).orElse("<unknown>");
    return new UserLine(file, frame.map(f -> Math.max(f.getLineNumber(), 1)).orElse(1));
  }

  /** The exception as if that line had thrown it. */
  public static <E extends Throwable> E thrownOutside(E exception, String... ours) {
    exception.setStackTrace(
        Arrays.stream(exception.getStackTrace())
            .dropWhile(f -> isIn(f.getClassName(), ours))
            .toArray(StackTraceElement[]::new));
    return exception;
  }

  /** Whether it is in one of these packages, or in a library between them and the user. */
  private static boolean isIn(String className, String... packages) {
    return Stream.concat(Stream.of(packages), BETWEEN.stream())
        .anyMatch(name -> className.startsWith(name + "."));
  }

  /** A text that stands for what is written there. */
  public Source source(String text) {
    return Source.madeBy(file, line, text);
  }

  /** {@code Model.java:12}. */
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
