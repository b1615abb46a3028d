package org.tgraph.lsp;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client that knows nothing of the protocol but how messages are framed. */
final class RawClient {
  private static final JsonObject END = new JsonObject();

  private final OutputStream out;
  private final BlockingQueue<JsonObject> came = new LinkedBlockingQueue<>();
  private int last;

  RawClient(InputStream in, OutputStream out) {
    this.out = out;
    Thread reader = new Thread(() -> listen(new DataInputStream(in)), "raw client");
    reader.setDaemon(true);
    reader.start();
  }

  private void listen(DataInputStream in) {
    try {
      while (true) {
        int length = -1;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
          if (line.startsWith("Content-Length: ")) {
            length = Integer.parseInt(line.substring("Content-Length: ".length()));
          }
        }
        byte[] body = new byte[length];
        in.readFully(body);
        came.add(
            JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonObject());
      }
    } catch (IOException e) {
      came.add(END);
    }
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  void bytes(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  void message(String json) throws IOException {
    body(json.getBytes(StandardCharsets.UTF_8));
  }

  void body(byte[] body) throws IOException {
    bytes(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    bytes(body);
  }

  void tell(String method, String params) throws IOException {
    message("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + "}");
  }

  int send(String method, String params) throws IOException {
    last++;
    message(
        "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
            .formatted(last, method, params));
    return last;
  }

  /** The answer to a request; what else comes meanwhile is passed over. */
  JsonObject ask(String method, String params) throws Exception {
    return answer(send(method, params));
  }

  JsonObject answer(int id) throws Exception {
    while (true) {
      JsonObject message = next();
      if (message.has("id")
          && !message.has("method")
          && !message.get("id").isJsonNull()
          && message.get("id").getAsInt() == id) {
        return message;
      }
    }
  }

  /** What the server tells next by this method. */
  JsonObject told(String method) throws Exception {
    while (true) {
      JsonObject message = next();
      if (message.has("method") && message.get("method").getAsString().equals(method)) {
        return message.getAsJsonObject("params");
      }
    }
  }

  JsonObject next() throws Exception {
    JsonObject message = came.poll(60, TimeUnit.SECONDS);
    assertNotNull(message, "nothing came");
    if (message == END) {
      throw new IOException("the server is gone");
    }
    return message;
  }

  void open(String uri, String text) throws IOException {
    tell(
        "textDocument/didOpen",
        "{\"textDocument\":{\"uri\":\"%s\",\"languageId\":\"tgraph\",\"version\":1,\"text\":%s}}"
            .formatted(uri, new com.google.gson.JsonPrimitive(text)));
  }
}
