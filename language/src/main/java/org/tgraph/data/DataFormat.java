package org.tgraph.data;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** One kind of file. Sizes that a file claims are believed only as far as its length allows. */
sealed interface DataFormat permits Csv, Npy, Npz, Json, Safetensors {
  List<DataFormat> ALL = List.of(new Csv(), new Npy(), new Npz(), new Json(), new Safetensors());

  /** With its dot, in lower case. */
  String extension();

  DataNode header(DataSource file) throws IOException, BadData;

  /** One value for each that is wanted, in order, none of them {@link DataValue.Fields}. */
  List<DataValue> read(DataSource file, List<Wanted> wanted) throws IOException, BadData;

  /**
   * Looks whether the format can hold {@code value}, before anything is written.
   *
   * @param file named in what is thrown
   */
  Output prepare(DataSource file, DataValue value) throws BadData;

  /** Writes what was prepared; fails for no other reason than the disk. */
  interface Output {
    void to(OutputStream out) throws IOException;
  }
}
