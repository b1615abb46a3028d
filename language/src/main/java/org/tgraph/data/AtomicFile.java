package org.tgraph.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file so that others see the old one or the whole new one, never a part: into a temporary
 * file beside it, which is forced to disk and then takes its name.
 */
final class AtomicFile {
  private AtomicFile() {}

  /** Whatever happens, the temporary file is gone afterwards. */
  static void write(Path target, DataFormat.Output output) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    Path temporary = folder.resolve(".tgraph-" + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
              FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
        output.to(out);
        out.flush();
        channel.force(true);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    forceFolder(folder);
  }

  /** So that the new name outlives a power cut, where the system can promise that. */
  private static void forceFolder(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      // Windows cannot open a folder; the file is complete all the same.
      return;
    }
    try (channel) {
      channel.force(true);
    }
  }
}
