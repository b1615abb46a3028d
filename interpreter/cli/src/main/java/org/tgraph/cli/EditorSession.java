package org.tgraph.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What an editor says in a short session, for {@link Training}. */
final class EditorSession {
  private EditorSession() {}

  /** All messages from {@code initialize} to {@code shutdown}. */
  static byte[] of(String uri, String text) {
    String document = "{\"uri\":" + JsonText.quote(uri) + "}";
    String asked = "{\"textDocument\":" + document + ",\"position\":{\"line\":4,\"character\":0}}";
    String range = "{\"start\":{\"line\":0,\"character\":0},\"end\":{\"line\":99,\"character\":0}}";
    List<String> messages =
        List.of(
            request(1, "initialize", "{\"processId\":" + editor() + ",\"capabilities\":{}}"),
            news("initialized", "{}"),
            news(
                "textDocument/didOpen",
                "{\"textDocument\":{\"uri\":"
                    + JsonText.quote(uri)
                    + ",\"languageId\":\"tgraph\",\"version\":1,\"text\":"
                    + JsonText.quote(text)
                    + "}}"),
            request(
                2,
                "textDocument/inlayHint",
                "{\"textDocument\":" + document + ",\"range\":" + range + "}"),
            request(3, "textDocument/completion", asked),
            request(4, "textDocument/hover", asked),
            news(
                "textDocument/didChange",
                "{\"textDocument\":{\"uri\":"
                    + JsonText.quote(uri)
                    + ",\"version\":2},\"contentChanges\":[{\"range\":{\"start\":{\"line\":0,"
                    + "\"character\":0},\"end\":{\"line\":0,\"character\":0}},\"text\":\"let q = \"}]}"),
            request(
                5,
                "textDocument/codeAction",
                "{\"textDocument\":"
                    + document
                    + ",\"range\":"
                    + range
                    + ",\"context\":{\"diagnostics\":[]}}"),
            request(6, "textDocument/semanticTokens/full", "{\"textDocument\":" + document + "}"),
            request(7, "shutdown", "null"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String message : messages) {
      byte[] body = message.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(
          ("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      bytes.writeBytes(body);
    }
    return bytes.toByteArray();
  }

  /** A process that lives as long as this one, for the server to watch. */
  private static String editor() {
    return ProcessHandle.current().parent().map(p -> Long.toString(p.pid())).orElse("null");
  }

  private static String request(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\""
        + method
        + "\",\"params\":"
        + params
        + "}";
  }

  private static String news(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + "}";
  }
}
