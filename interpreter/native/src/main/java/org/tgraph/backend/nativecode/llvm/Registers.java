package org.tgraph.backend.nativecode.llvm;

/**
 * The vectors of a processor.
 *
 * @param bytes in each
 * @param count how many there are
 */
public record Registers(int bytes, int count) {
  /** Those that any processor has. */
  public static final Registers NARROW = new Registers(16, 16);

  /**
   * Whether products of matrices are faster in tiles of our own than by OpenBLAS: its code for
   * vectors of 64 bytes does two thirds of what a processor can, that for narrower ones nearly all.
   */
  public boolean areForTiles() {
    return bytes == 64;
  }
}
