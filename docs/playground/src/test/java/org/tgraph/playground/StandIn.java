package org.tgraph.playground;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Stands in for the {@code tgraph} command: a language server that answers each message with
 * itself, and a command that does what the script says.
 */
final class StandIn {
  private StandIn() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("lsp")) {
      for (var message = Framing.read(System.in);
          message.isPresent();
          message = Framing.read(System.in)) {
        Framing.write(System.out, message.get());
      }
      return;
    }
    Path script = Path.of(arguments[arguments.length - 1]);
    switch (Files.readString(script)) {
      case "arguments" -> System.out.print(Arrays.toString(arguments));
      case "fail" -> System.exit(1);
      case "sleep" -> Thread.sleep(60_000);
      case "print" -> {
        for (int i = 0; i < 4096; i++) {
          System.out.println("x".repeat(1000));
        }
      }
      case "write" -> {
        byte[] megabyte = new byte[1 << 20];
        for (int i = 0; i < 200; i++) {
          Files.write(Path.of("file" + i), megabyte);
        }
        Thread.sleep(60_000);
      }
      case "memory" -> {
        byte[][] all = new byte[1024][];
        for (int i = 0; i < all.length; i++) {
          all[i] = new byte[1 << 20];
        }
        System.out.print(all.length);
      }
      case "draw" -> {
        Files.writeString(Path.of("fit.svg"), "<svg/>");
        Files.writeString(Path.of("fit.html"), "<p>");
        String here = Path.of("").toAbsolutePath().toString();
        Files.writeString(
            Path.of("drawn"),
            "{\"picture\": \"%1$s/fit.svg\", \"start\": 0}\n{\"picture\": \"%1$s/fit.html\"}\n{\"picture\": \"/etc/hosts.svg\"}\n{\"picture\": \"/etc/hosts\"}\n"
                .formatted(here));
      }
      case "environment" -> System.out.print(System.getenv().keySet());
      default -> System.out.print("?");
    }
  }
}
