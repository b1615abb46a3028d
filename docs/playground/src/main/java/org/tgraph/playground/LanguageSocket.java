package org.tgraph.playground;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/** One page's language server: a process of its own, which ends with the connection. */
public final class LanguageSocket implements Session.Listener.AutoDemanding {
  private final Commands commands;
  private final Room room;
  private final Places places;
  private final Runnable closed;
  private Session session;
  private Process server;

  /**
   * @param room whose files it reads
   * @param closed is run when the connection has ended
   */
  LanguageSocket(Commands commands, Room room, Runnable closed) {
    this.commands = commands;
    this.room = room;
    this.places = new Places(room.folder());
    this.closed = closed;
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    session = opened;
    try {
      server =
          commands.start(
              Commands.Purpose.LANGUAGE, room.folder(), Settings.SERVER_MEGABYTES, "lsp");
      Thread.ofVirtual().name("answers").start(this::answer);
    } catch (IOException e) {
      end(StatusCode.SERVER_ERROR, "The language server cannot be started.");
    }
  }

  /** Hands on what the server says, until it ends. */
  private void answer() {
    try {
      for (Optional<String> message = Framing.read(server.getInputStream());
          message.isPresent();
          message = Framing.read(server.getInputStream())) {
        Callback.Completable sent = new Callback.Completable();
        session.sendText(places.toPage(message.get()), sent);
        sent.join();
      }
    } catch (IOException | RuntimeException e) {
      // One side is gone; the other is told below.
    }
    end(StatusCode.SERVER_ERROR, "The language server has ended.");
  }

  @Override
  public void onWebSocketText(String message) {
    try {
      Framing.write(server.getOutputStream(), places.toServer(message));
    } catch (Places.Outside e) {
      end(StatusCode.POLICY_VIOLATION, "This place is not in the playground.");
    } catch (IOException e) {
      end(StatusCode.BAD_DATA, "The message could not be handed on.");
    }
  }

  private void end(int status, String reason) {
    session.close(status, reason, Callback.NOOP);
    stop();
  }

  private void stop() {
    if (server != null) {
      server.destroyForcibly();
    }
  }

  @Override
  public void onWebSocketClose(int status, String reason, Callback callback) {
    stop();
    closed.run();
    callback.succeed();
  }
}
