package org.tgraph.backend.nativecode.llvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectCacheTest {
  private static final String KEY = ObjectCache.key("a", "b");

  @TempDir private Path folder;

  private ObjectCache cache() {
    return new ObjectCache(folder.resolve("made/when/needed"), 1 << 20);
  }

  private Path file() {
    return folder.resolve("made/when/needed").resolve(KEY + ".object");
  }

  private static byte[] object(int length) {
    byte[] object = new byte[length];
    Arrays.fill(object, (byte) 7);
    return object;
  }

  @Test
  void whatWasPutIsThereForTheNext() {
    assertEquals(Optional.empty(), cache().get(KEY));
    cache().put(KEY, object(100));
    assertArrayEquals(object(100), cache().get(KEY).orElseThrow());
    assertEquals(Optional.empty(), cache().get(ObjectCache.key("ab", "")));
    assertNotEquals(ObjectCache.key("ab", ""), KEY);
  }

  @Test
  void aDamagedEntryIsDropped() throws IOException {
    cache().put(KEY, object(100));
    byte[] whole = Files.readAllBytes(file());
    for (int length : new int[] {0, 1, 31, 32, 33, whole.length - 1}) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertEquals(Optional.empty(), cache().get(KEY), () -> length + " bytes");
      assertFalse(Files.exists(file()));
    }
    whole[60] ^= 1;
    Files.write(file(), whole);
    assertEquals(Optional.empty(), cache().get(KEY));
    assertFalse(Files.exists(file()));
  }

  @Test
  void theOldestMakeRoom() throws IOException {
    ObjectCache small = new ObjectCache(folder, 1000);
    small.put("old", object(400));
    small.put("used", object(400));
    Files.setLastModifiedTime(folder.resolve("old.object"), FileTime.fromMillis(2000));
    Files.setLastModifiedTime(folder.resolve("used.object"), FileTime.fromMillis(1000));
    assertTrue(small.get("used").isPresent());
    // Another process, which looks at its first object.
    new ObjectCache(folder, 1000).put("new", object(400));
    assertTrue(small.get("old").isEmpty());
    assertTrue(small.get("used").isPresent());
    assertTrue(small.get("new").isPresent());
  }

  @Test
  void whereNothingCanBeWrittenNothingIsKept() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    ObjectCache none = new ObjectCache(file.resolve("below"), 1000);
    none.put(KEY, object(10));
    assertTrue(none.get(KEY).isEmpty());
  }

  /** As several processes do. */
  @Test
  void severalWriteAndReadAtOnce() throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(
            threads.submit(() -> {
              boolean isWhole = true;
              for (int k = 0; k < 50; k++) {
                cache().put(KEY, object(10_000));
                isWhole &= cache().get(KEY).map(o -> Arrays.equals(o, object(10_000))).orElse(true);
              }
              return isWhole;
            }));
      }
      for (Future<Boolean> one : all) {
        assertTrue(one.get());
      }
    }
    assertTrue(cache().get(KEY).isPresent());
  }
}
