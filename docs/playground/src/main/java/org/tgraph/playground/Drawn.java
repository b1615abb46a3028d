package org.tgraph.playground;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A picture that a script drew.
 *
 * @param name of its file
 * @param address a {@code data:} address with all of it; empty for what is no image
 */
record Drawn(String name, String address) {
  /** Where the command lists them, in the folder of a run. */
  static final String LIST = "drawn";

  private static final Map<String, String> TYPES =
      Map.of("svg", "image/svg+xml", "png", "image/png");

  /**
   * The pictures of a run in the order in which they were first drawn, up to {@link
   * Settings#MOST_PICTURES} bytes; none that lies outside of its folder.
   */
  static List<Drawn> in(Path folder) throws IOException {
    List<Drawn> found = new ArrayList<>();
    long left = Settings.MOST_PICTURES;
    for (Path file : listed(folder.resolve(LIST))) {
      if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(folder)) {
        continue;
      }
      String name = file.getFileName().toString();
      String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      String type = TYPES.get(ending);
      long size = Files.size(file);
      if (type == null) {
        found.add(new Drawn(name, ""));
      } else if (size <= left) {
        left -= size;
        String content = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        found.add(new Drawn(name, "data:" + type + ";base64," + content));
      }
    }
    return found;
  }

  private static Set<Path> listed(Path list) throws IOException {
    Set<Path> files = new LinkedHashSet<>();
    if (Files.isRegularFile(list)) {
      try (JsonParser in = new JsonFactory().createParser(list.toFile())) {
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
          if (token == JsonToken.VALUE_STRING && "picture".equals(in.currentName())) {
            files.add(Path.of(in.getText()));
          }
        }
      }
    }
    return files;
  }
}
