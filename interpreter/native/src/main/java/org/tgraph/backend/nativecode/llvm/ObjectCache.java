package org.tgraph.backend.nativecode.llvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.tgraph.backend.nativecode.library.Partial;

/**
 * Object files in a folder, so that the next process need not compile again. The name of a file is
 * the hash of all that it was made from; it begins with the hash of the rest of it. Files appear
 * whole or not at all, whatever other processes do and wherever this one is stopped; one that is
 * damaged is removed. Where the folder cannot be written, nothing is kept.
 */
public final class ObjectCache {
  private static final String SUFFIX = ".object";
  private static final int HASH = 32;

  /** After so many objects it is looked again whether the folder is too large. */
  private static final int PRUNED = 100;

  private final AtomicInteger puts = new AtomicInteger();

  /** From so many bytes on the files that were not used for longest are removed. */
  private final long limit;

  private final Path folder;

  public ObjectCache(Path folder, long limit) {
    this.folder = folder;
    this.limit = limit;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The name for what is made from these. */
  public static String key(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The object of that name, if it is there and whole. */
  public Optional<byte[]> get(String key) {
    Path file = folder.resolve(key + SUFFIX);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      byte[] all = Files.readAllBytes(file);
      byte[] object = Arrays.copyOfRange(all, Math.min(HASH, all.length), all.length);
      if (all.length > HASH && Arrays.equals(sha256().digest(object), Arrays.copyOf(all, HASH))) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
        return Optional.of(object);
      }
      Files.deleteIfExists(file);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Keeps an object, if it can be kept. */
  public void put(String key, byte[] object) {
    try {
      Files.createDirectories(folder);
      Partial.write(folder.resolve(key + SUFFIX), out -> out.write(all(object)));
      if (puts.getAndIncrement() % PRUNED == 0) {
        prune();
      }
    } catch (IOException e) {
      // The next process compiles again.
      return;
    }
  }

  private static ByteBuffer all(byte[] object) {
    return ByteBuffer.allocate(HASH + object.length)
        .put(sha256().digest(object))
        .put(object)
        .flip();
  }

  private record Entry(Path file, long size, long used) {}

  private void prune() throws IOException {
    Partial.clear(folder);
    List<Entry> entries;
    try (Stream<Path> files = Files.list(folder)) {
      entries = files.flatMap(f -> entry(f).stream()).sorted(oldestFirst()).toList();
    }
    long total = entries.stream().mapToLong(Entry::size).sum();
    for (Entry entry : entries) {
      if (total <= limit) {
        return;
      }
      Files.deleteIfExists(entry.file);
      total -= entry.size;
    }
  }

  private static Comparator<Entry> oldestFirst() {
    return Comparator.comparingLong(Entry::used);
  }

  /** Nothing if another process has just removed it. */
  private static Optional<Entry> entry(Path file) {
    try {
      return Optional.of(
          new Entry(file, Files.size(file), Files.getLastModifiedTime(file).toMillis()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
