package org.tgraph.playground;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers {@code /programs.json}: the tour, as {@code [{"name": "01-tensors.tgraph", "text":
 * "…"}]}.
 */
final class Programs extends Handler.Wrapper {
  private final byte[] all;

  Programs(Room room, Handler inside) throws IOException {
    super(inside);
    this.all = json(room.folder().resolve("tour"));
  }

  private static byte[] json(Path tour) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Path> programs;
    try (Stream<Path> files = Files.list(tour)) {
      programs = files.filter(f -> f.toString().endsWith(".tgraph")).sorted().toList();
    }
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartArray();
      for (Path program : programs) {
        json.writeStartObject();
        json.writeStringField("name", program.getFileName().toString());
        json.writeStringField("text", Files.readString(program));
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    return out.toByteArray();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!Request.getPathInContext(request).equals("/programs.json")) {
      return super.handle(request, response, callback);
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.write(true, ByteBuffer.wrap(all), callback);
    return true;
  }
}
