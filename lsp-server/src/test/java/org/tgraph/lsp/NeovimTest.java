package org.tgraph.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server through the client of Neovim, where there is one on the path. */
class NeovimTest {
  @TempDir private Path folder;

  private static boolean isHere() {
    try {
      Process asked =
          new ProcessBuilder("nvim", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return asked.waitFor() == 0;
    } catch (java.io.IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void aSession() throws Exception {
    assumeTrue(isHere(), "no nvim on the path: the server was not tried with Neovim");
    Files.writeString(
        folder.resolve("nile.csv"), "year,volume\n1871,1120.0\n1872,1160.0\n1873,963.0\n");
    Path script = folder.resolve("script.tgraph");
    Files.writeString(
        script,
        """
        input nile: {year: i64[t], volume: f64[t]} = read("nile.csv")
        let x = stack([nile.volume, f64(nile.year)], axis=1)
        print(x @ x)
        """);
    Path session = folder.resolve("session.lua");
    try (InputStream lua = NeovimTest.class.getResourceAsStream("session.lua")) {
      Files.copy(lua, session);
    }
    Path told = folder.resolve("told.txt");
    ProcessBuilder nvim =
        new ProcessBuilder("nvim", "--headless", "--clean", "-c", "luafile " + session)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile());
    nvim.environment().put("TGRAPH_SERVER", String.join("\n", ServerMain.command()));
    nvim.environment().put("TGRAPH_SCRIPT", script.toString());
    nvim.environment().put("TGRAPH_TOLD", told.toString());
    nvim.environment().put("XDG_STATE_HOME", folder.toString());
    nvim.environment().put("XDG_CACHE_HOME", folder.toString());
    Process running = nvim.start();
    try {
      assertTrue(running.waitFor(180, TimeUnit.SECONDS), "Neovim did not end");
      assertEquals(
          List.of(
              "diagnostic 2:8 TG0301",
              "hover x: f64[t, 2]",
              "action transpose: write `x.T @ x`",
              "line print(x.T @ x)",
              "right",
              "line print(matrix.T @ matrix)",
              "columns volume year",
              "line print(1)",
              "symbols 2"),
          Files.readAllLines(told),
          Files.readString(folder.resolve("out.txt")));
    } finally {
      running.descendants().forEach(ProcessHandle::destroyForcibly);
      running.destroyForcibly();
    }
  }
}
