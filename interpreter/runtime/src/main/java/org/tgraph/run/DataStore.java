package org.tgraph.run;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.data.DataProblem;
import org.tgraph.graph.Value;
import org.tgraph.program.InputFile;
import org.tgraph.program.TextInput;

/** Where a script's inputs come from and its {@code save}s go to. */
public interface DataStore {
  Loading load(InputFile input);

  /**
   * @param path as the script writes it
   * @return what is wrong, if anything; then nothing was written
   */
  Optional<DataProblem> save(String path, Datum value);

  /**
   * Writes a file that is no data, such as a picture.
   *
   * @return what is wrong, if anything; then nothing was written
   */
  Optional<DataProblem> write(String path, byte[] content);

  /** The answer to {@link #load}. */
  sealed interface Loading {
    /**
     * @param values an array for each leaf, and for each question about text that has a result; of
     *     the declared element types, but of whatever shapes the file has
     * @param texts for each text that is asked about
     */
    record Loaded(Map<Value, Array> values, Map<TextInput, Datum.Texts> texts) implements Loading {
      public Loaded {
        values = new IdentityHashMap<>(values);
        texts = new IdentityHashMap<>(texts);
      }
    }

    record Failed(DataProblem problem) implements Loading {}
  }
}
