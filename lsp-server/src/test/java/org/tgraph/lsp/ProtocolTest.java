package org.tgraph.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a client may do wrong, and what it may ask, with messages written by hand: nothing crashes,
 * hangs, or is answered wrongly.
 */
class ProtocolTest {
  private static final String INITIALIZE = "{\"processId\":null,\"capabilities\":{}}";

  @TempDir private Path folder;
  private PipedOutputStream toServer;
  private RawClient client;
  private CompletableFuture<Integer> status;

  @BeforeEach
  void start() throws Exception {
    PipedInputStream atServer = new PipedInputStream(1 << 20);
    PipedInputStream atClient = new PipedInputStream(1 << 20);
    toServer = new PipedOutputStream(atServer);
    PipedOutputStream toClient = new PipedOutputStream(atClient);
    status =
        CompletableFuture.supplyAsync(
            () -> LanguageServerProcess.serve(atServer, toClient, "test"));
    client = new RawClient(atClient, toServer);
  }

  /** Whatever happened, the server ends with its client. */
  @AfterEach
  void stop() throws Exception {
    toServer.close();
    assertTrue(status.get(60, TimeUnit.SECONDS) <= 1);
  }

  private JsonObject initialize(String params) throws Exception {
    JsonObject answer = client.ask("initialize", params);
    client.tell("initialized", "{}");
    return answer.getAsJsonObject("result").getAsJsonObject("capabilities");
  }

  private String uri(String file) {
    return folder.resolve(file).toUri().toString();
  }

  private static int error(JsonObject answer) {
    return answer.getAsJsonObject("error").get("code").getAsInt();
  }

  private static String message(JsonObject answer) {
    return answer.getAsJsonObject("error").get("message").getAsString();
  }

  private static List<String> messages(JsonObject published) {
    List<String> messages = new ArrayList<>();
    for (JsonElement d : published.getAsJsonArray("diagnostics")) {
      messages.add(d.getAsJsonObject().get("message").getAsString());
    }
    return messages;
  }

  private static String at(String uri, int line, int character) {
    return "{\"textDocument\":{\"uri\":\"%s\"},\"position\":{\"line\":%d,\"character\":%d}}"
        .formatted(uri, line, character);
  }

  private void change(String uri, int version, String range, String text) throws Exception {
    client.tell(
        "textDocument/didChange",
        "{\"textDocument\":{\"uri\":\"%s\",\"version\":%d},\"contentChanges\":[{%s\"text\":%s}]}"
            .formatted(uri, version, range, new com.google.gson.JsonPrimitive(text)));
  }

  private static String range(int line, int from, int to) {
    return "\"range\":{\"start\":{\"line\":%d,\"character\":%d},\"end\":{\"line\":%d,\"character\":%d}},"
        .formatted(line, from, line, to);
  }

  private boolean lives() throws Exception {
    return client.ask("workspace/symbol", "{\"query\":\"\"}").has("result");
  }

  // Messages that are none

