package org.tgraph.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tgraph.array.Array;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataAccess;
import org.tgraph.data.DataFiles;
import org.tgraph.data.DataNode;
import org.tgraph.data.DataResult;
import org.tgraph.data.FileHeaders;
import org.tgraph.data.ProjectFolder;
import org.tgraph.source.Source;
import org.tgraph.type.DType;

/** From a CSV file to the coefficients that NIST certifies (StRD, Longley), and to a saved file. */
class LongleyTest {
  private static final Path SAMPLES = Path.of(System.getProperty("tgraph.root"), "samples");

  @TempDir private Path folder;

  @Test
  void certifiedCoefficients() throws IOException {
    Path script = Files.createDirectory(folder.resolve("tour")).resolve("03-data.tgraph");
    Files.createDirectory(folder.resolve("data"));
    Files.createFile(folder.resolve(ProjectFolder.MARKER));
    Files.copy(SAMPLES.resolve("tour/03-data.tgraph"), script);
    Files.copy(SAMPLES.resolve("data/longley.csv"), folder.resolve("data/longley.csv"));
    DataAccess access = DataAccess.forScript(script, List.of(), List.of());
    Source source = new Source("03-data.tgraph", Files.readString(script));
    Checked checked =
        Checker.check(source, Modules.NONE, new FileHeaders(access), Overrides.NONE, true);
    assertEquals(List.of(), checked.diagnostics());
    List<Datum> printed = new ArrayList<>();
    ScriptRunner runner =
        new ScriptRunner(
            checked.program(),
            new ReferenceBackend(),
            new FileStore(access),
            (span, values) -> printed.addAll(values));
    assertEquals(List.of(), runner.run());
    double[] certified = {
      -3482258.63459582,
      15.0618722713733,
      -0.358191792925910e-01,
      -2.02022980381683,
      -1.03322686717359,
      -0.511041056535807e-01,
      1829.15146461355
    };
    Array coefficients = ((Datum.Tensor) printed.get(1)).array();
    for (int i = 0; i < certified.length; i++) {
      double relative = coefficients.getDouble(i) / certified[i] - 1;
      assertEquals(0, relative, 1e-8);
    }
    Array deviation = ((Datum.Tensor) printed.get(3)).array();
    assertEquals(304.854073561965, deviation.getDouble(0), 1e-6);
    DataNode.Numbers saved =
        (DataNode.Numbers)
            ((DataResult.Found<DataNode>)
                    DataFiles.header(script.resolveSibling("longley-residuals.npy"), "r.npy"))
                .value();
    assertEquals(DType.F64, saved.dtype());
    assertEquals(16, saved.shape()[0]);
  }
}
