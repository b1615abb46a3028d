package org.tgraph.check;

import java.util.Map;

/** Files given for inputs in place of those the script names: {@code --input x=other.npy}. */
public record Overrides(Map<String, String> files) {
  public static final Overrides NONE = new Overrides(Map.of());

  public Overrides {
    files = Map.copyOf(files);
  }
}
