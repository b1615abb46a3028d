package org.tgraph.backend.nativecode.library;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files that appear whole or not at all, whatever other processes do and wherever this one is
 * stopped: each is written under another name, which it loses when all is written.
 */
public final class Partial {
  private static final String PREFIX = "part";
  private static final String SUFFIX = ".tmp";

  /** What is older is of a process that was stopped. */
  private static final Duration OLD = Duration.ofHours(1);

  private Partial() {}

  /** What a file is to hold. */
  public interface Content {
    void writeTo(FileChannel out) throws IOException;
  }

  /** Writes a file in place of the one of that name, if there is one. */
  public static void write(Path file, Content content) throws IOException {
    Path part = Files.createTempFile(file.toAbsolutePath().getParent(), PREFIX, SUFFIX);
    try {
      try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
        content.writeTo(out);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Removes what stopped processes have left in a folder. */
  public static void clear(Path folder) throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(OLD));
    List<Path> parts;
    try (Stream<Path> files = Files.list(folder)) {
      parts = files.filter(Partial::isPart).toList();
    }
    for (Path part : parts) {
      if (Files.exists(part) && Files.getLastModifiedTime(part).compareTo(old) < 0) {
        Files.deleteIfExists(part);
      }
    }
  }

  private static boolean isPart(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }
}
