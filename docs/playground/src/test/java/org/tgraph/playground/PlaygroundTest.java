package org.tgraph.playground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server over the network, with a stand-in for the command. */
@Timeout(120)
class PlaygroundTest {
  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private Playground.Running running;
  private String host;

  @BeforeEach
  void start() throws IOException {
    for (String part : List.of("page", "samples/tour", "samples/data")) {
      Files.createDirectories(folder.resolve(part));
    }
    Files.writeString(folder.resolve("page/index.html"), "the page");
    Files.writeString(folder.resolve("secret"), "not for pages");
    Files.writeString(folder.resolve("samples/tour/01-a.tgraph"), "let x = \"ψ\"\n");
    running = Playground.start(Settings.of(arguments(0)));
    host = URI.create(running.address()).getAuthority();
  }

  private List<String> arguments(int port) {
    return List.of(
        "host=127.0.0.1",
        "port=" + port,
        "seconds=2",
        "megabytes=64",
        "connections=3",
        "page=" + folder.resolve("page"),
        "samples=" + folder.resolve("samples"),
        "--",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        StandIn.class.getName());
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    running.close();
  }

  /** The answer to a request with these headers, as it comes. */
  private String answer(String first, String... headers) throws IOException {
    try (Socket socket = ask(first, "Connection: close\r\n", headers)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The first line of the answer to a request for another protocol. */
  private String upgrade(String first, String... headers) throws IOException {
    try (Socket socket = ask(first, "Connection: Upgrade\r\nUpgrade: websocket\r\n", headers);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      return in.readLine();
    }
  }

  private Socket ask(String first, String connection, String... headers) throws IOException {
    URI address = URI.create(running.address());
    Socket socket = new Socket(address.getHost(), address.getPort());
    String text = first + " HTTP/1.1\r\n" + connection + String.join("", headers) + "\r\n";
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private String host() {
    return "Host: " + host + "\r\n";
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }

  @Test
  void itServesThePageAndTheTour() throws IOException {
    String page = answer("GET /", host());
    assertTrue(page.startsWith("HTTP/1.1 200"), page);
    assertTrue(page.contains("Content-Security-Policy: default-src 'none'"), page);
    assertTrue(page.endsWith("the page"), page);
    String programs = answer("GET /programs.json", host());
    assertTrue(
        programs.endsWith("[{\"name\":\"01-a.tgraph\",\"text\":\"let x = \\\"ψ\\\"\\n\"}]"),
        programs);
  }

  @Test
  void itServesNothingElse() throws IOException {
    assertEquals(404, status(answer("GET /secret", host())));
    assertTrue(status(answer("GET /../secret", host())) >= 400);
    assertTrue(status(answer("GET /%2e%2e/secret", host())) >= 400);
    assertEquals(405, status(answer("POST /", host(), "Content-Length: 0\r\n")));
  }

  @Test
  void otherNamesAndOriginsAreRefused() throws IOException {
    assertEquals(403, status(answer("GET /", "Host: evil.example.org:1\r\n")));
    assertEquals(403, status(answer("GET /", host(), "Origin: http://evil.example.org\r\n")));
    for (String path : List.of("/run", "/language")) {
      for (String origin : List.of("", "Origin: http://evil.example.org\r\n", "Origin: null\r\n")) {
        assertEquals(403, status(upgrade("GET " + path, host(), origin)), origin);
      }
    }
  }

  /** What a connection received, until it was closed. */
  private static final class Listener implements WebSocket.Listener {
    final StringBuilder text = new StringBuilder();
    final CompletableFuture<String> message = new CompletableFuture<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        message.complete(text.toString());
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed.complete(status);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable problem) {
      closed.complete(-1);
    }
  }

  private WebSocket connect(String path, Listener listener) {
    return client
        .newWebSocketBuilder()
        .header("Origin", "http://" + host)
        .buildAsync(URI.create("ws://" + host + path), listener)
        .join();
  }

  /** All that a run says. */
  private String run(String script) throws Exception {
    Listener listener = new Listener();
    WebSocket socket = connect("/run", listener);
    String request = "{\"action\":\"run\",\"program\":\"01-a.tgraph\",\"text\":\"" + script + "\"}";
    socket.sendText(request, true).join();
    listener.closed.get(60, TimeUnit.SECONDS);
    return listener.text.toString();
  }

  @Test
  void aScriptRunsAsAProcessWithLimits() throws Exception {
    assertEquals(
        "{\"out\":\"[run, --backend=reference, --timeout=2, --drawn=drawn, tour/01-a.tgraph]\"}{\"status\":\"0\",\"why\":\"\"}",
        run("arguments"));
    assertEquals("{\"status\":\"1\",\"why\":\"\"}", run("fail"));
    assertTrue(run("environment").startsWith("{\"out\":\"[LC_ALL"), "almost no environment");
  }

  @Test
  void picturesOfTheRunAreShownAndNothingElse() throws Exception {
    assertEquals(
        "{\"drawn\":\"fit.svg\",\"address\":\"data:image/svg+xml;base64,PHN2Zy8+\"}"
            + "{\"drawn\":\"fit.html\",\"address\":\"\"}{\"status\":\"0\",\"why\":\"\"}",
        run("draw"));
  }

  @Test
  void whatTakesTooLongIsEnded() throws Exception {
    assertTrue(run("sleep").contains("It took longer than 2 s."));
  }

  @Test
  void whatPrintsTooMuchIsEnded() throws Exception {
    String said = run("print");
    assertTrue(said.contains("It printed more than 1024 kB."));
    assertTrue(said.length() < 2 << 20);
  }

  @Test
  void whatWritesTooMuchIsEndedAndForgotten() throws Exception {
    assertTrue(run("write").contains("It wrote more than 64 MB."));
    // That of the language servers is left.
    try (Stream<Path> rooms = Files.list(running.house())) {
      assertEquals(1, rooms.count());
    }
    running.close();
    assertTrue(Files.notExists(running.house()));
  }

  @Test
  void whatTakesTooMuchMemoryEnds() throws Exception {
    String said = run("memory");
    assertTrue(said.contains("OutOfMemoryError"), said);
    assertTrue(said.endsWith("{\"status\":\"1\",\"why\":\"\"}"), said);
  }

  @Test
  void anAddressThatOthersReachIsWarnedOf() throws Exception {
    StringWriter said = new StringWriter();
    PrintWriter err = new PrintWriter(said, true);
    List<String> arguments = new ArrayList<>(arguments(0));
    arguments.set(0, "host=0.0.0.0");
    Thread serving =
        Thread.ofVirtual()
            .start(() -> {
              var unused = new Playground().run(err, err, arguments.toArray(String[]::new));
            });
    for (int i = 0; i < 600 && !said.toString().contains("until it is"); i++) {
      Thread.sleep(100);
    }
    serving.interrupt();
    assertTrue(serving.join(Duration.ofSeconds(60)));
    assertTrue(
        said.toString()
            .startsWith("Whoever can reach this address can run scripts on this machine."),
        said.toString());
    assertTrue(said.toString().contains("The playground is at http://0.0.0.0:"), said.toString());
  }

  @Test
  void aHostThatDoesNotExistIsSaid() {
    StringWriter said = new StringWriter();
    PrintWriter err = new PrintWriter(said, true);
    List<String> arguments = new ArrayList<>(arguments(0));
    arguments.set(0, "host=no-such-host.invalid");
    assertEquals(2, new Playground().run(err, err, arguments.toArray(String[]::new)));
    assertEquals("tgraph: There is no address `no-such-host.invalid`.", said.toString().strip());
  }

  @Test
  void aLanguageServerAnswersInPlacesOfThePage() throws Exception {
    Listener listener = new Listener();
    WebSocket socket = connect("/language", listener);
    String message = "{\"uri\":\"file:///playground/tour/01-a.tgraph\",\"text\":\"ψ\"}";
    socket.sendText(message, true).join();
    assertEquals(message, listener.message.get(60, TimeUnit.SECONDS));
    socket.sendText("{\"uri\":\"file:///etc/passwd\"}", true).join();
    assertEquals(1008, listener.closed.get(60, TimeUnit.SECONDS));
  }

  @Test
  void messagesAreLimited() throws Exception {
    Listener listener = new Listener();
    WebSocket socket = connect("/language", listener);
    socket.sendText("\"" + "x".repeat(Settings.LONGEST_MESSAGE) + "\"", true).join();
    assertEquals(1009, listener.closed.get(60, TimeUnit.SECONDS));
  }

  @Test
  void connectionsAreLimited() {
    for (int i = 0; i < 3; i++) {
      connect("/language", new Listener());
    }
    assertThrows(CompletionException.class, () -> connect("/language", new Listener()));
  }

  @Test
  void aPortThatIsTakenIsSaid() {
    int port = URI.create(running.address()).getPort();
    StringWriter said = new StringWriter();
    PrintWriter err = new PrintWriter(said, true);
    int status = new Playground().run(err, err, arguments(port).toArray(String[]::new));
    assertEquals(2, status);
    assertTrue(said.toString().contains("port " + port + ": "), said.toString());
  }
}
