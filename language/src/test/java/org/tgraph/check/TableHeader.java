package org.tgraph.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.data.DataHeaders;
import org.tgraph.data.DataNode;
import org.tgraph.data.DataProblem;
import org.tgraph.diagnostic.Code;
import org.tgraph.type.DType;

/** Knows {@code table.csv}, of five rows, {@code matrix.npy}, and {@code broken.csv}. */
final class TableHeader implements DataHeaders {
  @Override
  public Header header(String path) {
    return switch (path) {
      case "table.csv" -> new Header.Found(new DataNode.Fields(columns()));
      case "matrix.npy" ->
          new Header.Found(new DataNode.Numbers(DType.F32, true, new long[] {4, 3}));
      case "broken.csv" ->
          new Header.Bad(
              new DataProblem(Code.TG0702, "`broken.csv` has 2 cells in row 3, but 3 columns."));
      case "table.tsv" -> new Header.Missing(Optional.of("table.csv"));
      default -> new Header.Missing();
    };
  }

  @Override
  public Optional<DataProblem> misfit(String path, List<String> field, DType dtype) {
    return field.equals(List.of("height"))
        ? Optional.of(
            new DataProblem(
                Code.TG0703,
                "In row 3 of `table.csv`, `height` is `1.75`, which is not a whole number."))
        : Optional.empty();
  }

  private static Map<String, DataNode> columns() {
    Map<String, DataNode> columns = new LinkedHashMap<>();
    columns.put("name", new DataNode.Text(new long[] {5}));
    columns.put("height", new DataNode.Numbers(DType.F64, false, new long[] {5}));
    columns.put("count", new DataNode.Numbers(DType.I64, false, new long[] {5}));
    columns.put("adult", new DataNode.Numbers(DType.BOOL, false, new long[] {5}));
    return columns;
  }
}
