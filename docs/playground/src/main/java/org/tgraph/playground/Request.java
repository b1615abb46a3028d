package org.tgraph.playground;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a page asks to be done: {@code {"action": "run", "program": "01-tensors.tgraph", "text":
 * "…"}}.
 *
 * @param program the name of its file in the tour
 * @param text of the script
 */
record Request(Action action, String program, String text) {
  /** What can be done with a script. */
  enum Action {
    RUN,
    TEST,
    GRAPH;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,60}\\.tgraph");

  /**
   * @throws IOException if it is not such a request
   */
  static Request of(String message) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser in = new JsonFactory().createParser(message)) {
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        if (token == JsonToken.VALUE_STRING && in.currentName() != null) {
          fields.put(in.currentName(), in.getText());
        }
      }
    }
    String program = fields.getOrDefault("program", "");
    if (!NAME.matcher(program).matches() || !fields.containsKey("text")) {
      throw new IOException("The request names no program, or has no text.");
    }
    for (Action action : Action.values()) {
      if (action.word().equals(fields.get("action"))) {
        return new Request(action, program, fields.get("text"));
      }
    }
    throw new IOException("The request names no action.");
  }

  /** The command's arguments for it; on the backend whose memory is the heap alone. */
  String[] arguments(int seconds) {
    String file = "tour/" + program;
    return switch (action) {
      case RUN ->
          new String[] {
            "run", "--backend=reference", "--timeout=" + seconds, "--drawn=" + Drawn.LIST, file
          };
      case TEST -> new String[] {"test", "--backend=reference", "--timeout=" + seconds, file};
      case GRAPH -> new String[] {"graph", "--format=svg", file};
    };
  }
}
