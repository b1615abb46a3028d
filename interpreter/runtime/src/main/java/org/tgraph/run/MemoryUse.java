package org.tgraph.run;

/**
 * How many bytes one call takes at its peak.
 *
 * @param inputs of all inputs
 * @param results of all outputs that are no inputs
 * @param constants tensors that the graph has in it
 * @param between the most that there is at once beside these
 * @param isAll false where the data decide a size, and what has it is not counted
 */
public record MemoryUse(long inputs, long results, long constants, long between, boolean isAll) {
  public long total() {
    return inputs + results + constants + between;
  }
}
