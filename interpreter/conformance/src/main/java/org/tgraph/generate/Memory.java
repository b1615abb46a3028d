package org.tgraph.generate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.data.DataNode;
import org.tgraph.source.Source;

/** The files of a generated script, which are in memory only. */
final class Memory implements DataHeaders, Modules {
  private final Map<String, Array> files = new HashMap<>();

  Memory(Script script) {
    script.inputs().forEach(i -> files.put(i.path(), i.array()));
  }

  Array array(String path) {
    return files.get(path);
  }

  Checked check(String text, boolean inlining) {
    return Checker.check(
        new Source("generated.tgraph", text), this, this, Overrides.NONE, inlining);
  }

  @Override
  public Header header(String path) {
    Array array = files.get(path);
    return array == null
        ? new Header.Missing()
        : new Header.Found(new DataNode.Numbers(array.dtype(), true, array.shape()));
  }

  @Override
  public Optional<Source> find(String name) {
    return name.equals(Library.MODULE)
        ? Optional.of(new Source(name + ".tgraph", Library.text()))
        : Optional.empty();
  }

  @Override
  public List<String> names() {
    return List.of(Library.MODULE);
  }
}
