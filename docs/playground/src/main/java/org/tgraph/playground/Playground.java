package org.tgraph.playground;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.spi.ToolProvider;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * The playground as a tool that the {@code tgraph} command finds: it serves until it is
 * interrupted, or the process ends.
 */
public final class Playground implements ToolProvider {
  private static final Duration IDLE = Duration.ofMinutes(30);

  /** A browser opens several connections for one page. */
  private static final int CONNECTIONS_OF_A_PAGE = 8;

  @Override
  public String name() {
    return "playground";
  }

  @Override
  public int run(PrintWriter out, PrintWriter err, String... arguments) {
    Settings settings = Settings.of(List.of(arguments));
    try (Running running = start(settings)) {
      if (!running.loopback()) {
        err.println("Whoever can reach this address can run scripts on this machine.");
      }
      out.println("The playground is at " + running.address() + " until it is interrupted.");
      out.flush();
      running.server().join();
      return 0;
    } catch (UnknownHostException e) {
      err.println("tgraph: There is no address `" + settings.host() + "`.");
      return 2;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } catch (IOException e) {
      err.println(
          "tgraph: It cannot listen at `%s`, port %d: %s."
              .formatted(settings.host(), settings.port(), reason(e)));
      return 2;
    }
  }

  private static String reason(IOException e) {
    return e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
  }

  /** A server that listens; closing it ends all that it has started. */
  record Running(Server server, String address, boolean loopback, Path house)
      implements AutoCloseable {
    @Override
    public void close() {
      try {
        server.stop();
      } catch (Exception e) {
        // It is of no more use, and the process ends.
        server.setStopTimeout(0);
      }
      Room.delete(house);
    }
  }

  /**
   * @throws UnknownHostException if the host has no address
   * @throws IOException if it cannot listen there
   */
  static Running start(Settings settings) throws IOException {
    InetAddress address = InetAddress.getByName(settings.host());
    boolean loopback = address.isLoopbackAddress();
    Server server = new Server();
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(address.getHostAddress());
    connector.setPort(settings.port());
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    server.addBean(
        new NetworkConnectionLimit(settings.connections() * CONNECTIONS_OF_A_PAGE, connector));
    Path house = Files.createTempDirectory("tgraph-playground");
    server.setHandler(
        new GuardHandler(new Guard(settings.host(), loopback), sockets(server, settings, house)));
    // What went wrong inside is nothing for a page.
    ErrorHandler errors = new ErrorHandler();
    errors.setShowCauses(false);
    errors.setShowMessageInTitle(false);
    server.setErrorHandler(errors);
    try {
      server.start();
    } catch (IOException e) {
      Room.delete(house);
      throw e;
    } catch (Exception e) {
      Room.delete(house);
      throw new IOException(e);
    }
    String shown = "http://" + printed(address) + ":" + connector.getLocalPort() + "/";
    Running running = new Running(server, shown, loopback, house);
    // Ctrl+C ends the process without further ado.
    Runtime.getRuntime().addShutdownHook(new Thread(running::close, "end"));
    return running;
  }

  private static String printed(InetAddress address) {
    String text = address.getHostAddress();
    return text.contains(":") ? "[" + text + "]" : text;
  }

  private static Handler sockets(Server server, Settings settings, Path house) throws IOException {
    Room room = Room.of(house, settings.samples());
    Semaphore pages = new Semaphore(settings.connections());
    Semaphore runs = new Semaphore(Settings.RUNS);
    Commands commands = new Commands(settings.tgraph());
    WebSocketUpgradeHandler upgrades =
        WebSocketUpgradeHandler.from(
            server,
            container -> {
              container.setMaxTextMessageSize(Settings.LONGEST_MESSAGE);
              container.setMaxBinaryMessageSize(1);
              container.setIdleTimeout(IDLE);
              limited(
                  container,
                  "/language",
                  pages,
                  () -> new LanguageSocket(commands, room, pages::release));
              limited(
                  container,
                  "/run",
                  pages,
                  () -> new RunSocket(house, settings, runs, pages::release));
            });
    upgrades.setHandler(new Programs(room, files(settings)));
    return upgrades;
  }

  private static void limited(
      ServerWebSocketContainer container,
      String path,
      Semaphore pages,
      Supplier<Session.Listener> socket) {
    container.addMapping(
        path,
        (request, response, callback) -> {
          if (pages.tryAcquire()) {
            return socket.get();
          }
          Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
          return null;
        });
  }

  private static Handler files(Settings settings) {
    ResourceHandler files = new ResourceHandler();
    files.setBaseResource(ResourceFactory.of(files).newResource(settings.page()));
    files.setDirAllowed(false);
    files.setCacheControl("no-cache");
    return files;
  }
}
