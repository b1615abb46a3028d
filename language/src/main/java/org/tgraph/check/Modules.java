package org.tgraph.check;

import java.util.List;
import java.util.Optional;
import org.tgraph.source.Source;

/** Where the checker finds modules beside a script; those of the standard library it has itself. */
public interface Modules {
  /** There are none. */
  Modules NONE =
      new Modules() {
        @Override
        public Optional<Source> find(String name) {
          return Optional.empty();
        }

        @Override
        public List<String> names() {
          return List.of();
        }
      };

  /** The text of {@code name.tgraph} beside the script. */
  Optional<Source> find(String name);

  /** The names of all that could be found, for "did you mean". */
  List<String> names();
}
