package org.tgraph.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tgraph.data.DataHeaders;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.type.SizeVar;

/** One thing that the check of a statement asked of what is around it, with the answer. */
sealed interface Read {
  /** What a name of the script stood for; nothing if the script had not defined it by then. */
  record Name(String name, Optional<Scope.Entry> found) implements Read {}

  record TypeName(String name, Optional<TypeDefinition> found) implements Read {}

  /** All names of the script, for "did you mean". */
  record Names(List<String> all) implements Read {}

  record TypeNames(Set<String> all) implements Read {}

  /** Where a name is defined further down, if it is. */
  record Below(String name, Optional<Span> at) implements Read {}

  /** The body of a function was looked into. */
  record Body(FunctionDef def) implements Read {}

  /** A function was called by its signature. */
  record Signed(FunctionDef def, Object lineage, Face face) implements Read {}

  /** What callers know of a function that is checked for all sizes. */
  record Face(
      Optional<FunctionDef.Signature> signature, KeyUses.OfFunction keys, FunctionDef.State state) {
    static Face of(FunctionDef def) {
      return new Face(def.signature(), def.keys(), def.state());
    }
  }

  record Remembered(Memo<?, ?> memo, Object key, Optional<Object> found) implements Read {}

  /** How a random key had been used up before. */
  record KeyUse(Value key, Optional<Object> before) implements Read {}

  record Header(String path, DataHeaders.Header header) implements Read {}

  record ModuleText(String name, Optional<String> text) implements Read {}

  record ModuleNames(List<String> names) implements Read {}

  /** The value that a size has in the file. */
  record FileSize(SizeVar size, Optional<Long> value) implements Read {}

  /** The number of the line that a place is in, which a message names. */
  record Line(Span span, int line) implements Read {}
}
