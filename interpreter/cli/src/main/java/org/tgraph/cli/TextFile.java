package org.tgraph.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes text files whole or not at all. */
final class TextFile {
  private TextFile() {}

  /**
   * Replaces what is in a file, or makes it; a link is followed, permissions stay.
   *
   * @throws UsageProblem if that cannot be done; then nothing was changed
   */
  static void write(Path path, String text) {
    try {
      Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
      Path temporary = Files.createTempFile(target.getParent(), ".tgraph-", ".tmp");
      try {
        Files.writeString(temporary, text);
        if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
          Files.setPosixFilePermissions(temporary, permissions(target));
        }
        Files.move(
            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UsageProblem("`" + path + "` cannot be written: " + e.getMessage() + ".");
    }
  }

  private static Set<PosixFilePermission> permissions(Path target) throws IOException {
    return Files.exists(target)
        ? Files.getPosixFilePermissions(target)
        : PosixFilePermissions.fromString("rw-r--r--");
  }
}
