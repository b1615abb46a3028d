package org.tgraph.lsp;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.tgraph.analysis.Hint;

/** Which kinds of hints are shown: {@code {"hints": {"pipe": false}}} leaves one out. */
record HintSettings(Set<Hint.Kind> shown) {
  static final HintSettings ALL = new HintSettings(EnumSet.allOf(Hint.Kind.class));

  boolean shows(Hint.Kind kind) {
    return shown.contains(kind);
  }

  /** What the client says; whatever it does not say is shown. */
  static HintSettings of(Object settings) {
    Set<Hint.Kind> shown = EnumSet.allOf(Hint.Kind.class);
    if (settings instanceof JsonObject all && all.get("hints") instanceof JsonObject hints) {
      for (Hint.Kind kind : Hint.Kind.values()) {
        JsonElement value = hints.get(kind.name().toLowerCase(Locale.ROOT));
        if (value != null && value.isJsonPrimitive() && !value.getAsBoolean()) {
          shown.remove(kind);
        }
      }
    }
    return new HintSettings(shown);
  }
}