  @Test
  void bytesBetweenMessages() throws Exception {
    client.bytes("what is this?\r\nContent-Length: many\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    initialize(INITIALIZE);
    client.bytes(new byte[] {0, 1, 2, (byte) 0xff, '\n', '\r', '\n'});
    assertTrue(lives());
  }

  @Test
  void lengthsThatCannotBe() throws Exception {
    initialize(INITIALIZE);
    client.bytes("Content-Length: -5\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    client.bytes("Content-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    client.bytes(
        "Content-Length: 99999999999999999999999\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    assertTrue(lives());
  }

  @Test
  void aMessageThatIsTooLongIsPassedOver() throws Exception {
    initialize(INITIALIZE);
    client.body(new byte[Frames.LONGEST + 1]);
    assertTrue(lives());
  }

  @Test
  void jsonThatIsNone() throws Exception {
    initialize(INITIALIZE);
    client.message("{]}!");
    client.message("[]");
    client.message("\"\"");
    client.message("{}");
    client.body(new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'});
    assertTrue(lives());
  }

  @Test
  void valuesOfWrongTypes() throws Exception {
    initialize(INITIALIZE);
    assertTrue(error(client.ask("textDocument/hover", "{\"textDocument\":7}")) < 0);
    assertTrue(error(client.ask("textDocument/hover", "\"x\"")) < 0);
    client.tell("textDocument/didOpen", "{\"textDocument\":null}");
    client.tell("textDocument/didChange", "[1, 2]");
    assertTrue(lives());
  }

  @Test
  void membersThatAreMissing() throws Exception {
    initialize(INITIALIZE);
    String document = "{\"textDocument\":{\"uri\":\"file:///a.tgraph\"}}";
    for (String params : List.of("null", "{}", document)) {
      JsonObject answer = client.ask("textDocument/hover", params);
      // Several that are missing are an invalid request.
      assertTrue(Set.of(-32602, -32600).contains(error(answer)), answer.toString());
    }
  }

  @Test
  void methodsThatAreNotKnown() throws Exception {
    initialize(INITIALIZE);
    assertEquals(-32601, error(client.ask("textDocument/fly", "{}")));
    client.tell("$/whatever", "{}");
    client.tell("no/such/news", "{}");
    assertTrue(lives());
  }

  // The order of a session

  @Test
  void nothingBeforeInitialize() throws Exception {
    assertEquals(-32002, error(client.ask("textDocument/hover", at(uri("a.tgraph"), 0, 0))));
    client.open(uri("a.tgraph"), "let x = 1 @ 2\n");
    initialize(INITIALIZE);
    assertEquals(-32600, error(client.ask("initialize", INITIALIZE)));
  }

  @Test
  void nothingAfterShutdown() throws Exception {
    initialize(INITIALIZE);
    assertTrue(client.ask("shutdown", "null").has("result"));
    assertEquals(-32600, error(client.ask("textDocument/hover", at(uri("a.tgraph"), 0, 0))));
    toServer.close();
    assertEquals(0, status.get(60, TimeUnit.SECONDS));
  }

  @Test
  void cancelledRequestsAreAnswered() throws Exception {
    initialize(INITIALIZE);
    client.open(uri("a.tgraph"), "let x = 1\n".repeat(300));
    List<Integer> asked = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      asked.add(client.send("textDocument/completion", at(uri("a.tgraph"), 3, 5)));
    }
    for (int id : asked) {
      client.tell("$/cancelRequest", "{\"id\":" + id + "}");
    }
    JsonObject last = client.answer(asked.get(asked.size() - 1));
    assertTrue(last.has("result") || error(last) == -32800, last.toString());
    client.tell("$/cancelRequest", "{\"id\":4711}");
    assertTrue(lives());
  }

  // Documents

  @Test
  void versionsOutOfOrderAreIgnored() throws Exception {
    initialize(INITIALIZE);
    String uri = uri("a.tgraph");
    client.open(uri, "print(1)\n");
    change(uri, 5, range(0, 6, 7), "nothing");
    change(uri, 3, range(0, 0, 2), "@@@");
    change(uri, 6, range(0, 6, 13), "2");
    JsonObject published = client.told("textDocument/publishDiagnostics");
    while (published.get("version").getAsInt() != 6) {
      published = client.told("textDocument/publishDiagnostics");
    }
    assertEquals(List.of(), messages(published));
  }

  @Test
  void positionsCountInUtf16AndLinesEndInAnyWay() throws Exception {
    assertEquals("utf-16", initialize(INITIALIZE).get("positionEncoding").getAsString());
    String uri = uri("a.tgraph");
    client.open(uri, "print(\"\uD835\uDD4F\uD835\uDD4F\", y)\r\nprint(z)\r\n");
    JsonArray all = client.told("textDocument/publishDiagnostics").getAsJsonArray("diagnostics");
    assertEquals(14, start(all, 0).get("character").getAsInt(), all.toString());
    assertEquals(1, start(all, 1).get("line").getAsInt());
    assertEquals(6, start(all, 1).get("character").getAsInt());
    // Behind the end of a line, of the text, and within a pair.
    change(uri, 2, range(0, 8, 8), "é");
    change(uri, 3, range(700, 1, 9), "\r\nlet q = 1\r\n");
    change(uri, 4, range(1, 900, 900), " # end");
    assertTrue(lives());
  }

  private static JsonObject start(JsonArray diagnostics, int index) {
    return diagnostics
        .get(index)
        .getAsJsonObject()
        .getAsJsonObject("range")
        .getAsJsonObject("start");
  }

  @Test
  void aModuleThatIsNoUtf8AndOneThatVanishes() throws Exception {
    initialize(INITIALIZE);
    Files.write(folder.resolve("latin.tgraph"), new byte[] {'#', ' ', (byte) 0xe9, '\n'});
    Files.writeString(folder.resolve("gone.tgraph"), "let one = 1\n");
    String uri = uri("a.tgraph");
    client.open(uri, "import latin\nimport gone\nprint(gone.one)\n");
    client.told("textDocument/publishDiagnostics");
    Files.delete(folder.resolve("gone.tgraph"));
    client.tell("workspace/didChangeWatchedFiles", "{\"changes\":[]}");
    List<String> after = messages(client.told("textDocument/publishDiagnostics"));
    assertTrue(after.stream().anyMatch(m -> m.contains("There is no module `gone`")), "" + after);
  }

  @Test
  void aModuleThatIsEditedUpdatesWhoImportsIt() throws Exception {
    initialize(INITIALIZE);
    client.open(uri("shapes.tgraph"), "fn two(x: f64[n]) -> f64[n] = x\n");
    client.told("textDocument/publishDiagnostics");
    client.open(uri("a.tgraph"), "import shapes\nprint(shapes.two(ones(3)))\n");
    JsonObject published = client.told("textDocument/publishDiagnostics");
    while (!published.get("uri").getAsString().equals(uri("a.tgraph"))) {
      published = client.told("textDocument/publishDiagnostics");
    }
    assertEquals(List.of(), messages(published));
    change(uri("shapes.tgraph"), 2, range(0, 3, 6), "three");
    published = client.told("textDocument/publishDiagnostics");
    while (!published.get("uri").getAsString().equals(uri("a.tgraph"))) {
      published = client.told("textDocument/publishDiagnostics");
    }
    assertEquals(1, messages(published).size());
  }

  @Test
  void dataOutsideOfTheFolderIsNotLookedInto() throws Exception {
    Path inside = Files.createDirectory(folder.resolve("project"));
    Files.writeString(folder.resolve("secret.csv"), "password\n1\n");
    Files.createSymbolicLink(inside.resolve("link.csv"), folder.resolve("secret.csv"));
    initialize(
        "{\"processId\":null,\"rootUri\":\"%s\",\"capabilities\":{}}".formatted(inside.toUri()));
    String absolute = folder.resolve("secret.csv").toString();
    for (String path : List.of("link.csv", "../secret.csv", absolute)) {
      String uri = inside.resolve("s" + path.hashCode() + ".tgraph").toUri().toString();
      client.open(uri, "input d = read(\"" + path + "\")\nprint(d.password)\n");
      List<String> said = messages(client.told("textDocument/publishDiagnostics"));
      assertEquals(1, said.size(), path + said);
      assertTrue(said.get(0).contains("outside the folder"), said.get(0));
    }
  }

  // Abilities

  @Test
  void diagnosticsArePushedOrPulledButNotBoth() throws Exception {
    assertFalse(initialize(INITIALIZE).has("diagnosticProvider"));
  }

  @Test
  void whoPullsIsNotPushed() throws Exception {
    assertTrue(
        initialize(
                """
                {"processId":null,"capabilities":{"textDocument":{"diagnostic":{}},
                "workspace":{"diagnostics":{"refreshSupport":true}}}}
                """)
            .has("diagnosticProvider"));
    String uri = uri("a.tgraph");
    client.open(uri, "print(y)\n");
    String document = "{\"textDocument\":{\"uri\":\"" + uri + "\"}";
    JsonObject full =
        client.ask("textDocument/diagnostic", document + "}").getAsJsonObject("result");
    assertEquals("full", full.get("kind").getAsString());
    assertEquals(1, full.getAsJsonArray("items").size());
    JsonObject same =
        client
            .ask(
                "textDocument/diagnostic",
                document + ",\"previousResultId\":" + full.get("resultId") + "}")
            .getAsJsonObject("result");
    assertEquals("unchanged", same.get("kind").getAsString());
  }

  @Test
  void renamesAcrossFilesAndRefusals() throws Exception {
    Files.writeString(
        folder.resolve("other.tgraph"), "import shapes\nprint(shapes.two(ones(3)))\n");
    Files.writeString(folder.resolve("shapes.tgraph"), "fn two(x: f64[n]) -> f64[n] = x\n");
    initialize("{\"processId\":null,\"rootUri\":\"" + folder.toUri() + "\",\"capabilities\":{}}");
    String uri = uri("a.tgraph");
    client.open(uri, "import shapes\nlet s = sum(shapes.two(ones(3)))\nprint(s, pi)\n");
    JsonObject edits =
        client
            .ask("textDocument/rename", named(at(uri, 1, 20), "both"))
            .getAsJsonObject("result")
            .getAsJsonObject("changes");
    assertEquals(3, edits.size(), edits.toString());
    assertEquals(
        "`sum` is not a name that this script defines.",
        message(client.ask("textDocument/prepareRename", at(uri, 1, 9))));
    assertEquals(
        "`let` is a word of the language.",
        message(client.ask("textDocument/rename", named(at(uri, 2, 6), "let"))));
    JsonArray references =
        client
            .ask(
                "textDocument/references",
                at(uri, 1, 20).replaceFirst("}$", ",\"context\":{\"includeDeclaration\":true}}"))
            .getAsJsonArray("result");
    assertEquals(3, references.size(), references.toString());
  }

  private static String named(String at, String name) {
    return at.replaceFirst("}$", ",\"newName\":\"" + name + "\"}");
  }

  @Test
  void callsLensesAndLines() throws Exception {
    initialize(INITIALIZE);
    String uri = uri("a.tgraph");
    client.open(
        uri,
        """
        fn one(x: f64) -> f64 = x
        fn two(x: f64) -> f64 = one(one(x))
        test "twice" { assert two(1.0)  ==  1.0 }
        print(  one(1.0))
        """);
    JsonObject item =
        client
            .ask("textDocument/prepareCallHierarchy", at(uri, 0, 4))
            .getAsJsonArray("result")
            .get(0)
            .getAsJsonObject();
    JsonArray incoming =
        client
            .ask("callHierarchy/incomingCalls", "{\"item\":" + item + "}")
            .getAsJsonArray("result");
    assertEquals(2, incoming.size(), incoming.toString());
    assertEquals(2, incoming.get(0).getAsJsonObject().getAsJsonArray("fromRanges").size());
    JsonObject two =
        client
            .ask("textDocument/prepareCallHierarchy", at(uri, 1, 4))
            .getAsJsonArray("result")
            .get(0)
            .getAsJsonObject();
    JsonArray outgoing =
        client
            .ask("callHierarchy/outgoingCalls", "{\"item\":" + two + "}")
            .getAsJsonArray("result");
    assertEquals(1, outgoing.size(), outgoing.toString());
    JsonArray lenses =
        client
            .ask("textDocument/codeLens", "{\"textDocument\":{\"uri\":\"" + uri + "\"}}")
            .getAsJsonArray("result");
    assertEquals(2, lenses.size(), lenses.toString());
    String options = "\"options\":{\"tabSize\":2,\"insertSpaces\":true}}";
    String lastLine = range(3, 0, 5);
    JsonArray edits =
        client
            .ask(
                "textDocument/rangeFormatting",
                "{\"textDocument\":{\"uri\":\"" + uri + "\"}," + lastLine + options)
            .getAsJsonArray("result");
    assertEquals(1, edits.size(), edits.toString());
    assertTrue(edits.toString().contains("print(one(1.0))"), edits.toString());
  }

  @Test
  void documentationComesWhenItIsShown() throws Exception {
    initialize(
        """
        {"processId":null,"capabilities":{"textDocument":{"completion":{"completionItem":
        {"resolveSupport":{"properties":["documentation"]}}}}}}
        """);
    String uri = uri("a.tgraph");
    client.open(uri, "print(chol)\n");
    JsonArray offered =
        client.ask("textDocument/completion", at(uri, 0, 10)).getAsJsonArray("result");
    JsonObject cholesky = null;
    for (JsonElement item : offered) {
      if (item.getAsJsonObject().get("label").getAsString().equals("cholesky")) {
        cholesky = item.getAsJsonObject();
      }
    }
    assertFalse(cholesky.has("documentation"), cholesky.toString());
    JsonObject resolved =
        client.ask("completionItem/resolve", cholesky.toString()).getAsJsonObject("result");
    assertTrue(resolved.has("documentation"), resolved.toString());
  }
}
