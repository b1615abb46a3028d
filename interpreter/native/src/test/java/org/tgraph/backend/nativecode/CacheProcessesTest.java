package org.tgraph.backend.nativecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.library.Platform;
import org.tgraph.backend.nativecode.llvm.Llvm;
import org.tgraph.graph.GraphReader;

/**
 * Processes that share a cache, and are killed at any time. {@code -Dcache.rounds=100} kills more
 * of them than the build.
 */
class CacheProcessesTest {
  private static final int ROUNDS = Integer.getInteger("cache.rounds", 2);
  private static final int AT_ONCE = 3;

  @TempDir private Path cache;

  private Path code;

  @BeforeEach
  void isThere() throws IOException {
    assumeTrue(Llvm.get().isPresent(), () -> Llvm.unavailable().orElseThrow());
    Platform platform = Platform.current().orElseThrow();
    assumeTrue(platform.os() == Platform.Os.LINUX, "the cache is where XDG_CACHE_HOME says");
    Path here = Files.createDirectories(cache.resolve("tgraph"));
    for (String library : List.of("llvm", "openblas")) {
      Path folder = platform.folder(library, "").getParent().getParent();
      try (Stream<Path> all = Files.list(folder)) {
        for (Path unpacked : all.filter(f -> isOf(library, f)).toList()) {
          Files.createSymbolicLink(here.resolve(unpacked.getFileName()), unpacked);
        }
      }
    }
    this.code = platform.folder("code", Llvm.VERSION);
    this.code = here.resolve(code.getParent().getFileName()).resolve(code.getFileName());
  }

  /** The links alone: JUnit would warn of them. */
  @AfterEach
  void unlink() throws IOException {
    try (Stream<Path> all = Files.list(cache.resolve("tgraph"))) {
      for (Path link : all.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }

  private static boolean isOf(String library, Path folder) {
    return folder.getFileName().toString().startsWith(library + "-");
  }

  /** What each process does: a few graphs, and what became of them. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      NativeBackend backend = new NativeBackend();
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 4; i++) {
        String graph =
            """
            graph(%%x: f64) {
              %%c: f64 = constant{value: f64(%d.5)}()
              %%y: f64 = add(%%x, %%c)
              return %%y
            }
            """
                .formatted(i);
        Array y =
            backend
                .compile(GraphReader.read(graph).orThrow())
                .run(List.of(Array.scalar(1.0)), Map.of())
                .outputs()
                .get(0);
        text.append(y.getDouble(0)).append(' ');
      }
      System.out.println(text + backend.done().orElseThrow());
    }
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName());
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    return builder.redirectErrorStream(true).start();
  }

  private static String end(Process process) throws IOException, InterruptedException {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), text);
    return text.strip();
  }

  private String run() throws IOException, InterruptedException {
    return end(start());
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> all = Files.list(code)) {
      return all.sorted().toList();
    }
  }

  private static String result(int compiled, int found) {
    return "1.5 2.5 3.5 4.5 compiled %d, found %d in the cache".formatted(compiled, found);
  }

  @Test
  void whatOneCompiledTheNextFinds() throws IOException, InterruptedException {
    assertEquals(result(4, 0), run());
    assertEquals(result(0, 4), run());
  }

  @Test
  void severalFillItAtOnce() throws IOException, InterruptedException {
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      all.add(start());
    }
    for (Process process : all) {
      assertTrue(end(process).startsWith("1.5 2.5 3.5 4.5 "));
    }
    assertEquals(result(0, 4), run());
  }

  @Test
  void killedProcessesLeaveItWhole() throws IOException, InterruptedException {
    Random random = new Random(ROUNDS);
    for (int round = 0; round < ROUNDS; round++) {
      List<Process> all = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        all.add(start());
      }
      for (Process process : all) {
        Thread.sleep(random.nextInt(400));
        process.destroyForcibly();
      }
      for (Process process : all) {
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      }
    }
    assertTrue(run().startsWith("1.5 2.5 3.5 4.5 "));
    assertEquals(result(0, 4), run());
  }

  @Test
  void damagedEntriesAreMadeAgain() throws IOException, InterruptedException {
    run();
    List<Path> entries = entries();
    Files.write(entries.get(0), new byte[0]);
    Files.write(entries.get(1), new byte[] {1, 2, 3});
    byte[] whole = Files.readAllBytes(entries.get(2));
    whole[whole.length / 2] ^= 1;
    Files.write(entries.get(2), whole);
    Files.delete(entries.get(3));
    Files.createDirectories(entries.get(3).resolve("not a file"));
    Files.write(entries.get(4), "of another kind".getBytes(StandardCharsets.UTF_8));
    assertTrue(run().startsWith("1.5 2.5 3.5 4.5 "));
    assertTrue(run().startsWith("1.5 2.5 3.5 4.5 "));
  }

  @Test
  void aFolderThatCannotBeWrittenIsNoFailure() throws IOException, InterruptedException {
    Files.createDirectories(code.getParent());
    Files.createFile(code);
    assertEquals(result(4, 0), run());
    Files.delete(code);
    Files.createDirectory(
        code, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-xr-xr-x")));
    assertTrue(run().startsWith("1.5 2.5 3.5 4.5 "));
  }
}
