package org.tgraph.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code tgraph playground}: serves the page with the editor. The server, and what only it needs,
 * is in a folder of its own, and loaded from there.
 */
@Command(
    name = "playground",
    description = {
      "Serves a page on this machine with an editor that checks the programs of the tour while they",
      "are changed, and runs them with limits on time, memory and files. It answers no other page.",
      "Ctrl+C ends it."
    })
final class PlaygroundCommand implements Callable<Integer> {
  private static final int LARGEST_PORT = 65535;

  private final Console console;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "Listen at ADDRESS; whoever can reach one other than 127.0.0.1 can run scripts here."
              + " Default: 127.0.0.1.")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Listen at PORT, 0 for any that is free. Default: 8765.")
  private int port = 8765;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long a script may run. Default: 30.")
  private int seconds = 30;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      description = "The memory of a script, in megabytes. Default: 512.")
  private int megabytes = 512;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "How many connections of pages are served at once. Default: 16.")
  private int connections = 16;

  PlaygroundCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    require("--port", port, 0, LARGEST_PORT);
    require("--timeout", seconds, 1, 3600);
    require("--memory", megabytes, 64, 1 << 20);
    require("--connections", connections, 1, 1000);
    Path home = home().orElseThrow(() -> new UsageProblem("This tgraph has no playground."));
    if (!Files.exists(home.resolve("page/index.html"))) {
      throw new UsageProblem(
          "The playground's page was not built: `mvn -Dmaven.test.skip=true package`, with Node 20"
              + " or newer installed, builds it.");
    }
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "host=" + host,
                "port=" + port,
                "seconds=" + seconds,
                "megabytes=" + megabytes,
                "connections=" + connections,
                "page=" + home.resolve("page"),
                "samples=" + home.resolve("samples"),
                "--"));
    arguments.addAll(command());
    try (URLClassLoader loader = new URLClassLoader(jars(home.resolve("lib")))) {
      ToolProvider server =
          ServiceLoader.load(ToolProvider.class, loader).stream()
              .map(ServiceLoader.Provider::get)
              .filter(tool -> tool.name().equals("playground"))
              .findFirst()
              .orElseThrow(() -> new UsageProblem("This tgraph has no playground."));
      return server.run(console.out(), console.err(), arguments.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UsageProblem(
          "`%s` must be between %d and %d, but is %d.".formatted(option, least, most, value));
    }
  }

  /** The folder with {@code lib}, {@code page} and {@code samples}. */
  private static Optional<Path> home() {
    return Optional.ofNullable(System.getProperty("tgraph.home"))
        .map(folder -> Path.of(folder, "playground"))
        .filter(folder -> Files.isDirectory(folder.resolve("lib")));
  }

  private static URL[] jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<URL> urls = new ArrayList<>();
      for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
        urls.add(url(jar));
      }
      return urls.toArray(URL[]::new);
    }
  }

  private static URL url(Path jar) throws MalformedURLException {
    return jar.toUri().toURL();
  }

  /**
   * How this process was started, for further ones: the class path and the main class come last.
   */
  private static List<String> command() {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:disable",
                "-XX:+UseSerialGC",
                "-Dtgraph.home=" + System.getProperty("tgraph.home"),
                "-Dtgraph.stdout=file",
                "-Dtgraph.stderr=file",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED"));
    // The launcher's, without which they would take twice as long to start.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-XX:AOTCache="))
        .forEach(command::add);
    command.addAll(
        List.of("-cp", absolute(System.getProperty("java.class.path")), Main.class.getName()));
    return command;
  }

  /** The other processes work in other folders. */
  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .reduce((all, entry) -> all + File.pathSeparator + entry)
        .orElseThrow();
  }
}
