package org.tgraph.backend.nativecode.library;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * A native library as a file. One that is packed in a jar is unpacked once, into a folder for its
 * version, and found there by all later processes; of several that unpack it at once, one wins.
 * Beside it is written how large it is, since one that was cut off would end the process that loads
 * it. Where the folder cannot be written it is unpacked for this process alone.
 */
public final class LibraryFile {
  private LibraryFile() {}

  /**
   * @param resource its name on the class path
   * @param version a part of the name of the jar that it is in
   * @param folder where to unpack it
   * @return nothing if it is neither unpacked nor on the class path nor beside this
   */
  public static Optional<Path> find(String resource, String version, Path folder)
      throws IOException {
    String name = resource.substring(resource.lastIndexOf('/') + 1);
    Path file = folder.resolve(name);
    if (isWhole(file)) {
      return Optional.of(file);
    }
    Optional<URL> packed = packed(resource, version);
    if (packed.isEmpty()) {
      return Optional.empty();
    }
    try {
      Files.createDirectories(folder);
      Partial.clear(folder);
      unpack(packed.get(), file);
    } catch (IOException e) {
      // Another process may have it loaded, or the folder cannot be written.
      return Optional.of(isWhole(file) ? file : forThisProcess(packed.get(), name));
    }
    return Optional.of(file);
  }

  /** On the class path, or in a jar beside that of this class. */
  private static Optional<URL> packed(String resource, String version) throws IOException {
    List<URL> all =
        Collections.list(LibraryFile.class.getClassLoader().getResources(resource)).stream()
            .filter(url -> url.toString().contains(version))
            .toList();
    if (!all.isEmpty()) {
      return Optional.of(all.get(0));
    }
    Path self = own();
    if (!self.toString().endsWith(".jar")) {
      return Optional.empty();
    }
    List<Path> jars;
    try (Stream<Path> beside = Files.list(self.toAbsolutePath().getParent())) {
      jars = beside.filter(f -> isJarOf(version, f)).toList();
    }
    for (Path jar : jars) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        if (zip.getEntry(resource) != null) {
          return Optional.of(URI.create("jar:" + jar.toUri() + "!/" + resource).toURL());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isJarOf(String version, Path file) {
    String name = file.getFileName().toString();
    return name.contains(version) && name.endsWith(".jar");
  }

  /** Where this class is. */
  private static Path own() throws IOException {
    try {
      return Path.of(LibraryFile.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** The file that has the size of another. */
  private static Path sizeOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".size");
  }

  private static boolean isWhole(Path file) {
    try {
      Path size = sizeOf(file);
      return Files.exists(file)
          && (!Files.exists(size)
              || Files.readString(size).equals(Long.toString(Files.size(file))));
    } catch (IOException e) {
      return false;
    }
  }

  private static void unpack(URL packed, Path file) throws IOException {
    try (InputStream in = packed.openStream()) {
      Partial.write(
          file,
          out -> {
            in.transferTo(Channels.newOutputStream(out));
            out.force(true);
            String size = Long.toString(out.size());
            Partial.write(sizeOf(file), s -> s.write(StandardCharsets.US_ASCII.encode(size)));
          });
    }
  }

  /** All libraries of this process that have no other place; each finds those beside it. */
  private static Path own;

  private static synchronized Path forThisProcess(URL packed, String name) throws IOException {
    if (own == null) {
      own = Files.createTempDirectory("tgraph");
      own.toFile().deleteOnExit();
    }
    Path file = own.resolve(name);
    try (InputStream in = packed.openStream()) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    file.toFile().deleteOnExit();
    return file;
  }
}
