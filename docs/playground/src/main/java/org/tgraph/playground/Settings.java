package org.tgraph.playground;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the playground was asked for.
 *
 * @param host the address to listen at
 * @param port 0 for any that is free
 * @param seconds how long a script may run
 * @param megabytes the heap of a script's process
 * @param connections how many pages may be connected at once
 * @param page the folder of the page
 * @param samples the folder with {@code tour} and {@code data}
 * @param tgraph the command, up to its subcommand
 */
record Settings(
    String host,
    int port,
    int seconds,
    int megabytes,
    int connections,
    Path page,
    Path samples,
    List<String> tgraph) {

  /** What a client may send at once, in bytes: a script is far shorter. */
  static final int LONGEST_MESSAGE = 1 << 20;

  /** What a script may print, in characters. */
  static final int MOST_OUTPUT = 1 << 20;

  /** What a script may write, in bytes. */
  static final long MOST_FILES = 64L << 20;

  /** What of the pictures that it drew is shown, in bytes. */
  static final long MOST_PICTURES = 8L << 20;

  /** How many scripts run at once; others wait to be asked for again. */
  static final int RUNS = 2;

  /** The heap of a language server's process, in megabytes. */
  static final int SERVER_MEGABYTES = 256;

  /**
   * Reads {@code name=value} arguments, as the command has checked them; those after {@code --} are
   * the command itself.
   */
  static Settings of(List<String> arguments) {
    int end = arguments.indexOf("--");
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments.subList(0, end)) {
      int equals = argument.indexOf('=');
      values.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    return new Settings(
        values.get("host"),
        Integer.parseInt(values.get("port")),
        Integer.parseInt(values.get("seconds")),
        Integer.parseInt(values.get("megabytes")),
        Integer.parseInt(values.get("connections")),
        Path.of(values.get("page")),
        Path.of(values.get("samples")),
        List.copyOf(arguments.subList(end + 1, arguments.size())));
  }
}
