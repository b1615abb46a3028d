package org.tgraph.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's process ends when it should, with the status that the protocol asks for. */
class ServerProcessTest {
  @TempDir Path folder;
  private Path said;
  private Process server;
  private RawClient client;

  private void start() throws IOException {
    said = folder.resolve("said");
    server = new ProcessBuilder(ServerMain.command()).redirectError(said.toFile()).start();
    client = new RawClient(server.getInputStream(), server.getOutputStream());
  }

  @AfterEach
  void stop() {
    server.destroyForcibly();
  }

  private void initialize(long of) throws Exception {
    client.ask("initialize", "{\"processId\":" + of + ",\"capabilities\":{}}");
  }

  private int status() throws InterruptedException {
    assertTrue(server.waitFor(60, TimeUnit.SECONDS), "the process is still there");
    return server.exitValue();
  }

  @Test
  void goodbye() throws Exception {
    start();
    initialize(ProcessHandle.current().pid());
    client.ask("shutdown", "null");
    client.tell("exit", "null");
    assertEquals(0, status());
  }

  @Test
  void exitWithoutShutdown() throws Exception {
    start();
    initialize(ProcessHandle.current().pid());
    client.tell("exit", "null");
    assertEquals(1, status());
  }

  @Test
  void theClientsEndOfThePipeIsClosed() throws Exception {
    start();
    initialize(ProcessHandle.current().pid());
    server.getOutputStream().close();
    assertEquals(1, status());
  }

  /** Its pipe may be held open by others, so that it is the process that counts. */
  @Test
  void theClientDies() throws Exception {
    Process other = new ProcessBuilder("sleep", "600").start();
    start();
    initialize(other.pid());
    other.destroyForcibly();
    assertEquals(1, status());
  }

  @Test
  void aClientThatCannotBeSeenIsNotMissed() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    start();
    initialize(gone.pid());
    client.ask("shutdown", "null");
    client.tell("exit", "null");
    assertEquals(0, status());
  }

  /** Whoever looks for what is wrong with a client should not have to read stack traces of ours. */
  @Test
  void eachMessageThatIsNoneIsOneLine() throws Exception {
    start();
    initialize(ProcessHandle.current().pid());
    client.message("{]}!");
    client.message("[1, 2]");
    client.tell("textDocument/didOpen", "{\"textDocument\":5}");
    client.ask("textDocument/hover", "null");
    client.ask("no/such", "{}");
    client.ask("shutdown", "null");
    client.tell("exit", "null");
    assertEquals(0, status());
    List<String> lines = Files.readAllLines(said);
    assertTrue(lines.stream().allMatch(l -> l.startsWith("tgraph lsp: ")), lines.toString());
    assertTrue(lines.size() >= 3 && lines.size() <= 5, lines.toString());
  }
}
