package org.tgraph.playground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/**
 * A folder of its own with the tour and its data. It is a project, so what runs in it reads and
 * writes nothing else.
 */
final class Room implements AutoCloseable {
  private static final String MARK = "tgraph.project";

  private final Path folder;

  private Room(Path folder) {
    this.folder = folder;
  }

  /**
   * @param house the folder that it is in, with others
   * @param samples the folder with {@code tour} and {@code data}
   */
  static Room of(Path house, Path samples) throws IOException {
    Room room = new Room(Files.createTempDirectory(house, "room").toRealPath());
    Files.createFile(room.folder.resolve(MARK));
    for (String part : new String[] {"tour", "data"}) {
      Files.createDirectory(room.folder.resolve(part));
      try (Stream<Path> files = Files.list(samples.resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.copy(file, room.folder.resolve(part).resolve(file.getFileName().toString()));
        }
      }
    }
    return room;
  }

  Path folder() {
    return folder;
  }

  /** How many bytes its files have; those that vanish meanwhile have none. */
  long size() {
    long[] sum = {0};
    walk(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum[0] += attributes.size();
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return sum[0];
  }

  @Override
  public void close() {
    delete(folder);
  }

  /** Deletes a folder with all that is in it; what another deletes meanwhile is gone too. */
  static void delete(Path folder) {
    walk(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path left, IOException problem)
              throws IOException {
            try {
              Files.deleteIfExists(left);
            } catch (DirectoryNotEmptyException e) {
              // A process that is just being ended has written once more.
              return FileVisitResult.CONTINUE;
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void walk(Path folder, SimpleFileVisitor<Path> visitor) {
    try {
      Files.walkFileTree(folder, visitor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
