package org.tgraph.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tgraph.diagnostic.Code;

/**
 * Reads and writes data files, the format being the one that the name's extension says. Which files
 * a script may touch is not asked here but by {@link DataAccess}. Whatever is in a file, the answer
 * is its content or a problem, never an exception.
 */
public final class DataFiles {
  private DataFiles() {}

  /** What is in a file, without its numbers. @param shown the file as messages name it */
  public static DataResult<DataNode> header(Path path, String shown) {
    return attempt(path, shown, (format, file) -> format.header(file));
  }

  /** Parts of a file, in the order in which they are wanted; the file is read for all at once. */
  public static DataResult<List<DataValue>> read(Path path, String shown, List<Wanted> wanted) {
    return attempt(path, shown, (format, file) -> format.read(file, wanted));
  }

  /**
   * Writes a file, or leaves everything as it was. A tuple is written as a record whose fields are
   * {@code 0}, {@code 1}, ….
   *
   * @return what went wrong, if anything
   */
  public static Optional<DataProblem> write(Path path, String shown, DataValue value) {
    DataResult<DataFormat.Output> output = prepare(path, shown, value);
    if (output instanceof DataResult.Failed<DataFormat.Output> failed) {
      return Optional.of(failed.problem());
    }
    try {
      AtomicFile.write(path, ((DataResult.Found<DataFormat.Output>) output).value());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          new DataProblem(
              Code.TG0706, "The file `" + shown + "` cannot be written: " + reason(e) + "."));
    }
  }

  /**
   * Writes a file that is no data, or leaves everything as it was; what went wrong, if anything.
   */
  public static Optional<DataProblem> write(Path path, String shown, byte[] content) {
    try {
      AtomicFile.write(path, out -> out.write(content));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          new DataProblem(
              Code.TG0706, "The file `" + shown + "` cannot be written: " + reason(e) + "."));
    }
  }

  /** Whether {@link #write} would refuse the value or the file's name, asked beforehand. */
  public static Optional<DataProblem> refusal(Path path, String shown, DataValue value) {
    return prepare(path, shown, value) instanceof DataResult.Failed<DataFormat.Output> failed
        ? Optional.of(failed.problem())
        : Optional.empty();
  }

  private static DataResult<DataFormat.Output> prepare(Path path, String shown, DataValue value) {
    return attempt(
        path,
        shown,
        (format, file) -> {
          UnicodeText.check(file, value);
          return format.prepare(file, value);
        });
  }

  private interface Action<T> {
    T run(DataFormat format, DataSource file) throws IOException, BadData;
  }

  private static <T> DataResult<T> attempt(Path path, String shown, Action<T> action) {
    DataSource file = new DataSource(path, shown);
    try {
      return new DataResult.Found<>(action.run(format(file), file));
    } catch (BadData e) {
      return new DataResult.Failed<>(e.problem());
    } catch (NoSuchFileException e) {
      return failed(Code.TG0701, file, "does not exist");
    } catch (IOException e) {
      return failed(Code.TG0702, file, "cannot be read: " + reason(e));
    } catch (OutOfMemoryError e) {
      return failed(Code.TG0805, file, "does not fit in memory");
    }
  }

  private static <T> DataResult<T> failed(Code code, DataSource file, String rest) {
    return new DataResult.Failed<>(file.bad(code, rest).problem());
  }

  private static DataFormat format(DataSource file) throws BadData {
    String name = String.valueOf(file.path().getFileName()).toLowerCase(Locale.ROOT);
    for (DataFormat format : DataFormat.ALL) {
      if (name.endsWith(format.extension())) {
        return format;
      }
    }
    throw file.bad(Code.TG0704, "is of no format that is known; known are " + extensions());
  }

  private static String extensions() {
    return DataFormat.ALL.stream()
        .map(format -> "`" + format.extension() + "`")
        .collect(Collectors.joining(", "));
  }

  /** Why, in a few words in lower case. */
  static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason.toLowerCase(Locale.ROOT);
  }

  /** Whether it can be read at all: there, and a file rather than a folder or a device. */
  static Optional<DataProblem> unreadable(Path path, String shown) {
    DataSource file = new DataSource(path, shown);
    String rest =
        Files.isDirectory(path)
            ? "is a folder"
            : !Files.isRegularFile(path)
                ? "is not a regular file"
                : !Files.isReadable(path) ? "cannot be read: permission denied" : "";
    return rest.isEmpty() ? Optional.empty() : Optional.of(file.bad(Code.TG0702, rest).problem());
  }
}
