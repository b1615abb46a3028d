package org.tgraph.playground;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * One run of a script: the first message is the request; the answers are {@code {"out": "…"}} as it
 * prints, {@code {"drawn": "fit.svg", "address": "data:…"}} for each picture, and {@code {"status":
 * 0, "why": ""}} at the end. Whoever closes the connection ends it.
 */
public final class RunSocket implements Session.Listener.AutoDemanding {
  private static final int PIECE = 8192;

  private final Path house;
  private final Settings settings;
  private final Semaphore runs;
  private final Runnable closed;
  private Session session;
  private volatile Run run;

  /**
   * @param house where its folder is made
   * @param runs those that may start
   * @param closed is run when the connection has ended
   */
  RunSocket(Path house, Settings settings, Semaphore runs, Runnable closed) {
    this.house = house;
    this.settings = settings;
    this.runs = runs;
    this.closed = closed;
  }

  @Override
  public void onWebSocketOpen(Session opened) {
    session = opened;
  }

  @Override
  public void onWebSocketText(String message) {
    if (run != null) {
      session.close(StatusCode.POLICY_VIOLATION, "One request a connection.", Callback.NOOP);
      return;
    }
    try {
      Request request = Request.of(message);
      if (runs.tryAcquire()) {
        Thread.ofVirtual().name("run").start(() -> within(request));
      } else {
        send("status", "1", "why", "Other scripts are running: try again when they are done.");
        session.close();
      }
    } catch (IOException e) {
      session.close(StatusCode.BAD_DATA, e.getMessage(), Callback.NOOP);
    }
  }

  private void within(Request request) {
    try (Room room = Room.of(house, settings.samples())) {
      Files.writeString(room.folder().resolve("tour").resolve(request.program()), request.text());
      run = Run.start(settings, room, request);
      try (Reader out = new InputStreamReader(run.output(), StandardCharsets.UTF_8)) {
        char[] piece = new char[PIECE];
        int left = Settings.MOST_OUTPUT;
        for (int read = out.read(piece); read >= 0 && left > 0; read = out.read(piece)) {
          send("out", new String(piece, 0, Math.min(read, left)));
          left -= read;
        }
        if (left <= 0) {
          run.end("It printed more than %d kB.".formatted(Settings.MOST_OUTPUT >> 10));
        }
      }
      int status = run.status();
      for (Drawn drawn : Drawn.in(room.folder())) {
        send("drawn", drawn.name(), "address", drawn.address());
      }
      send("status", Integer.toString(status), "why", run.why());
    } catch (IOException e) {
      send("status", "3", "why", "It could not be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (run != null) {
        run.end("");
      }
      runs.release();
      session.close();
    }
  }

  /** Sends an object with these names and texts, and waits until it is sent. */
  private void send(String... fields) {
    StringWriter message = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(message)) {
      json.writeStartObject();
      for (int i = 0; i < fields.length; i += 2) {
        json.writeStringField(fields[i], fields[i + 1]);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("nothing is written but to memory", e);
    }
    Callback.Completable sent = new Callback.Completable();
    session.sendText(message.toString(), sent);
    var unused = sent.exceptionally(gone -> null).join();
  }

  @Override
  public void onWebSocketClose(int status, String reason, Callback callback) {
    Run running = run;
    if (running != null) {
      running.end("");
    }
    closed.run();
    callback.succeed();
  }
}
