package org.tgraph.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.tgraph.source.Source;

/**
 * A script as it was given on the command line.
 *
 * @param path where it is; for standard input, a place in the working directory that holds no file,
 *     so that what it names is found there
 * @param source its text, under the name that was given
 */
record ScriptFile(Path path, Source source) {
  /** What stands for standard input. */
  static final String STDIN = "-";

  private static final String STDIN_NAME = "<stdin>";

  boolean isStdin() {
    return source.name().equals(STDIN_NAME);
  }

  /**
   * Reads a script.
   *
   * @throws UsageProblem if it is not there, cannot be read, or is not a text
   */
  static ScriptFile read(Console console, String given) {
    try {
      if (given.equals(STDIN)) {
        String text = text(STDIN_NAME, console.in().readAllBytes());
        return new ScriptFile(Path.of("<stdin>"), new Source(STDIN_NAME, text));
      }
      Path path = Path.of(given);
      if (Files.isDirectory(path)) {
        throw new UsageProblem("`" + given + "` is a folder, not a script.");
      }
      if (!Files.exists(path)) {
        throw new UsageProblem("There is no file `" + given + "`." + hint(given));
      }
      return new ScriptFile(path, new Source(given, text(given, Files.readAllBytes(path))));
    } catch (InvalidPathException e) {
      throw new UsageProblem("`" + given + "` is not a path of a file.");
    } catch (AccessDeniedException e) {
      throw new UsageProblem("`" + given + "` cannot be read: permission denied.");
    } catch (IOException e) {
      throw new UsageProblem("`" + given + "` cannot be read: " + e.getMessage() + ".");
    }
  }

  /** The text of these bytes; a byte order mark is left out. */
  private static String text(String name, byte[] bytes) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UsageProblem(
          "`%s` is not UTF-8 text: line %d holds bytes that are no character."
              .formatted(name, wrongLine(bytes)));
    }
  }

  /** The first line, counted from 1, that changes when it is decoded and encoded again. */
  private static int wrongLine(byte[] bytes) {
    int line = 1;
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        String decoded = new String(bytes, start, i - start, StandardCharsets.UTF_8);
        byte[] again = decoded.getBytes(StandardCharsets.UTF_8);
        if (!java.util.Arrays.equals(again, java.util.Arrays.copyOfRange(bytes, start, i))) {
          return line;
        }
        line++;
        start = i + 1;
      }
    }
    return line;
  }

  private static String hint(String given) {
    Path longer = Path.of(given + ".tgraph");
    return Files.isRegularFile(longer) ? " Did you mean `" + longer + "`?" : "";
  }
}
