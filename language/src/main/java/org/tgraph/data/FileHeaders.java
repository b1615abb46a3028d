package org.tgraph.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tgraph.diagnostic.Code;
import org.tgraph.type.DType;

/**
 * Looks into the files that a script may read. A file is looked into once, until its size or time
 * changes; any thread may ask.
 */
public final class FileHeaders implements DataHeaders {
  private final DataAccess access;
  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  private record Known(long size, FileTime time, Object key, String shown, Header header) {}

  public FileHeaders(DataAccess access) {
    this.access = access;
  }

  @Override
  public Header header(String path) {
    return switch (access.toRead(path)) {
      case DataResult.Failed<Path>(DataProblem problem) ->
          problem.code() == Code.TG0701
              ? new Header.Missing(access.similar(path))
              : new Header.Bad(problem);
      case DataResult.Found<Path>(Path real) -> remembered(real, path);
    };
  }

  @Override
  public Optional<DataProblem> misfit(String path, List<String> field, DType dtype) {
    Wanted wanted = new Wanted(field, Optional.of(dtype));
    return access.toRead(path).then(real -> DataFiles.read(real, path, List.of(wanted)))
            instanceof DataResult.Failed<List<DataValue>>(DataProblem problem)
        ? Optional.of(problem)
        : Optional.empty();
  }

  private Header remembered(Path real, String shown) {
    BasicFileAttributes now;
    try {
      now = Files.readAttributes(real, BasicFileAttributes.class);
    } catch (IOException e) {
      return new Header.Missing();
    }
    Known before = known.get(real);
    if (before != null
        && before.size() == now.size()
        && before.time().equals(now.lastModifiedTime())
        && Objects.equals(before.key(), now.fileKey())
        && before.shown().equals(shown)) {
      return before.header();
    }
    Header header =
        switch (DataFiles.header(real, shown)) {
          case DataResult.Found<DataNode>(DataNode content) -> new Header.Found(content);
          case DataResult.Failed<DataNode>(DataProblem problem) -> new Header.Bad(problem);
        };
    known.put(real, new Known(now.size(), now.lastModifiedTime(), now.fileKey(), shown, header));
    return header;
  }
}
