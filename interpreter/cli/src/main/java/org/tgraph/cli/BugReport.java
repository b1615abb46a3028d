package org.tgraph.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What is said when we are at fault: an exception that nothing expected. The details, with the
 * script, go into a file, for the user to look through before they send it.
 */
final class BugReport {
  /** The most of a script that goes into a report. */
  private static final int LONGEST = 200_000;

  private BugReport() {}

  /** Tells the user, and returns the exit status. */
  static int write(Console console, Throwable problem, String... arguments) {
    if (problem instanceof OutOfMemoryError) {
      console.err().println("tgraph: there is not enough memory; a larger heap may help:");
      console.err().println("JDK_JAVA_OPTIONS=-Xmx8g tgraph " + String.join(" ", arguments));
      return ExitStatus.FAILED;
    }
    String where = save(details(problem, arguments));
    String what =
        problem instanceof StackOverflowError
            ? "the program is nested deeper than it can follow"
            : problem.toString().lines().findFirst().orElse("");
    console
        .err()
        .println(
            """
            tgraph: This is a bug in tgraph %s, not in your program: %s.
            Please report it with the file %s,
            which holds the error, your versions and the script; look through it before you send it.\
            """
                .formatted(Main.version(), what, where));
    return ExitStatus.BUG;
  }

  private static String details(Throwable problem, String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.println("tgraph " + Main.version());
    out.println("command: tgraph " + String.join(" ", arguments));
    out.println("java: " + System.getProperty("java.runtime.version"));
    out.println("system: " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    out.println();
    problem.printStackTrace(out);
    for (String script : scripts(arguments)) {
      out.println();
      out.println("==== " + script + " ====");
      out.println(read(script));
    }
    return text.toString();
  }

  private static List<String> scripts(String... arguments) {
    return List.of(arguments).stream().filter(a -> a.endsWith(".tgraph")).distinct().toList();
  }

  private static String read(String script) {
    try {
      String text = Files.readString(Path.of(script));
      return text.length() > LONGEST ? text.substring(0, LONGEST) + "\n[cut here]" : text;
    } catch (IOException | RuntimeException e) {
      return "[cannot be read: " + e + "]";
    }
  }

  private static String save(String details) {
    try {
      Path file = Files.createTempFile("tgraph-bug-", ".txt");
      Files.writeString(file, details);
      return file.toString();
    } catch (IOException e) {
      return "that could not be written (" + e.getMessage() + "), so with this:\n" + details;
    }
  }
}
