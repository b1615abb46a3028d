package org.tgraph.backend.nd4j;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.tgraph.type.TensorType;

/**
 * Watches ND4J's memory, which is outside of Java's and freed only when Java's collector finds that
 * nobody holds an array any more; the collector itself knows nothing of how much that is.
 */
final class Room {
  /** A collection is asked for each time that many bytes were needed. */
  private static final long BETWEEN_COLLECTIONS = 1L << 30;

  /** Below that there is no need to ask the system how much is left. */
  private static final long SMALL = 1L << 24;

  private long needed;

  /**
   * Makes sure that there is room for results of these types and as much again.
   *
   * @throws OutOfMemoryError if there is not
   */
  synchronized void make(List<TensorType> results) {
    long bytes = 0;
    for (TensorType type : results) {
      bytes += type.shape().size().constant().orElse(0) * type.dtype().bytes();
    }
    needed += bytes;
    if (needed > BETWEEN_COLLECTIONS) {
      needed = 0;
      System.gc();
    }
    if (bytes > SMALL && !fits(bytes)) {
      System.gc();
      if (!fits(bytes)) {
        throw new OutOfMemoryError(bytes + " bytes");
      }
    }
  }

  private static boolean fits(long bytes) {
    return Pointer.availablePhysicalBytes() / 2 >= bytes;
  }
}
