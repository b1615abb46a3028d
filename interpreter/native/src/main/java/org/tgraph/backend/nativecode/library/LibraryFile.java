package org.tgraph.backend.nativecode.library;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Optional;

/**
 * A native library as a file. One that is packed in a jar is unpacked once, into a folder for its
 * version, and found there by all later processes; of several that unpack it at once, one wins.
 */
public final class LibraryFile {
  private LibraryFile() {}

  /**
   * @param resource its name on the class path
   * @param version a part of the name of the jar that it is in
   * @param folder where to unpack it
   * @return nothing if it is neither unpacked nor on the class path
   */
  public static Optional<Path> find(String resource, String version, Path folder)
      throws IOException {
    Path file = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
    if (Files.exists(file)) {
      return Optional.of(file);
    }
    Optional<URL> packed =
        Collections.list(LibraryFile.class.getClassLoader().getResources(resource)).stream()
            .filter(url -> url.toString().contains(version))
            .findFirst();
    if (packed.isEmpty()) {
      return Optional.empty();
    }
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, "part", ".tmp");
    try (InputStream in = packed.get().openStream()) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      return Optional.of(file);
    } finally {
      Files.deleteIfExists(part);
    }
    return Optional.of(file);
  }
}
