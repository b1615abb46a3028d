package org.tgraph.playground;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Between the places of the page, {@code file:///playground/…}, and those of a room. A page learns
 * nothing of where a room is, and can name nothing outside of it.
 */
final class Places {
  /** What the page calls the room; in lower case, as Monaco's client writes all places. */
  static final String PAGE = "file:///playground/";

  private static final JsonFactory JSON = new JsonFactory();

  private final String room;

  Places(Path folder) {
    String uri = folder.toUri().toString();
    this.room = uri.endsWith("/") ? uri : uri + "/";
  }

  /** Said by a page that names a place outside of its room. */
  static final class Outside extends IOException {
    Outside(String place) {
      super("There is no `" + place + "` here.");
    }
  }

  /**
   * A message of the page, for the server.
   *
   * @throws Outside if it names a place outside of the room
   * @throws IOException if it is not JSON
   */
  String toServer(String message) throws IOException {
    return mapped(message, (field, text) -> isPlace(field) ? inside(text) : text);
  }

  /** Only what the protocol calls a URI is a place; a script may hold any text. */
  private static boolean isPlace(String field) {
    return field != null && field.toLowerCase(Locale.ROOT).endsWith("uri");
  }

  private String inside(String place) throws Outside {
    boolean ours =
        place.startsWith(PAGE)
            && !place.contains("..")
            && !place.contains("%")
            && !place.contains("\\");
    if (!ours) {
      throw new Outside(place);
    }
    return room + place.substring(PAGE.length());
  }

  /** A message of the server, for the page. */
  String toPage(String message) throws IOException {
    String path = Path.of(URI.create(room)) + "/";
    return mapped(
        message,
        (field, text) ->
            text.startsWith(room) ? PAGE + text.substring(room.length()) : text.replace(path, ""));
  }

  /** What becomes of a text: the value of a field, or the name of one, whose own field is null. */
  private interface Replacement {
    String of(String field, String text) throws Outside;
  }

  private static String mapped(String message, Replacement replacement) throws IOException {
    StringWriter out = new StringWriter(message.length());
    try (JsonParser in = JSON.createParser(message);
        JsonGenerator writer = JSON.createGenerator(out)) {
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        switch (token) {
          case VALUE_STRING -> writer.writeString(replacement.of(in.currentName(), in.getText()));
          case FIELD_NAME -> writer.writeFieldName(replacement.of(null, in.getText()));
          default -> writer.copyCurrentEvent(in);
        }
      }
    }
    return out.toString();
  }
}
