package org.tgraph.conformance;

import java.util.Optional;
import org.tgraph.data.DataProblem;
import org.tgraph.program.InputFile;
import org.tgraph.run.DataStore;
import org.tgraph.run.Datum;

/** Reads files and leaves none behind. */
record WithoutSaving(DataStore files) implements DataStore {
  @Override
  public Loading load(InputFile input) {
    return files.load(input);
  }

  @Override
  public Optional<DataProblem> save(String path, Datum value) {
    return Optional.empty();
  }

  @Override
  public Optional<DataProblem> write(String path, byte[] content) {
    return Optional.empty();
  }
}
